// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/release_schedule.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;

const TimePoint kNoon = parse_time("2026-11-23T12:00:00Z").value();

Waiting deferred(const std::string& queue_id, const std::string& agent, TimePoint due = {}) {
    return {queue_id, agent, due, Waiting::Where::deferred};
}

/// Takes at every time at which there is something, until `end`.
std::vector<TimePoint> asked_until(ReleaseSchedule& schedule, TimePoint end) {
    std::vector<TimePoint> at;
    for (auto next = schedule.next(); next && *next <= end; next = schedule.next()) {
        EXPECT_TRUE(schedule.take(*next));
        at.push_back(*next);
    }
    return at;
}

TEST(ReleaseSchedule, PresentsAFileOnceForAllItsAgents) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.await("Q1", "ben", kNoon);
    EXPECT_EQ(schedule.take(kNoon - 1ms), std::nullopt);
    EXPECT_EQ(schedule.take(kNoon), "Q1");
    EXPECT_EQ(schedule.take(kNoon), std::nullopt);
}

TEST(ReleaseSchedule, GoesByDeadline) {
    ReleaseSchedule schedule;
    schedule.await("late", "a", kNoon + 1s);
    schedule.await("early", "a", kNoon);
    EXPECT_EQ(schedule.next(), kNoon);
    EXPECT_EQ(schedule.take(kNoon + 1s), "early");
    EXPECT_EQ(schedule.take(kNoon + 1s), "late");
}

TEST(ReleaseSchedule, KeepsEachAgentsOwnDeadline) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.await("Q1", "ben", kNoon + 2h);
    EXPECT_EQ(schedule.take(kNoon), "Q1");
    schedule.arrived("Q1", "anna", kNoon);
    EXPECT_EQ(schedule.next(), kNoon + 2h);
}

TEST(ReleaseSchedule, RepeatsUntilEveryAgentHasArrived) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.await("Q1", "ben", kNoon);
    EXPECT_EQ(schedule.take(kNoon), "Q1");
    schedule.arrived("Q1", "anna", kNoon);
    EXPECT_EQ(schedule.next(), kNoon + 1s);
    EXPECT_EQ(schedule.take(kNoon + 1s), "Q1");
    EXPECT_EQ(schedule.next(), kNoon + 3s);
    schedule.arrived("Q1", "ben", kNoon + 2s);
    EXPECT_EQ(schedule.next(), std::nullopt);
    EXPECT_EQ(schedule.size(), 0U);
}

TEST(ReleaseSchedule, NeverStopsAskingAndNeverPausesForLongerThanItsLimit) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    const auto asked = asked_until(schedule, kNoon + 24h);
    ASSERT_GT(asked.size(), 24U * 12U);
    for (std::size_t i = 1; i < asked.size(); ++i) {
        EXPECT_LE(asked[i] - asked[i - 1], ReleaseSchedule::kLongestPause);
    }
    EXPECT_LT(asked.size(), 1000U) << "nor does it ask without pausing";
}

TEST(ReleaseSchedule, ScoutsWithPausesInProportionToHowLongTheWayWasBlocked) {
    ReleaseSchedule schedule;
    for (int i = 0; i < 100; ++i) schedule.await("Q" + std::to_string(i), "anna", kNoon);
    const auto asked = asked_until(schedule, kNoon + 1h);
    for (std::size_t i = 1; i < asked.size(); ++i) {
        const auto blocked = asked[i] - kNoon;
        EXPECT_LE(asked[i] - asked[i - 1], std::max<Duration>(10s, blocked / 20));
    }
}

TEST(ReleaseSchedule, DoesNotCountARequestThatFailed) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    auto now = kNoon;
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(schedule.take(now), "Q1");
        schedule.failed("Q1", now);
        now += 1s;
    }
    EXPECT_EQ(schedule.next(), now);
}

TEST(ReleaseSchedule, BeginsAnewWhenParkedAgain) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.take(kNoon);
    schedule.await("Q1", "anna", kNoon + 1min);
    EXPECT_EQ(schedule.next(), kNoon + 1min);
}

