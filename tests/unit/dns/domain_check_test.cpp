// SPDX-License-Identifier: Apache-2.0
#include "postern/dns/domain_check.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

TEST(SpecialUseNames, AreSetAsideUnlessAStubAnswersForThem) {
    EXPECT_NE(set_aside("shop.test", {}), "");
    EXPECT_NE(set_aside("firm.example", {"test=127.0.0.1"}), "");
    EXPECT_EQ(set_aside("shop.test", {"example=127.0.0.1", "test=127.0.0.1@5353"}), "");
    EXPECT_EQ(set_aside("test", {"test=127.0.0.1"}), "");
    EXPECT_NE(set_aside("shop.contest.test", {"contest=127.0.0.1"}), "");
    EXPECT_EQ(set_aside("firm.pl", {}), "");
}

}  // namespace
}  // namespace postern
