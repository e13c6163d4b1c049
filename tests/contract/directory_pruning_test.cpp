// SPDX-License-Identifier: Apache-2.0
#include "documents.hpp"
#include "fixture.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;

class DirectoryPruned : public StoreContract {
  protected:
    void SetUp() override {
        auto opening = options("directory");
        opening.keep = 24h;
        editor_ = open_directory_editor(opening).value();
        ASSERT_TRUE(
            editor_->import("accounts: [{id: shop, plan: pro, agents: [{id: anna, address: "
                            "anna@shop.example}]}]",
                            "shop.yaml", true));
    }

    int prune(TimePoint now) {
        int removed = 0;
        for (bool more = true; more;) {
            const auto step = editor_->prune(now).value();
            removed += step.removed;
            more = step.more;
        }
        return removed;
    }

    std::unique_ptr<DirectoryEditor> editor_;
};
POSTERN_FOR_EVERY_ENGINE(DirectoryPruned);

const TimePoint kMonday = at("2026-11-23T12:00:00Z");

TEST_P(DirectoryPruned, OfChatsLosesThoseThatNothingWasToldOfForLong) {
    ASSERT_TRUE(editor_->chat_new("shop", "over", std::nullopt, kMonday));
    ASSERT_TRUE(editor_->chat_new("shop", "alive", std::nullopt, kMonday));
    ASSERT_TRUE(editor_->chat_event("alive", {ChatEventKind::opened, "anna", kMonday + 1ms}));
    ASSERT_TRUE(editor_->chat_event("early", {ChatEventKind::left, "", kMonday}));
    EXPECT_EQ(prune(kMonday + 24h), 0);
    EXPECT_EQ(prune(kMonday + 24h + 1ms), 2);
    EXPECT_EQ(listed(options("directory")).chats.at(0).id, "alive");
    ASSERT_TRUE(editor_->chat_new("shop", "early", std::nullopt, kMonday + 24h));
    const auto chats = listed(options("directory")).chats;
    for (const auto& chat : chats) {
        EXPECT_EQ(chat.events.size(), chat.id == "early" ? 0U : 1U);
    }
}

TEST_P(DirectoryPruned, OfAChatWithoutATimeCountsFromNowOn) {
    ASSERT_TRUE(editor_->import("accounts: [{id: shop, chats: [{id: c}]}]", "chats", false));
    EXPECT_EQ(prune(kMonday), 0);
    EXPECT_EQ(prune(kMonday + 24h), 0);
    EXPECT_EQ(prune(kMonday + 25h), 1);
}

TEST_P(DirectoryPruned, OfPresenceKeepsWhatLastsHoweverLong) {
    for (int day = 0; day < 4; ++day) {
        ASSERT_TRUE(editor_->presence("anna", "old", PresenceSign::of_life, kMonday));
        ASSERT_TRUE(editor_->presence("anna", "web", PresenceSign::of_life, kMonday + day * 3h));
    }
    EXPECT_EQ(prune(kMonday + 30h), 1);
    EXPECT_EQ(listed(options("directory")).presence,
              (std::vector<OnlineSpan>{{"anna", "web", kMonday, kMonday + 9h}}));
}

TEST_P(DirectoryPruned, OfManyAccountsAndChatsGoesOnToTheEnd) {
    std::string text = "accounts: [";
    for (int i = 0; i < 450; ++i) {
        const auto id = std::to_string(i);
        text += "{id: a" + id + ", plan: free, agents: [{id: g" + id + ", address: g" + id +
                "@shop.example}]},";
    }
    ASSERT_TRUE(editor_->import(text + "]", "many", true));
    std::vector<DirectoryChange> events;
    for (int i = 0; i < 450; ++i) {
        const auto id = std::to_string(i);
        events.push_back([=](DirectoryEvents& to) {
            return to.presence("g" + id, "web", PresenceSign::out, kMonday);
        });
        for (const std::string chat : {"c", "d", "e"}) {
            events.push_back([=](DirectoryEvents& to) {
                return to.chat_new("a" + id, chat + id, std::nullopt, kMonday);
            });
        }
    }
    ASSERT_TRUE(editor_->tell(events));
    EXPECT_EQ(prune(kMonday + 48h), 4 * 450);
}

}  // namespace

}  // namespace postern