TEST(ReleaseSchedule, KnowsNothingOfOthersArrivals) {
    ReleaseSchedule schedule;
    schedule.arrived("Q9", "anna", kNoon);
    EXPECT_EQ(schedule.size(), 0U);
    EXPECT_EQ(schedule.look_at(), std::nullopt);
}

TEST(ReleaseScheduleListing, IsWantedAfterWhatWasHandedOnAndForNothingElse) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    EXPECT_EQ(schedule.look_at(), std::nullopt);
    schedule.take(kNoon);
    schedule.arrived("Q1", "anna", kNoon);
    ASSERT_TRUE(schedule.look_at());
    EXPECT_LE(*schedule.look_at(), kNoon + 1min);
    schedule.listed({}, *schedule.look_at());
    EXPECT_EQ(schedule.look_at(), std::nullopt);
}

TEST(ReleaseScheduleListing, BringsBackWhatPostfixDidNotTake) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.take(kNoon);
    schedule.arrived("Q1", "anna", kNoon);
    EXPECT_EQ(schedule.next(), std::nullopt);
    schedule.listed({{deferred("Q1", "anna")}}, kNoon + 30s);
    EXPECT_EQ(schedule.next(), kNoon + 31s);
}

TEST(ReleaseScheduleListing, LeavesAloneWhatIsOnItsWayOrWasHandedOnJustNow) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.await("Q2", "ben", kNoon);
    schedule.take(kNoon);
    schedule.take(kNoon);
    schedule.arrived("Q1", "anna", kNoon);
    schedule.arrived("Q2", "ben", kNoon + 29s);
    schedule.listed({{{"Q1", "anna", {}, Waiting::Where::on_its_way}, deferred("Q2", "ben")}},
                    kNoon + 30s);
    EXPECT_EQ(schedule.next(), std::nullopt);
    EXPECT_TRUE(schedule.look_at()) << "it is not known yet what became of them";
}

TEST(ReleaseScheduleListing, AsksForAllAtOnceWhenOneGetsThroughThatDidNotBefore) {
    ReleaseSchedule schedule;
    std::vector<Waiting> queue;
    for (int i = 0; i < 50; ++i) {
        const auto id = "Q" + std::to_string(i);
        schedule.await(id, "anna", kNoon);
        queue.push_back(deferred(id, "anna"));
    }
    const auto live = [&](TimePoint now) {
        std::optional<std::string> last;
        while (const auto asked = schedule.take(now)) {
            schedule.arrived(*asked, "anna", now);
            last = asked;
        }
        if (schedule.look_at() && *schedule.look_at() <= now) schedule.listed({queue}, now);
        return last;
    };
    // Five minutes long whatever is asked for comes back.
    auto now = kNoon;
    for (; now < kNoon + 5min; now += 1s) live(now);
    auto last = live(now);
    for (; !last && now < kNoon + 10min; last = live(now)) now += 1s;
    ASSERT_TRUE(last);
    EXPECT_LE(now, kNoon + 5min + 15s);
    std::erase_if(queue, [&](const auto& each) { return each.queue_id == *last; });
    ASSERT_TRUE(schedule.look_at());
    now = *schedule.look_at();
    schedule.listed({queue}, now);
    int at_once = 0;
    while (schedule.take(now)) ++at_once;
    EXPECT_EQ(at_once, 49);
}

TEST(ReleaseScheduleListing, LosesOnlyWhatIsOverdueAndMissedTwice) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.await("Q2", "ben", kNoon + 1h);
    asked_until(schedule, kNoon + 10s);
    EXPECT_FALSE(schedule.listed({}, kNoon + 10s));
    ASSERT_TRUE(schedule.look_at());
    EXPECT_TRUE(schedule.listed({}, *schedule.look_at()));
    EXPECT_EQ(schedule.size(), 1U) << "ben's deadline is still to come";
}

