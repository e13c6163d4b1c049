// SPDX-License-Identifier: Apache-2.0
//
// What is older than state.keep goes, and a clock that is wrong for a while does not take the
// record with it. One thread writes and removes: what a write comes after is done when it returns.
#include "fixture.hpp"
#include "pace.hpp"
#include "wait.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

class Prune : public StoreContract {
  protected:
    void accept(State& state, const std::string& draft) {
        auto n = issued_to("anna");
        n.id = draft;
        n.draft = draft;
        n.accepted = n.occurred = n.due = clock_.now();
        EXPECT_TRUE(state.accept({n})) << draft;
    }
    [[nodiscard]] static bool has(State& state, const std::string& draft) {
        NotificationFilter of_draft;
        of_draft.draft = draft;
        return !state.find(of_draft).value().empty();
    }
    /// Each half day has a write that leaves nothing on record, and behind it a removal, which may
    /// look at the clock as late as before the next one.
    void live_through(State& state, int count) {
        for (int i = 0; i < 2 * count; ++i) {
            clock_.advance(12h);
            EXPECT_TRUE(state.lift({}, {}));
        }
        EXPECT_TRUE(state.lift({}, {})) << "the last removal is over";
    }
    void come_back_twice(State& state, const std::string& notification) {
        ProvedBounce bounce;
        bounce.notification = notification;
        bounce.address = "anna@firm.example";
        bounce.agent = "anna";
        bounce.sent = bounce.at = clock_.now();
        for (const auto action : {DeliveryAction::delayed, DeliveryAction::failed}) {
            bounce.outcome.action = action;
            EXPECT_TRUE(state.bounced(bounce));
        }
    }
    [[nodiscard]] Suppression by_hand(const std::string& subject) const {
        Suppression suppression;
        suppression.subject = subject;
        suppression.cause = Cause::by_operator;
        suppression.since = suppression.last = clock_.now();
        return suppression;
    }
    [[nodiscard]] static std::vector<std::string> ids(State& state) {
        std::vector<std::string> ids;
        for (const auto& n : all_of(state)) ids.push_back(n.id);
        return ids;
    }
    /// An hour and a write each: half of the removals may fall together.
    void go_on(State& state, int runs) {
        for (int i = 0; i < runs; ++i) {
            clock_.advance(1h);
            accept(state, "run " + std::to_string(clock_.now().time_since_epoch().count()));
        }
    }
};

using Ids = std::vector<std::string>;

TEST_P(Prune, RemovesWhatIsOlderThanItIsKeptWhateverItsFate) {
    const auto state = this->state();
    ASSERT_TRUE(state->accept({issued_to("zoe")}).value());
    ASSERT_TRUE(state->settle(withheld_from("anna", "Q1")));
    live_through(*state, 89);
    auto fresh = withheld_from("ben", "Q2");
    fresh.decided = clock_.now();
    ASSERT_TRUE(state->settle(fresh));
    EXPECT_EQ(ids(*state).size(), 3U);
    live_through(*state, 3);
    EXPECT_EQ(ids(*state), Ids{"id-ben"});
}

TEST_P(Prune, GoesByTheDecisionOnceThereIsOne) {
    const auto state = this->state();
    live_through(*state, 91);
    auto late = withheld_from("anna", "Q1");
    late.decided = clock_.now();
    ASSERT_TRUE(state->settle(late));
    live_through(*state, 1);
    EXPECT_EQ(ids(*state), Ids{"id-anna"});
}

TEST_P(Prune, RemovesMoreThanOneChunk) {
    const auto state = this->state();
    for (int i = 0; i < 450; ++i) {
        auto old = withheld_from("a" + std::to_string(i), "Q1");
        old.draft = old.agent;
        ASSERT_TRUE(state->accept({old}));
    }
    live_through(*state, 96);
    EXPECT_TRUE(testing::wait_until([&] { return ids(*state).empty(); }));
}

// A notification's bounces go together: more of them than one chunk has notifications.
TEST_P(Prune, RemovesMoreThanOneChunkOfWhatGoesTogether) {
    const auto state = this->state();
    constexpr int kNotifications = 250;
    for (int i = 0; i < kNotifications; ++i) come_back_twice(*state, std::to_string(i));
    live_through(*state, 96);
    const auto none_left = [&] {
        for (int i = 0; i < kNotifications; ++i) {
            if (!state->bounces_of(std::to_string(i)).value().empty()) return false;
        }
        return true;
    };
    EXPECT_TRUE(testing::wait_until(none_left));
}

TEST_P(Prune, KeepsTheTrailOfWhatHolds) {
    const auto state = this->state();
    const Author root{"root", "asked to", clock_.now()};
    ASSERT_TRUE(state->suppress({by_hand("held@firm.example"), by_hand("over@firm.example")},
                                IfHeld::keep, root));
    ASSERT_EQ(state->lift({"over@firm.example"}, root).value(), 1);
    live_through(*state, 96);
    EXPECT_EQ(state->suppression_changes("held@firm.example", 9).value().size(), 1U);
    EXPECT_EQ(state->suppression_changes("over@firm.example", 9).value().size(), 0U);
}

TEST_P(Prune, GoesByTheHour) {
    auto options = state_options();
    options.keep = 12h;
    const auto state = open_state(options).value();
    accept(*state, "old");
    go_on(*state, 11);
    EXPECT_TRUE(has(*state, "old"));
    go_on(*state, 3);
    EXPECT_FALSE(has(*state, "old"));
}

TEST_P(Prune, KeepsTheRecordThroughALeapOfTheClock) {
    const auto state = open_state(state_options()).value();
    accept(*state, "old");
    clock_.advance(days{95});
    accept(*state, "ahead");
    go_on(*state, 3);
    EXPECT_TRUE(has(*state, "old")) << "hours of a wrong clock cost nothing yet";
    clock_.advance(-days{95});
    go_on(*state, 3);
    EXPECT_TRUE(has(*state, "old"));
}

TEST_P(Prune, CatchesUpDayByDayAfterALongRest) {
    {
        const auto state = open_state(state_options()).value();
        accept(*state, "old");
    }
    clock_.advance(days{95});
    const auto state = open_state(state_options()).value();
    accept(*state, "new");
    go_on(*state, 10);
    EXPECT_TRUE(has(*state, "old")) << "it may be the clock that is wrong";
    go_on(*state, 200);
    EXPECT_FALSE(has(*state, "old"));
    EXPECT_TRUE(has(*state, "new"));
}

POSTERN_FOR_EVERY_ENGINE(Prune);

}  // namespace
TEST(Pace, RestsLongerBesideOthersThanAlone) {
    using namespace std::chrono_literals;
    const auto noon = Pace::Clock::time_point(12h);
    Pace pace;
    EXPECT_EQ(pace.wait(noon), 0ms);
    pace.took(10ms, true, noon);
    EXPECT_EQ(pace.wait(noon), 600ms);
    EXPECT_EQ(pace.wait(noon + 599'999us), 1ms);
    EXPECT_EQ(pace.wait(noon + 600ms), 0ms);
    pace.took(10ms, false, noon);
    EXPECT_EQ(pace.wait(noon), 100ms);
}

}  // namespace postern
