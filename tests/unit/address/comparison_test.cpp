// SPDX-License-Identifier: Apache-2.0
#include "postern/address/comparison.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

TEST(AddressComparison, IsOffByDefault) {
    EXPECT_EQ(AddressComparison{}.key("Anna.K+x@big.example"), "Anna.K+x@big.example");
}

TEST(AddressComparison, GoesByWhatTheDomainIgnores) {
    const AddressComparison comparison{{"big.example"}, {"big.example"}, {"big.example", "b.test"}};
    EXPECT_EQ(comparison.key("Anna.K+news@big.example"), "annak@big.example");
    EXPECT_EQ(comparison.key("Anna.K+news@b.test"), "Anna.K@b.test");
    EXPECT_EQ(comparison.key("Anna.K+news@mail.big.example"), "Anna.K+news@mail.big.example");
}

TEST(AddressComparison, LeavesAloneWhatIsNotItsBusiness) {
    const AddressComparison comparison{{"big.example"}, {"big.example"}, {"big.example"}};
    EXPECT_EQ(comparison.key("\"A.b+c\"@big.example"), "\"A.b+c\"@big.example");
    EXPECT_EQ(comparison.key("+x@big.example"), "+x@big.example");
    EXPECT_EQ(comparison.key("anna/missed-chat"), "anna/missed-chat");
    EXPECT_EQ(comparison.key(""), "");
}

}  // namespace
}  // namespace postern
