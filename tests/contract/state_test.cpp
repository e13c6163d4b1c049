// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>

#include "fixture.hpp"

namespace postern {

namespace {

std::vector<std::string> ids(const std::vector<Notification>& notifications) {
    std::vector<std::string> all;
    for (const auto& each : notifications) all.push_back(each.id);
    return all;
}

using Ids = std::vector<std::string>;

class Park : public StoreContract {};
POSTERN_FOR_EVERY_ENGINE(Park);

TEST_P(Park, RecordsThatANotificationWaits) {
    {
        const auto state = this->state();
        ASSERT_TRUE(state->accept({issued_to("anna")}).value());
        state->park(issued_to("anna"));
    }
    // Closing the state wrote what was queued.
    EXPECT_EQ(all_of(*state()).at(0).fate, Fate::parked);
}

TEST_P(Park, KeepsAFinalFate) {
    {
        const auto state = this->state();
        ASSERT_TRUE(state->settle(withheld_from("anna", "Q1")));
        state->park(issued_to("anna"));
    }
    EXPECT_EQ(all_of(*state()), std::vector{withheld_from("anna", "Q1")});
}

class Unfinished : public StoreContract {};
POSTERN_FOR_EVERY_ENGINE(Unfinished);

TEST_P(Unfinished, ListsWhatIsNotFinalOldestDueFirst) {
    const auto state = this->state();
    auto later = issued_to("anna");
    later.due += std::chrono::minutes{5};
    const auto soon = issued_to("ben");
    ASSERT_TRUE(state->accept({later, soon, issued_to("eve")}).value());
    state->park(later);
    ASSERT_TRUE(state->settle(withheld_from("eve", "Q1")));
    const auto open = state->unfinished().value();
    EXPECT_EQ(ids(open), (Ids{"id-ben", "id-anna"}));
    EXPECT_EQ(open.back().fate, Fate::parked);
}

struct FilterCase {
    std::string name;
    std::function<void(NotificationFilter&)> narrow;
    Ids found;
};

class Find : public StoreContract {
  protected:
    void SetUp() override {
        state_ = state();
        auto missed = issued_to("cleo");
        missed.kind = Kind::missed_chat;
        missed.draft = "d2";
        missed.account = "bakery";
        missed.chat = "chat-2";
        missed.accepted += std::chrono::hours{1};
        ASSERT_TRUE(state_->accept({missed}).value());
        ASSERT_TRUE(state_->settle(sent_to("anna", "anna@shop.example", "Q1")));
        ASSERT_TRUE(state_->settle(withheld_from("ben", "Q2")));
    }

    std::unique_ptr<State> state_;
};
POSTERN_FOR_EVERY_ENGINE(Find);

TEST_P(Find, GivesNewestFirst) {
    EXPECT_EQ(ids(all_of(*state_)), (Ids{"id-cleo", "id-anna", "id-ben"}));
}

TEST_P(Find, NarrowsByEveryField) {
    const auto noon = at("2026-11-23T12:00:00Z");
    const std::vector<FilterCase> cases{
        {"account", [](auto& f) { f.account = "bakery"; }, {"id-cleo"}},
        {"draft", [](auto& f) { f.draft = "d2"; }, {"id-cleo"}},
        {"agent", [](auto& f) { f.agent = "ben"; }, {"id-ben"}},
        {"chat", [](auto& f) { f.chat = "chat-2"; }, {"id-cleo"}},
        {"address", [](auto& f) { f.address = "anna@shop.example"; }, {"id-anna"}},
        {"rule", [](auto& f) { f.rule = "O2"; }, {"id-ben"}},
        {"reason", [](auto& f) { f.reason = "agent-online"; }, {"id-ben"}},
        {"queue id", [](auto& f) { f.queue_id = "Q1"; }, {"id-anna"}},
        {"id", [](auto& f) { f.id = "id-anna"; }, {"id-anna"}},
        {"kind", [](auto& f) { f.kind = Kind::missed_chat; }, {"id-cleo"}},
        {"fates",
         [](auto& f) {
             f.fates = {Fate::sent, Fate::withheld};
         },
         {"id-anna", "id-ben"}},
        {"since", [&](auto& f) { f.since = noon; }, {"id-cleo"}},
        {"until", [&](auto& f) { f.until = noon; }, {"id-anna", "id-ben"}},
        {"limit", [](auto& f) { f.limit = 1; }, {"id-cleo"}},
        {"two at once", [](auto& f) { f.account = "shop", f.rule = "O2"; }, {"id-ben"}},
        {"none", [](auto& f) { f.agent = "x' OR 'x' = 'x"; }, {}},
    };
    for (const auto& [name, narrow, found] : cases) {
        NotificationFilter filter;
        narrow(filter);
        EXPECT_EQ(ids(state_->find(filter).value()), found) << name;
    }
}

class StateReadOnly : public StoreContract {};
POSTERN_FOR_EVERY_ENGINE(StateReadOnly);

TEST_P(StateReadOnly, MustExist) {
    auto reading = state_options();
    reading.read_only = true;
    const auto opened = open_state(reading);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::not_found);
}

TEST_P(StateReadOnly, RefusesToWrite) {
    static_cast<void>(state());
    auto reading = state_options();
    reading.read_only = true;
    const auto opened = *open_state(reading);
    EXPECT_FALSE(opened->accept({issued_to("anna")}));
    EXPECT_FALSE(opened->settle(issued_to("anna")));
    opened->park(issued_to("anna"));
    EXPECT_TRUE(all_of(*opened).empty());
}

TEST(Fates, AreReadAsTheyAreWritten) {
    for (const auto fate : {Fate::issued, Fate::parked, Fate::sent, Fate::withheld, Fate::merged,
                            Fate::given_up, Fate::set_aside}) {
        EXPECT_EQ(fate_from(name_of(fate)), fate);
    }
    EXPECT_EQ(fate_from("lost"), std::nullopt);
}

}  // namespace

}  // namespace postern
