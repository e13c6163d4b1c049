// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/release_schedule.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;

const TimePoint kNoon = parse_time("2026-11-23T12:00:00Z").value();

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

TEST(ReleaseSchedule, RepeatsUntilEveryAgentHasArrived) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    schedule.await("Q1", "ben", kNoon);
    EXPECT_EQ(schedule.take(kNoon), "Q1");
    schedule.arrived("Q1", "anna");
    EXPECT_EQ(schedule.next(), kNoon + 1s);
    EXPECT_EQ(schedule.take(kNoon + 1s), "Q1");
    EXPECT_EQ(schedule.next(), kNoon + 3s);
    schedule.arrived("Q1", "ben");
    EXPECT_EQ(schedule.next(), std::nullopt);
    EXPECT_EQ(schedule.size(), 0U);
}

TEST(ReleaseSchedule, LeavesItToPostfixAfterSomeTries) {
    ReleaseSchedule schedule;
    schedule.await("Q1", "anna", kNoon);
    int tries = 0;
    while (const auto next = schedule.next()) {
        EXPECT_EQ(schedule.take(*next), "Q1");
        ++tries;
    }
    EXPECT_EQ(tries, ReleaseSchedule::kTries);
    EXPECT_EQ(schedule.size(), 0U);
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
    schedule.arrived("Q9", "anna");
    EXPECT_EQ(schedule.size(), 0U);
}

}  // namespace
}  // namespace postern
