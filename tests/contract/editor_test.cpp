// SPDX-License-Identifier: Apache-2.0
#include "documents.hpp"
#include "fixture.hpp"

namespace postern {

namespace {

class Editing : public StoreContract {
  protected:
    void SetUp() override {
        editor_ = editor();
        ASSERT_TRUE(editor_->import(kShop, "shop.yaml", true));
    }

    Agent agent(const std::string& id) {
        const auto content = listed(options("directory"));
        for (const auto& each : content.agents) {
            if (each.id == id) return each;
        }
        throw std::runtime_error("no agent " + id);
    }

    Account account(const std::string& id) {
        const auto content = listed(options("directory"));
        for (const auto& each : content.accounts) {
            if (each.id == id) return each;
        }
        throw std::runtime_error("no account " + id);
    }

    std::vector<OnlineSpan> spans(const std::string& device) {
        std::vector<OnlineSpan> all;
        const auto content = listed(options("directory"));
        for (const auto& span : content.presence) {
            if (span.device == device) all.push_back(span);
        }
        return all;
    }

    std::unique_ptr<DirectoryEditor> editor_;
};

void expect(const Result<void>& result, ErrorCode code) {
    auto copy = result;
    ASSERT_FALSE(copy);
    EXPECT_EQ(copy.error().code, code) << copy.error().message();
}

class Presence : public Editing {};
POSTERN_FOR_EVERY_ENGINE(Presence);

const TimePoint kNine = at("2026-11-23T09:00:00Z");
const TimePoint kTen = at("2026-11-23T10:00:00Z");
const TimePoint kEleven = at("2026-11-23T11:00:00Z");

TEST_P(Presence, OpensASpanWhenADeviceComesOnline) {
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, kNine));
    EXPECT_EQ(spans("tablet"), (std::vector<OnlineSpan>{{"ben", "tablet", kNine, kNine}}));
}

TEST_P(Presence, RenewsTheOpenSpansSignOfLife) {
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, kNine));
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, kTen));
    EXPECT_EQ(spans("tablet"), (std::vector<OnlineSpan>{{"ben", "tablet", kNine, kTen}}));
}

TEST_P(Presence, KeepsTheLatestSignOfLifeWhateverOrderTheyComeIn) {
    for (const auto at : {kNine, kEleven, kTen}) {
        ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, at));
    }
    EXPECT_EQ(spans("tablet"), (std::vector<OnlineSpan>{{"ben", "tablet", kNine, kEleven}}));
}

TEST_P(Presence, OpensAnotherSpanAfterALongSilence) {
    const auto late = kNine + std::chrono::hours{3} + Duration{1};
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, kNine));
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, late));
    EXPECT_EQ(spans("tablet"), (std::vector<OnlineSpan>{{"ben", "tablet", kNine, kNine},
                                                        {"ben", "tablet", late, late}}));
}

TEST_P(Presence, EndsTheSpanWhenTheDeviceGoesOffline) {
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, kNine));
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::out, kTen));
    EXPECT_EQ(spans("tablet"), (std::vector<OnlineSpan>{{"ben", "tablet", kNine, kNine, kTen}}));
}

TEST_P(Presence, OpensAnotherSpanAfterAnEndedOne) {
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, kNine));
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::out, kTen));
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, kEleven));
    EXPECT_EQ(spans("tablet"), (std::vector<OnlineSpan>{{"ben", "tablet", kNine, kNine, kTen},
                                                        {"ben", "tablet", kEleven, kEleven}}));
}

TEST_P(Presence, TellsDevicesApart) {
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, kNine));
    ASSERT_TRUE(editor_->presence("ben", "watch", PresenceSign::of_life, kTen));
    ASSERT_TRUE(editor_->presence("ben", "watch", PresenceSign::out, kEleven));
    EXPECT_EQ(spans("tablet").at(0).until, std::nullopt);
    EXPECT_EQ(spans("watch").at(0).until, kEleven);
}

TEST_P(Presence, TakesSigningOutTwiceForOnce) {
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::out, kNine));
    EXPECT_TRUE(spans("tablet").empty());
}

TEST_P(Presence, IsNotEndedByASignOutThatCameBefore) {
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::of_life, kTen));
    ASSERT_TRUE(editor_->presence("ben", "tablet", PresenceSign::out, kNine));
    EXPECT_EQ(spans("tablet"), (std::vector<OnlineSpan>{{"ben", "tablet", kTen, kTen}}));
}

