// SPDX-License-Identifier: Apache-2.0
#include "postern/recipients/route.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

Address at(std::string_view text) {
    return Address::parse(text).value();
}

struct Route : ::testing::Test {
    Account account;
    std::optional<Group> group;
    Agent anna{"anna", "shop", "Anna", at("anna@shop.example"), true, {}, {}};
    std::vector<Forward> forwards;

    [[nodiscard]] std::variant<Address, RouteFault> find(int limit = 5) const {
        return route(account, group, anna, forwards, limit);
    }
};

TEST_F(Route, EndsAtTheProfileAddressWithoutForwards) {
    EXPECT_EQ(std::get<Address>(find()), at("anna@shop.example"));
}

TEST_F(Route, FollowsTheAccountsForward) {
    account.forward = at("info@shop.example");
    EXPECT_EQ(std::get<Address>(find()), at("info@shop.example"));
}

TEST_F(Route, PrefersTheAgentsOwnForward) {
    account.forward = at("info@shop.example");
    anna.forward = at("anna@home.example");
    EXPECT_EQ(std::get<Address>(find()), at("anna@home.example"));
}

TEST_F(Route, PrefersTheGroupsForwardToTheAccounts) {
    account.forward = at("info@shop.example");
    account.keep_copy = true;
    group = Group{"shop", "sales", "Sales", at("sales@shop.example")};
    EXPECT_EQ(std::get<Address>(find()), at("sales@shop.example"));
    EXPECT_FALSE(redirection(account, group, anna)->keep_copy);
    EXPECT_TRUE(redirection(account, std::nullopt, anna)->keep_copy);
    anna.forward = at("anna@home.example");
    EXPECT_EQ(std::get<Address>(find()), at("anna@home.example"));
    group->forward.reset();
    anna.forward.reset();
    EXPECT_EQ(std::get<Address>(find()), at("info@shop.example"));
}

TEST_F(Route, FollowsAChainThroughOtherAgents) {
    anna.forward = at("ben@shop.example");
    forwards = {{at("ben@shop.example"), at("cora@shop.example")},
                {at("cora@shop.example"), at("info@shop.example")}};
    EXPECT_EQ(std::get<Address>(find()), at("info@shop.example"));
}

TEST_F(Route, NoticesACircle) {
    anna.forward = at("ben@shop.example");
    forwards = {{at("anna@shop.example"), at("ben@shop.example")},
                {at("ben@shop.example"), at("anna@shop.example")}};
    EXPECT_EQ(std::get<RouteFault>(find()), RouteFault::loop);
}

TEST_F(Route, StopsAtTheLimit) {
    anna.forward = at("a1@x.example");
    forwards = {{at("a1@x.example"), at("a2@x.example")}, {at("a2@x.example"), at("a3@x.example")}};
    EXPECT_EQ(std::get<Address>(find(3)), at("a3@x.example"));
    EXPECT_EQ(std::get<RouteFault>(find(2)), RouteFault::too_long);
}

TEST_F(Route, LeavesTheAgentWhoseOwnAddressIsTheSharedOne) {
    anna.address = at("info@shop.example");
    account.forward = at("info@shop.example");
    EXPECT_EQ(std::get<Address>(find()), at("info@shop.example"));
}

TEST(Scope, IsTheGroupOnlyOnPro) {
    Account account;
    std::optional<Group> group;
    Draft draft;
    draft.group = "sales";
    for (const auto plan : {Plan::free, Plan::standard}) {
        account.plan = plan;
        EXPECT_EQ(scope_of(account, draft.group, std::nullopt), std::nullopt);
    }
    account.plan = Plan::pro;
    EXPECT_EQ(scope_of(account, draft.group, std::nullopt), "sales");
}

TEST(Scope, IsTheChatsGroupWhereTheDraftNamesNone) {
    Account account;
    std::optional<Group> group;
    account.plan = Plan::pro;
    Draft draft;
    Chat chat{"c", "shop", "support", {}};
    EXPECT_EQ(scope_of(account, draft.group, chat), "support");
    draft.group = "sales";
    EXPECT_EQ(scope_of(account, draft.group, chat), "sales");
    draft.group.reset();
    chat.group.reset();
    EXPECT_EQ(scope_of(account, draft.group, chat), std::nullopt);
}

}  // namespace
}  // namespace postern
