// SPDX-License-Identifier: Apache-2.0
#include "postern/trail/line.hpp"

#include <gtest/gtest.h>

namespace postern::trail {
namespace {

using namespace std::chrono_literals;

TimePoint at(const char* text) {
    return parse_time(text).value();
}

/// A host two hours east.
TimePoint two_hours_east(TimePoint written) {
    return written - 2h;
}

TimePoint read_at(const std::string& line, const char* now) {
    return time_of(read_line(line).value().stamp, at(now), two_hours_east);
}

TEST(TrailLine, HasTimeProgramAndMessage) {
    const auto line =
        read_line("Nov 29 03:56:53 mx postfix/smtp[12]: 4jcYHn05N5z1cbXJ: to=<a@b.example>")
            .value();
    EXPECT_EQ(line.program, "postfix/smtp");
    EXPECT_EQ(line.message, "4jcYHn05N5z1cbXJ: to=<a@b.example>");
    EXPECT_EQ(line.stamp, (Stamp{0, 11, 29, 3h + 56min + 53s, std::nullopt}));
}

TEST(TrailLine, MayHaveAWholeTime) {
    struct Case {
        const char* stamp;
        const char* at;
    };
    for (const auto& [stamp, time] : {
             Case{"2026-11-29T03:56:53.123456+01:00", "2026-11-29T02:56:53.123Z"},
             {"2026-11-29T03:56:53.5Z", "2026-11-29T03:56:53.5Z"},
             {"2026-11-29T03:56:53-0330", "2026-11-29T07:26:53Z"},
             {"2024-02-29T23:59:60+00:00", "2024-02-29T23:59:59Z"},
         }) {
        EXPECT_EQ(read_at(std::string(stamp) + " mx postfix/smtp[1]: x", "2026-11-29T12:00:00Z"),
                  at(time))
            << stamp;
    }
}

TEST(TrailLine, OfATraditionalTimeTakesTheHostsZoneAndTheNearestYear) {
    const auto on = [](const char* stamp, const char* now) {
        return read_at(std::string(stamp) + " mx postfix/smtp[1]: x", now);
    };
    EXPECT_EQ(on("Nov 29 03:56:53", "2026-11-29T12:00:00Z"), at("2026-11-29T01:56:53Z"));
    EXPECT_EQ(on("Nov  9 03:56:53", "2026-11-29T12:00:00Z"), at("2026-11-09T01:56:53Z"));
    EXPECT_EQ(on("Dec 31 23:59:59", "2027-01-01T00:00:10Z"), at("2026-12-31T21:59:59Z"));
    EXPECT_EQ(on("Jan  1 00:00:01", "2026-12-31T22:00:00Z"), at("2026-12-31T22:00:01Z"));
}

TEST(TrailLine, TakesProgramsWithoutAProcess) {
    EXPECT_EQ(read_line("Nov 29 03:56:53 mx postfix/smtp: x").value().program, "postfix/smtp");
    EXPECT_EQ(read_line("Nov 29 03:56:53 mx a/b/smtpd[1]: x").value().program, "a/b/smtpd");
}

TEST(TrailLine, IsNothingElse) {
    for (const auto* line : {
             "",
             "\n",
             "Nov 29 03:56:53",
             "Nov 29 03:56:53 mx",
             "Nov 29 03:56:53 mx postfix/smtp[1]:",
             "Nov 31 03:56:53 mx postfix/smtp[1]: x",
             "Nov 29 24:56:53 mx postfix/smtp[1]: x",
             "Nof 29 03:56:53 mx postfix/smtp[1]: x",
             "Nov 29 3:56:53 mx postfix/smtp[1]: x",
             "2026-02-29T03:56:53Z mx postfix/smtp[1]: x",
             "2026-11-29T03:56:53 mx postfix/smtp[1]: x",
             "2026-11-29 03:56:53Z mx postfix/smtp[1]: x",
             "Nov 29 03:56:53 mx two words: x",
             "postfix/smtp[1]: 4jcYHn05N5z1cbXJ: to=<a@b.example>",
         }) {
        EXPECT_FALSE(read_line(line)) << line;
    }
}

TEST(TrailLine, StampsAreTheTimesTheyWereMadeOf) {
    for (const auto* time : {"2026-11-29T03:56:53.123Z", "1970-01-01T00:00:00Z"}) {
        EXPECT_EQ(time_of(stamp_of(at(time)), at("2026-11-29T12:00:00Z"), two_hours_east),
                  at(time));
    }
}

}  // namespace
}  // namespace postern::trail
