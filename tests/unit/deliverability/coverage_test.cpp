// SPDX-License-Identifier: Apache-2.0
#include "postern/deliverability/coverage.hpp"

#include <set>

#include <gtest/gtest.h>

namespace postern {
namespace {

Address at(const std::string& text) {
    return Address::parse(text).value();
}

struct CoverageTest : ::testing::Test {
    CoverageTest() { account.id = "shop"; }

    [[nodiscard]] Coverage look() const {
        return coverage_of(account, agents, 5, [&](const Address& address) {
            return dead.contains(address.text()) ? "user-unknown" : "";
        });
    }

    Account account;
    std::vector<Agent> agents{{"anna", "shop", "Anna", at("anna@x.example"), true, {}, {}},
                              {"ben", "shop", "Ben", at("ben@x.example"), true, {}, {}},
                              {"carl", "shop", "Carl", at("carl@x.example"), false, {}, {}}};
    std::set<std::string> dead;
};

TEST_F(CoverageTest, CountsActiveAgentsOnly) {
    dead = {"carl@x.example"};
    EXPECT_EQ(look().agents, 2);
    EXPECT_TRUE(look().unreachable.empty());
}

TEST_F(CoverageTest, IsLostWhereNobodyIsReachedAndNothingStandsIn) {
    dead = {"anna@x.example"};
    EXPECT_FALSE(look().is_lost());
    dead.insert("ben@x.example");
    EXPECT_TRUE(look().is_lost());
    EXPECT_EQ(look().unreachable[1].reason, "user-unknown");
    account.fallback = at("desk@x.example");
    EXPECT_FALSE(look().is_lost());
    dead.insert("desk@x.example");
    EXPECT_TRUE(look().is_lost());
}

TEST_F(CoverageTest, TellsWhoIsInDoubtAndCountsThemAsReached) {
    dead = {"anna@x.example"};
    const auto coverage = coverage_of(
        account, agents, 5,
        [&](const Address& address) { return dead.contains(address.text()) ? "null-mx" : ""; },
        [](const Address&) { return "nobody answers"; });
    ASSERT_EQ(coverage.in_doubt.size(), 1U);
    EXPECT_EQ(coverage.in_doubt[0].agent, "ben");
    EXPECT_EQ(coverage.in_doubt[0].reason, "nobody answers");
    EXPECT_FALSE(coverage.is_lost());
}

TEST_F(CoverageTest, LooksAtWhereForwardsLead) {
    account.forward = at("info@x.example");
    dead = {"anna@x.example", "ben@x.example"};
    EXPECT_TRUE(look().unreachable.empty());
    dead = {"info@x.example"};
    EXPECT_TRUE(look().is_lost());
    EXPECT_EQ(look().unreachable[0].address, "info@x.example");
    EXPECT_EQ(look().unreachable[0].own, "anna@x.example");
    agents[0].forward = at("ben@x.example");
    agents[1].forward = at("anna@x.example");
    EXPECT_EQ(look().unreachable[0].reason, "forward-loop");
    EXPECT_EQ(look().unreachable[0].address, "");
}

TEST_F(CoverageTest, HasNothingToLoseWithoutAgents) {
    agents.clear();
    EXPECT_FALSE(look().is_lost());
}

}  // namespace
}  // namespace postern