TEST_P(Presence, TakesOneRowHoweverManyHeartbeats) {
    std::vector<DirectoryChange> heartbeats;
    for (int i = 0; i < 2000; ++i) {
        heartbeats.push_back([=](DirectoryEvents& to) {
            return to.presence("ben", "tablet", PresenceSign::of_life, kNine + i * Duration{5000});
        });
    }
    ASSERT_TRUE(editor_->tell(heartbeats));
    EXPECT_EQ(spans("tablet").size(), 1U);
    EXPECT_LT(std::filesystem::file_size(folder_.path() / "directory.db"), 200'000U);
}

TEST_P(Presence, NeedsAKnownAgentAndADevicesIdentifier) {
    expect(editor_->presence("nobody", "web", PresenceSign::of_life, kNine), ErrorCode::not_found);
    expect(editor_->presence("ben", "Web Browser", PresenceSign::of_life, kNine),
           ErrorCode::invalid);
}

class Chats : public Editing {
  protected:
    Chat chat(const std::string& id) {
        const auto content = listed(options("directory"));
        for (const auto& each : content.chats) {
            if (each.id == id) return each;
        }
        throw std::runtime_error("no chat " + id);
    }
};
POSTERN_FOR_EVERY_ENGINE(Chats);

TEST_P(Chats, BeginInAnAccountAndAGroup) {
    ASSERT_TRUE(editor_->chat_new("shop", "chat-2", "support", kNine));
    EXPECT_EQ(chat("chat-2").account, "shop");
    EXPECT_EQ(chat("chat-2").group, "support");
}

TEST_P(Chats, NeedTheAccountTheFirstTimeOnly) {
    expect(editor_->chat_new("", "chat-2", std::nullopt, kNine), ErrorCode::not_found);
    EXPECT_TRUE(editor_->chat_new("", "chat-1", std::nullopt, kNine));
    EXPECT_TRUE(editor_->chat_new("shop", "chat-1", "sales", kNine));
    EXPECT_EQ(chat("chat-1").group, "sales");
    EXPECT_EQ(chat("chat-1").events.size(), 3U);
}

TEST_P(Chats, MustAgreeWithWhatIsKnown) {
    expect(editor_->chat_new("bakery", "chat-1", std::nullopt, kNine), ErrorCode::conflict);
    expect(editor_->chat_new("shop", "chat-1", "support", kNine), ErrorCode::conflict);
    expect(editor_->chat_new("shop", "chat-2", "nosuch", kNine), ErrorCode::not_found);
    expect(editor_->chat_new("nosuch", "chat-2", std::nullopt, kNine), ErrorCode::not_found);
    expect(editor_->chat_new("shop", "Chat 2", std::nullopt, kNine), ErrorCode::invalid);
}

TEST_P(Chats, KeepEachEventOnce) {
    const ChatEvent answered{ChatEventKind::answered, "anna", kEleven};
    ASSERT_TRUE(editor_->chat_event("chat-1", answered));
    ASSERT_TRUE(editor_->chat_event("chat-1", answered));
    EXPECT_EQ(chat("chat-1").events.size(), 4U);
}

TEST_P(Chats, NeedTheirEventsToBeOfTheAccountsAgents) {
    expect(editor_->chat_event("Chat 2", {ChatEventKind::left, "", kNine}), ErrorCode::invalid);
    expect(editor_->chat_event("c2", {ChatEventKind::opened, "nobody", kNine}),
           ErrorCode::not_found);
    expect(editor_->chat_event("chat-1", {ChatEventKind::opened, "zoe", kNine}),
           ErrorCode::not_found);
}

TEST_P(Chats, AreKnownByWhatAnAgentDidInThem) {
    ASSERT_TRUE(editor_->chat_event("chat-2", {ChatEventKind::opened, "anna", kNine}));
    EXPECT_EQ(chat("chat-2").account, "shop");
    expect(editor_->chat_new("bakery", "chat-2", std::nullopt, kNine), ErrorCode::conflict);
}

TEST_P(Chats, GetWhatTheVisitorDidBeforeTheyWereKnown) {
    ASSERT_TRUE(editor_->chat_event("chat-2", {ChatEventKind::left, "", kTen}));
    EXPECT_EQ(listed(options("directory")).chats.size(), 1U);
    ASSERT_TRUE(editor_->chat_new("shop", "chat-2", std::nullopt, kNine));
    EXPECT_EQ(chat("chat-2").events, (std::vector<ChatEvent>{{ChatEventKind::left, "", kTen}}));
}

class Removal : public Editing {};
POSTERN_FOR_EVERY_ENGINE(Removal);

TEST_P(Removal, TakesWhatBelongsToItAlong) {
    ASSERT_TRUE(editor_->remove_agent("anna"));
    EXPECT_TRUE(spans("phone").empty());
    EXPECT_EQ(listed(options("directory")).chats.at(0).events.size(), 3U);
    ASSERT_TRUE(editor_->remove_group("shop", "support"));
    EXPECT_TRUE(agent("ben").groups.empty());
    ASSERT_TRUE(editor_->remove_chat("chat-1"));
    EXPECT_TRUE(listed(options("directory")).chats.empty());
    ASSERT_TRUE(editor_->remove_account("shop"));
    EXPECT_EQ(listed(options("directory")).accounts.size(), 1U);
    EXPECT_EQ(listed(options("directory")).agents.size(), 1U);
}

TEST_P(Removal, SaysWhereThereIsNothing) {
    expect(editor_->remove_account("nosuch"), ErrorCode::not_found);
    expect(editor_->remove_group("shop", "nosuch"), ErrorCode::not_found);
    expect(editor_->remove_group("bakery", "support"), ErrorCode::not_found);
    expect(editor_->remove_agent("nosuch"), ErrorCode::not_found);
    expect(editor_->remove_chat("nosuch"), ErrorCode::not_found);
}

class Together : public Editing {};
POSTERN_FOR_EVERY_ENGINE(Together);

TEST_P(Together, EachEventHasItsOwnOutcome) {
    const std::vector<DirectoryChange> events{
        [](DirectoryEvents& to) { return to.agent_forward("anna", address("ben@shop.example")); },
        [](DirectoryEvents& to) { return to.agent_active("nobody", false); },
        // A circle, which is found out after it was written.
        [](DirectoryEvents& to) { return to.agent_forward("ben", address("anna@shop.example")); },
        [](DirectoryEvents& to) { return to.account_plan("shop", Plan::free); },
    };
    const auto outcomes = editor_->tell(events).value();
    ASSERT_EQ(outcomes.size(), 4U);
    EXPECT_TRUE(outcomes[0]);
    expect(outcomes[1], ErrorCode::not_found);
    expect(outcomes[2], ErrorCode::conflict);
    EXPECT_TRUE(outcomes[3]);
    EXPECT_EQ(agent("anna").forward, address("ben@shop.example"));
    EXPECT_EQ(agent("ben").forward, std::nullopt);
    EXPECT_EQ(account("shop").plan, Plan::free);
}

TEST_P(Together, NoEventsAreNoOutcomes) {
    EXPECT_TRUE(editor_->tell({}).value().empty());
}

class Profile : public Editing {};
POSTERN_FOR_EVERY_ENGINE(Profile);

TEST_P(Profile, ChangesOneThingAndKeepsTheRest) {
    ASSERT_TRUE(editor_->agent_address("anna", address("anna@new.example")));
    ASSERT_TRUE(editor_->agent_active("anna", false));
    ASSERT_TRUE(editor_->agent_forward("anna", std::nullopt));
    const auto anna = agent("anna");
    EXPECT_EQ(anna.name, "Anna");
    EXPECT_EQ(anna.address, address("anna@new.example"));
    EXPECT_FALSE(anna.active);
    EXPECT_EQ(anna.forward, std::nullopt);
    EXPECT_EQ(anna.groups, (std::vector<std::string>{"sales", "support"}));
    EXPECT_EQ(spans("phone").size(), 1U);
}

TEST_P(Profile, ChangesAnAccountsPlanSwitchesAndForward) {
    ASSERT_TRUE(editor_->account_plan("shop", Plan::free));
    ASSERT_TRUE(editor_->account_switch("shop", Kind::offline_message, true));
    ASSERT_TRUE(editor_->account_switch("shop", Kind::missed_chat, false));
    ASSERT_TRUE(editor_->account_forward("shop", std::nullopt));
    const auto shop = account("shop");
    EXPECT_EQ(shop.plan, Plan::free);
    EXPECT_TRUE(shop.offline_message);
    EXPECT_FALSE(shop.missed_chat);
    EXPECT_EQ(shop.forward, std::nullopt);
    EXPECT_TRUE(shop.email_integration);
}

TEST_P(Profile, RefusesForwardsThatLeadInACircle) {
    ASSERT_TRUE(editor_->agent_forward("anna", address("ben@shop.example")));
    expect(editor_->agent_forward("ben", address("anna@shop.example")), ErrorCode::conflict);
    EXPECT_EQ(agent("ben").forward, std::nullopt);
    ASSERT_TRUE(editor_->agent_forward("ben", address("carl@shop.example")));
    EXPECT_EQ(agent("ben").forward, address("carl@shop.example"));
}

TEST_P(Profile, RefusesAddressesThatTheSettingsObjectTo) {
    auto checking = options("directory");
    checking.objection = objection_to_ours;
    const auto editor = open_directory_editor(checking).value();
    const auto ours = address("x@ours.example");
    expect(editor->agent_address("anna", ours), ErrorCode::invalid);
    expect(editor->agent_forward("anna", ours), ErrorCode::invalid);
    expect(editor->account_forward("shop", ours), ErrorCode::invalid);
    EXPECT_TRUE(editor->agent_forward("anna", std::nullopt));
    EXPECT_TRUE(editor->account_forward("shop", address("x@theirs.example")));
    EXPECT_EQ(agent("anna").address, address("anna@shop.example"));
}

TEST_P(Profile, LeavesAloneWhatWasThereBeforeTheSettingsObjected) {
    ASSERT_TRUE(editor_->agent_address("ben", address("ben@ours.example")));
    auto checking = options("directory");
    checking.objection = objection_to_ours;
    const auto editor = open_directory_editor(checking).value();
    EXPECT_TRUE(editor->agent_active("ben", true));
    EXPECT_TRUE(
        editor->import("accounts: [{id: shop, agents: [{id: ben, name: B}]}]", "in", false));
    EXPECT_EQ(agent("ben").address, address("ben@ours.example"));
}

TEST_P(Profile, NeedsWhomItChanges) {
    expect(editor_->agent_active("nobody", true), ErrorCode::not_found);
    expect(editor_->account_plan("nobody", Plan::pro), ErrorCode::not_found);
}

}  // namespace

}  // namespace postern
