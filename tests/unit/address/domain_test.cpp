// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "postern/address/address.hpp"

namespace postern {
namespace {

TEST(Domain, IsKeptInLowerCase) {
    EXPECT_EQ(*parse_domain("Mail.Firm.EXAMPLE"), "mail.firm.example");
}

TEST(Domain, MayHaveLabelsOf63Octets) {
    EXPECT_TRUE(parse_domain(std::string(63, 'a') + ".example"));
    EXPECT_FALSE(parse_domain(std::string(64, 'a') + ".example"));
}

TEST(Domain, MayHave255Octets) {
    std::string domain;
    for (int i = 0; i < 127; ++i) domain += "a.";
    EXPECT_TRUE(parse_domain(domain + "b"));
    EXPECT_FALSE(parse_domain(domain + "bb"));
}

TEST(Domain, RefusesWhatIsNoHostName) {
    for (const auto* text :
         {"", ".", "example", "firm.example.", ".firm.example", "firm..example", "-firm.example",
          "firm-.example", "fi_rm.example", "firm.example-", "192.0.2.1", "[192.0.2.1]", "f\xc3.de",
          "firm.example\n", " firm.example"}) {
        const auto domain = parse_domain(text);
        ASSERT_FALSE(domain) << text;
        EXPECT_EQ(domain.error().code, ErrorCode::invalid) << text;
    }
}

}  // namespace
}  // namespace postern
