// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <thread>

#include "documents.hpp"
#include "fixture.hpp"

namespace postern {

namespace {

Draft draft_of(const std::string& account, const std::string& chat) {
    Draft draft;
    draft.account = account;
    draft.chat = chat;
    draft.id = "d1";
    return draft;
}

std::vector<std::string> online(const NotificationFacts& facts) {
    std::vector<std::string> all;
    for (const auto& span : facts.presence) all.push_back(span.agent + "/" + span.device);
    std::sort(all.begin(), all.end());
    return all;
}

using Names = std::vector<std::string>;

class DirectoryFacts : public StoreContract {
  protected:
    void SetUp() override { directory_ = directory(std::string(kShop)); }

    NotificationFacts facts(const std::string& agent, const std::string& since) {
        return facts(draft_of("shop", "chat-1"), agent, since);
    }
    /// `since`: devices that were last heard of before that are left out.
    NotificationFacts facts(Draft draft, const std::string& agent, const std::string& since) {
        draft.occurred = at(since) + kStale;
        return directory_->notification_facts(draft, agent, {at(kNow), kStale}).value();
    }

    static constexpr Duration kStale = std::chrono::minutes{5};
    static constexpr const char* kNow = "2026-11-23T12:00:00Z";

    std::unique_ptr<Directory> directory_;
};
POSTERN_FOR_EVERY_ENGINE(DirectoryFacts);

TEST_P(DirectoryFacts, KnowsTheAccount) {
    const auto account = directory_->draft_facts("shop", "chat-1", std::nullopt).value().account;
    ASSERT_TRUE(account);
    EXPECT_EQ(account->id, "shop");
    EXPECT_EQ(account->name, "Shop: the one and only");
    EXPECT_EQ(account->plan, Plan::pro);
    EXPECT_TRUE(account->email_integration);
    EXPECT_FALSE(account->offline_message);
    EXPECT_TRUE(account->missed_chat);
    EXPECT_EQ(account->forward, address("info@shop.example"));
}

TEST_P(DirectoryFacts, NamesWhatIsNotThere) {
    const auto facts = directory_->draft_facts("nobody", "nothing", "none").value();
    EXPECT_FALSE(facts.account);
    EXPECT_FALSE(facts.chat);
    EXPECT_FALSE(facts.group_exists);
    EXPECT_TRUE(facts.agents.empty());

    const auto decided = this->facts(draft_of("nobody", "nothing"), "anna", "2026-01-01T00:00:00Z");
    EXPECT_FALSE(decided.account);
    EXPECT_FALSE(decided.agent);
    EXPECT_FALSE(decided.chat);
    EXPECT_TRUE(decided.presence.empty());
}

TEST_P(DirectoryFacts, ListsAllAgentsWithTheirGroups) {
    const auto agents = directory_->draft_facts("shop", "chat-1", std::nullopt).value().agents;
    ASSERT_EQ(agents.size(), 2U);
    EXPECT_EQ(agents[0].id, "anna");
    EXPECT_EQ(agents[0].account, "shop");
    EXPECT_EQ(agents[0].address, address("anna@shop.example"));
    EXPECT_TRUE(agents[0].active);
    EXPECT_EQ(agents[0].forward, address("team@shop.example"));
    EXPECT_EQ(agents[0].groups, (Names{"sales", "support"}));
    EXPECT_EQ(agents[1].id, "ben");
    EXPECT_FALSE(agents[1].active);
    EXPECT_EQ(agents[1].forward, std::nullopt);
    EXPECT_EQ(agents[1].groups, Names{"support"});
}

TEST_P(DirectoryFacts, LooksForTheGroupInThatAccount) {
    EXPECT_TRUE(directory_->draft_facts("shop", "chat-1", "sales").value().group_exists);
    EXPECT_FALSE(directory_->draft_facts("bakery", "chat-1", "sales").value().group_exists);
    EXPECT_FALSE(directory_->draft_facts("shop", "chat-1", std::nullopt).value().group_exists);
}

TEST_P(DirectoryFacts, LeavesAChatsEventsOutWhenADraftArrives) {
    const auto chat = directory_->draft_facts("shop", "chat-1", std::nullopt).value().chat;
    ASSERT_TRUE(chat);
    EXPECT_EQ(chat->account, "shop");
    EXPECT_EQ(chat->group, "sales");
    EXPECT_TRUE(chat->events.empty());
}

TEST_P(DirectoryFacts, GivesAChatsEventsOldestFirstForADecision) {
    const auto chat = facts("anna", "2026-11-23T11:00:00Z").chat;
    ASSERT_TRUE(chat);
    const std::vector<ChatEvent> expected{
        {ChatEventKind::opened, "anna", at("2026-11-23T10:59:00Z")},
        {ChatEventKind::joined, "anna", at("2026-11-23T11:00:00.500Z")},
        {ChatEventKind::left, "", at("2026-11-23T11:30:00Z")}};
    EXPECT_EQ(chat->events, expected);
}

TEST_P(DirectoryFacts, KnowsAnAgentOfThatAccountOnly) {
    const auto mine = facts("anna", "2026-11-23T11:00:00Z").agent;
    ASSERT_TRUE(mine);
    EXPECT_EQ(mine->groups, (Names{"sales", "support"}));
    EXPECT_FALSE(facts("zoe", "2026-11-23T11:00:00Z").agent);
}

TEST_P(DirectoryFacts, ListsTheAccountsForwards) {
    const auto forwards = facts("ben", "2026-11-23T11:00:00Z").forwards;
    ASSERT_EQ(forwards.size(), 1U);
    EXPECT_EQ(forwards[0].from, address("anna@shop.example"));
    EXPECT_EQ(forwards[0].to, address("team@shop.example"));
}

TEST_P(DirectoryFacts, LeavesOutDevicesLastHeardOfBeforeThen) {
    EXPECT_EQ(online(facts("ben", "2026-11-23T09:00:00Z")), (Names{"anna/phone", "anna/web"}));
    EXPECT_EQ(online(facts("ben", "2026-11-23T09:00:00.001Z")), Names{"anna/phone"});
    EXPECT_EQ(online(facts("ben", "2026-11-23T11:58:00.001Z")), Names{});
}

TEST_P(DirectoryFacts, TakesPresenceFromTheScopesGroup) {
    const auto editor = this->editor();
    ASSERT_TRUE(editor->presence("ben", "web", PresenceSign::of_life, at("2026-11-23T11:00:00Z")));
    // Chat 1 belongs to sales, ben to support: he counts where it is about him alone.
    EXPECT_EQ(online(facts("anna", "2026-11-23T11:00:00Z")), Names{"anna/phone"});
    EXPECT_EQ(online(facts("ben", "2026-11-23T11:00:00Z")), (Names{"anna/phone", "ben/web"}));

    auto draft = draft_of("shop", "chat-1");
    draft.group = "support";
    const auto asked = facts(draft, "anna", "2026-11-23T11:00:00Z");
    EXPECT_EQ(online(asked), (Names{"anna/phone", "ben/web"}));
}

TEST_P(DirectoryFacts, TakesPresenceFromTheWholeAccountWhereThePlanHasNoGroups) {
    const auto editor = this->editor();
    ASSERT_TRUE(editor->presence("ben", "web", PresenceSign::of_life, at("2026-11-23T11:00:00Z")));
    ASSERT_TRUE(editor->account_plan("shop", Plan::standard));
    EXPECT_EQ(online(facts("anna", "2026-11-23T11:00:00Z")), (Names{"anna/phone", "ben/web"}));
}

TEST_P(DirectoryFacts, TakesPresenceOfTheAgentAloneForAMissedChat) {
    const auto editor = this->editor();
    ASSERT_TRUE(editor->account_plan("shop", Plan::standard));
    ASSERT_TRUE(editor->account_forward("shop", std::nullopt));
    ASSERT_TRUE(editor->presence("ben", "web", PresenceSign::of_life, at("2026-11-23T11:00:00Z")));
    auto draft = draft_of("shop", "chat-1");
    draft.kind = Kind::missed_chat;
    const auto* const since = "2026-11-23T11:00:00Z";
    EXPECT_EQ(online(facts(draft, "ben", since)), Names{"ben/web"});
    // Others may share the address that anna's mail is forwarded to.
    EXPECT_EQ(online(facts(draft, "anna", since)), (Names{"anna/phone", "ben/web"}));
}

TEST_P(DirectoryFacts, AnswersWhetherAnAccountExists) {
    EXPECT_TRUE(directory_->has_account("shop").value());
    EXPECT_FALSE(directory_->has_account("shops").value());
}

TEST_P(DirectoryFacts, AnswersWhetherAnAddressIsAnAgentsOfThatAccount) {
    EXPECT_TRUE(directory_->has_address("shop", address("anna@shop.example")).value());
    EXPECT_TRUE(directory_->has_address("shop", address("ben@shop.example")).value());
    EXPECT_FALSE(directory_->has_address("bakery", address("anna@shop.example")).value());
    EXPECT_FALSE(directory_->has_address("shop", address("team@shop.example")).value());
}

TEST_P(DirectoryFacts, SeesAChangeAtOnce) {
    ASSERT_TRUE(editor()->agent_address("anna", address("anna@new.example")));
    EXPECT_EQ(facts("anna", "2026-11-23T11:00:00Z").agent->address, address("anna@new.example"));
    EXPECT_FALSE(directory_->has_address("shop", address("anna@shop.example")).value());
}

TEST_P(DirectoryFacts, ServesMoreCallersThanItHasSessions) {
    constexpr int kCallers = 8;
    std::vector<std::thread> callers;
    callers.reserve(kCallers);
    for (int i = 0; i < kCallers; ++i) {
        callers.emplace_back([&] {
            for (int n = 0; n < 100; ++n) {
                const auto found = directory_->draft_facts("shop", "chat-1", "sales");
                ASSERT_TRUE(found);
                ASSERT_EQ(found->agents.size(), 2U);
            }
        });
    }
    for (auto& caller : callers) caller.join();
}

TEST_P(DirectoryFacts, ReadsOneStateWhileAnotherIsImported) {
    // Either import has as many agents as its account's name says.
    const std::string one =
        "accounts: [{id: shop, plan: free, name: '1', agents: "
        "[{id: anna, address: a@b.example}]}]";
    const std::string none = "accounts: [{id: shop, plan: free, name: '0'}]";
    const auto editor = this->editor();
    ASSERT_TRUE(editor->import(one, "one", true));
    std::atomic<bool> done{false};
    std::thread writer([&] {
        for (int i = 0; i < 50; ++i) {
            EXPECT_TRUE(editor->import(i % 2 == 0 ? none : one, "next", true));
        }
        done = true;
    });
    while (!done) {
        const auto found = directory_->draft_facts("shop", "c", std::nullopt).value();
        ASSERT_TRUE(found.account);
        EXPECT_EQ(std::to_string(found.agents.size()), found.account->name);
    }
    writer.join();
}

class OpenDirectory : public StoreContract {};
POSTERN_FOR_EVERY_ENGINE(OpenDirectory);

TEST_P(OpenDirectory, NeverCreatesOne) {
    for (int i = 0; i < 2; ++i) {
        const auto opened = open_directory(options("directory"));
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().code, ErrorCode::not_found);
    }
}

TEST(DatabaseUrl, NamesTheSchemesThereAre) {
    for (const std::string url : {"", "/var/lib/x.db", "sqlite:x.db", "sqlite:/a\"b", "mysql:x"}) {
        const auto opened = open_directory({url});
        ASSERT_FALSE(opened) << url;
        EXPECT_EQ(opened.error().code, ErrorCode::invalid) << url;
    }
}

}  // namespace

}  // namespace postern