TEST(ReleaseScheduleListing, LosesNothingOfAFileWhoseRecipientsWereNotRead) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    asked_until(schedule, kNoon + 10s);
    auto now = kNoon + 10s;
    for (int i = 0; i < 3; ++i, now = *schedule.look_at()) {
        EXPECT_FALSE(schedule.listed({{}, {}, {"Q1"}}, now));
        ASSERT_TRUE(schedule.look_at()) << "it is looked for again";
        EXPECT_TRUE(schedule.waits("Q1", "anna"));
    }
    EXPECT_FALSE(schedule.listed({}, now)) << "missed for the first time";
}

TEST(ReleaseScheduleListing, AddsWhatIsQueuedAndWasNotKnown) {
    ReleaseSchedule schedule;
    schedule.listed({{deferred("Q1", "anna", kNoon + 1min),
                      deferred("Q2", "ben"),
                      {"Q3", "cora", {}, Waiting::Where::on_hold}}},
                    kNoon);
    EXPECT_EQ(schedule.take(kNoon), "Q2") << "not parked: at once";
    schedule.arrived("Q2", "ben", kNoon);
    EXPECT_EQ(schedule.next(), kNoon + 1min);
    EXPECT_EQ(schedule.size(), 1U) << "what is on hold is an operator's";
}

TEST(ReleaseScheduleListing, TellsWhatIsOverdue) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.await("Q1", "ben", kNoon + 10s);
    schedule.await("Q2", "cora", kNoon + 1h);
    asked_until(schedule, kNoon + 1min);
    EXPECT_EQ(schedule.overdue(kNoon + 59s, 1min).count, 0U);
    const auto overdue = schedule.overdue(kNoon + 70s, 1min);
    EXPECT_EQ(overdue.count, 2U);
    EXPECT_EQ(overdue.queue_id, "Q1");
    EXPECT_EQ(overdue.since, kNoon);
}

TEST(ReleaseScheduleListing, CountsWhatCameBackAsOverdueUntilItIsGone) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.take(kNoon);
    schedule.arrived("Q1", "anna", kNoon);
    EXPECT_EQ(schedule.overdue(kNoon + 2min, 1min).count, 0U) << "as far as anybody knows";
    schedule.listed({{deferred("Q1", "anna")}}, kNoon + 30s);
    EXPECT_EQ(schedule.overdue(kNoon + 2min, 1min).count, 1U);
    schedule.take(kNoon + 31s);
    schedule.arrived("Q1", "anna", kNoon + 2min);
    EXPECT_EQ(schedule.overdue(kNoon + 2min, 1min).count, 1U) << "it may come back again";
    schedule.listed({}, kNoon + 2min + 5s);
    EXPECT_EQ(schedule.overdue(kNoon + 3min, 1min).count, 0U);
}

TEST(ReleaseScheduleListing, ForgetsInTimeWhatCannotBeListed) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.take(kNoon);
    schedule.arrived("Q1", "anna", kNoon);
    schedule.forget_handed_on(kNoon + 1min);
    // Nothing is known of it any more: if it is there, a listing adds it.
    schedule.listed({{deferred("Q1", "anna")}}, kNoon + 2min);
    EXPECT_EQ(schedule.next(), kNoon + 2min);
}

/// The world around a schedule: a queue of files that is open or closed before OUT and behind it,
/// driven by numbers that only look like chance. Whatever happens, what is due and queued is asked
/// for again within the longest pause, and when all is open long enough nothing is left.
class World {
  public:
    explicit World(std::uint32_t seed) : state_(seed * 2654435761U + 1) {}

    void run(int steps) {
        for (int i = 0; i < steps; ++i) {
            now_ += std::chrono::milliseconds(chance(4000));
            disturb();
            turn();
            check();
        }
        reaches_out_ = is_taken_ = answers_ = true;
        const auto end = now_ + 2h;
        while (now_ < end) {
            now_ += 1s;
            turn();
        }
        EXPECT_TRUE(queue_.empty()) << queue_.size() << " are left";
        EXPECT_EQ(schedule_.size(), 0U);
    }

