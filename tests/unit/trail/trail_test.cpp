// SPDX-License-Identifier: Apache-2.0
#include "postern/trail/trail.hpp"

#include <gtest/gtest.h>

namespace postern::trail {
namespace {

using namespace std::chrono_literals;
using Kind = Sighting::Kind;

const TimePoint kNoon = parse_time("2026-11-29T12:00:00Z").value();

Sighting seen(Kind kind, TimePoint at, Status status = Status::none, std::string reply = "") {
    Sighting sighting;
    sighting.departure = {"one", 1};
    sighting.queue_id = "A1B2C3D4E5";
    sighting.kind = kind;
    sighting.at = at;
    sighting.status = status;
    sighting.relay = "mx[192.0.2.1]:25";
    sighting.reply = std::move(reply);
    return sighting;
}

Trail of(const std::vector<Sighting>& sightings) {
    Trail trail;
    for (const auto& each : sightings) trail = after(std::move(trail), each);
    return trail;
}

TEST(Trail, CountsAttemptsAndKeepsTheLastWords) {
    const auto trail =
        of({seen(Kind::queued, kNoon), seen(Kind::tried, kNoon + 1s, Status::deferred, "one"),
            seen(Kind::tried, kNoon + 5min, Status::deferred, "two")});
    EXPECT_EQ(trail.tries, 2);
    EXPECT_EQ(trail.first, kNoon + 1s);
    EXPECT_EQ(trail.last, kNoon + 5min);
    EXPECT_EQ(trail.status, Status::deferred);
    EXPECT_EQ(trail.reply, "two");
    EXPECT_FALSE(trail.delivered);
    EXPECT_TRUE(is_open(trail));
}

TEST(Trail, EndsWithTheDelivery) {
    const auto trail = of({seen(Kind::tried, kNoon, Status::deferred, "later"),
                           seen(Kind::tried, kNoon + 5min, Status::sent, "250 OK"),
                           seen(Kind::removed, kNoon + 5min)});
    EXPECT_EQ(trail.delivered, kNoon + 5min);
    EXPECT_EQ(trail.reply, "250 OK");
    EXPECT_EQ(trail.removed, kNoon + 5min);
    EXPECT_FALSE(is_open(trail));
}

TEST(Trail, StaysDeliveredWhateverBecomesOfAnotherCopy) {
    const auto trail = of({seen(Kind::tried, kNoon, Status::sent, "250 OK"),
                           seen(Kind::tried, kNoon + 1h, Status::bounced, "550 no"),
                           seen(Kind::expired, kNoon + 2h)});
    EXPECT_EQ(trail.status, Status::sent);
    EXPECT_EQ(trail.reply, "250 OK");
    EXPECT_EQ(trail.tries, 2);
}

TEST(Trail, ThatExpiredKeepsTheLastWords) {
    const auto trail = of({seen(Kind::tried, kNoon, Status::deferred, "452 full"),
                           seen(Kind::expired, kNoon + 120h)});
    EXPECT_EQ(trail.status, Status::expired);
    EXPECT_EQ(trail.reply, "452 full");
}

TEST(Trail, IsOpenAgainWhereItIsQueuedAgain) {
    auto again = seen(Kind::queued, kNoon + 1h);
    again.queue_id = "B1B2C3D4E5";
    const auto trail = of({seen(Kind::removed, kNoon), again});
    EXPECT_TRUE(is_open(trail));
    EXPECT_EQ(trail.queue_id, "B1B2C3D4E5");
}

TEST(Trail, ConcernsOneRecipient) {
    auto sighting = seen(Kind::tried, kNoon);
    sighting.to = "Anna@Firm.example";
    EXPECT_TRUE(concerns(sighting, "anna@firm.example"));
    EXPECT_FALSE(concerns(sighting, "archive@firm.example"));
    sighting.orig_to = "info@firm.example";
    EXPECT_TRUE(concerns(sighting, "info@firm.example"));
    sighting.to =
        "\"anna\"@b\xc3\xbc"
        "cher.example";
    EXPECT_TRUE(concerns(sighting, "anna@xn--bcher-kva.example")) << "in whichever form";
    sighting.to = "not an address";
    EXPECT_FALSE(concerns(sighting, "anna@firm.example"));
    EXPECT_TRUE(concerns(seen(Kind::removed, kNoon), "anna@firm.example"));
}

}  // namespace
}  // namespace postern::trail
