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

}  // namespace
}  // namespace postern