  private:
    std::uint32_t chance(std::uint32_t below) {
        state_ = state_ * 1664525U + 1013904223U;
        return (state_ >> 8U) % below;
    }

    void disturb() {
        if (chance(10) == 0) reaches_out_ = !reaches_out_;
        if (chance(10) == 0) is_taken_ = !is_taken_;
        if (chance(20) == 0) answers_ = !answers_;
        if (chance(3) == 0) add("Q" + std::to_string(next_id_++));
        if (chance(50) == 0 && !queue_.empty()) queue_.erase(queue_.begin());
        // The process is restarted: all that it knows, it knows from the queue.
        if (chance(200) == 0) {
            schedule_ = {};
            list();
        }
    }

    void add(const std::string& id) {
        const auto due = now_ + std::chrono::seconds(chance(60));
        queue_[{id, "anna"}] = due;
        queue_[{id, "ben"}] = due;
        for (const auto* agent : {"anna", "ben"}) schedule_.await(id, agent, due);
    }

    void turn() {
        while (const auto id = schedule_.take(now_)) {
            if (!answers_) {
                schedule_.failed(*id, now_);
                break;
            }
            for (const auto* agent : {"anna", "ben"}) present(*id, agent);
        }
        if (schedule_.look_at() && *schedule_.look_at() <= now_ && answers_) list();
    }

    void present(const std::string& id, const std::string& agent) {
        const auto found = queue_.find({id, agent});
        asked_[{id, agent}] = now_;
        if (found == queue_.end() || !reaches_out_) return;
        if (now_ < found->second) {
            schedule_.await(id, agent, found->second);
            return;
        }
        schedule_.arrived(id, agent, now_);
        if (is_taken_) queue_.erase(found);
    }

    void list() {
        std::vector<Waiting> listing;
        for (const auto& [key, due] : queue_) {
            listing.push_back(deferred(key.first, key.second, due));
        }
        schedule_.listed({listing}, now_);
    }

    void check() {
        if (!answers_) since_ = now_;
        for (const auto& [key, due] : queue_) {
            const auto asked = asked_.find(key);
            const auto last = std::max({due, since_, asked == asked_.end() ? due : asked->second});
            EXPECT_LE(now_ - last, ReleaseSchedule::kLongestPause + 1min) << key.first;
        }
    }

    std::uint32_t state_;
    TimePoint now_ = kNoon;
    TimePoint since_ = kNoon;
    ReleaseSchedule schedule_;
    std::map<std::pair<std::string, std::string>, TimePoint> queue_;
    std::map<std::pair<std::string, std::string>, TimePoint> asked_;
    bool reaches_out_ = true;  ///< The fan gets through to OUT.
    bool is_taken_ = true;     ///< Nobody answers 451 behind us.
    bool answers_ = true;      ///< postqueue does.
    int next_id_ = 0;
};

TEST(ReleaseScheduleProperty, NothingThatIsDueAndQueuedIsEverForgotten) {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        SCOPED_TRACE(seed);
        World(seed).run(600);
        if (HasFailure()) break;
    }
}

TEST(ReleaseSchedule, PresentsWhatWaitsForASenderDomainOnceOneReturned) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon + 1h);
    EXPECT_FALSE(schedule.awaits_sender());
    schedule.await_sender("Q2", "ben", kNoon + 15min);
    schedule.await_sender("Q3", "cora", kNoon + 15min);
    EXPECT_TRUE(schedule.awaits_sender());
    schedule.arrived("Q3", "cora", kNoon);
    schedule.sender_returned(kNoon);
    EXPECT_FALSE(schedule.awaits_sender());
    EXPECT_EQ(schedule.take(kNoon), "Q2");
    EXPECT_EQ(schedule.take(kNoon), std::nullopt);
}

}  // namespace
}  // namespace postern
