// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/presence.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;

const TimePoint kNoon = parse_time("2026-11-23T12:00:00Z").value();

TEST(Presence, LastsFromSigningInUntilSigningOut) {
    const OnlineSpan span{"anna", "phone", kNoon, kNoon + 1min, kNoon + 1min};
    EXPECT_FALSE(online_at(span, kNoon - 1ms, 5min));
    EXPECT_TRUE(online_at(span, kNoon, 5min));
    EXPECT_FALSE(online_at(span, kNoon + 1min, 5min));
}

TEST(Presence, EndsWithSilence) {
    const OnlineSpan span{"anna", "phone", kNoon, kNoon + 10min, {}};
    EXPECT_TRUE(online_at(span, kNoon + 15min - 1ms, 5min));
    EXPECT_FALSE(online_at(span, kNoon + 15min, 5min));
}

TEST(Presence, IsNotRevivedBySigningOutLate) {
    const OnlineSpan span{"anna", "phone", kNoon, kNoon, kNoon + 1h};
    EXPECT_EQ(end_of(span, 5min), kNoon + 5min);
}

TEST(Attendance, KnowsTheAgentsApart) {
    const Attendance there({{"ben", "web", kNoon, kNoon, {}},
                            {"anna", "phone", kNoon + 1min, kNoon + 1min, kNoon + 2min},
                            {"ben", "phone", kNoon - 1h, kNoon - 1h, {}}},
                           5min, {kNoon});
    EXPECT_TRUE(there.is_online("ben", kNoon));
    EXPECT_FALSE(there.is_online("anna", kNoon));
    EXPECT_FALSE(there.is_online("bea", kNoon));
    EXPECT_TRUE(there.came_back("anna", kNoon, kNoon + 2min));
    EXPECT_FALSE(there.came_back("anna", kNoon, kNoon + 1min));
    EXPECT_FALSE(there.came_back("anna", kNoon + 1min, kNoon + 2min));
    EXPECT_FALSE(there.came_back("ben", kNoon, kNoon + 2min));
}

TEST(Attendance, KnowsWhetherAnybodyElseIsThere) {
    const std::vector<OnlineSpan> spans{{"anna", "phone", kNoon, kNoon, {}},
                                        {"anna", "web", kNoon, kNoon, {}},
                                        {"ben", "web", kNoon + 1min, kNoon + 1min, {}}};
    // Whether the moment was named before or not.
    for (const auto& moments : {std::vector<TimePoint>{}, {kNoon, kNoon + 1min}}) {
        const Attendance there(spans, 5min, moments);
        EXPECT_FALSE(there.is_other_online("anna", kNoon));
        EXPECT_TRUE(there.is_other_online("ben", kNoon));
        EXPECT_TRUE(there.is_other_online("anna", kNoon + 1min));
        EXPECT_TRUE(there.is_other_online("ben", kNoon + 1min));
        EXPECT_FALSE(there.is_other_online("ben", kNoon + 1h));
    }
}

}  // namespace
}  // namespace postern
