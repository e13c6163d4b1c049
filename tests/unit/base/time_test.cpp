// SPDX-License-Identifier: Apache-2.0
#include "postern/base/time.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;

TEST(Time, IsReadInAnyOffset) {
    const auto at = parse_time("2026-11-23T12:00:00Z");
    ASSERT_TRUE(at);
    for (const auto* same : {"2026-11-23t13:00:00+01:00", "2026-11-23 07:00:00.000-05:00",
                             "2026-11-23T12:00:00.0004Z"}) {
        const auto other = parse_time(same);
        ASSERT_TRUE(other) << same;
        EXPECT_EQ(*other, *at) << same;
    }
}

TEST(Time, IsWrittenAsItIsRead) {
    for (const auto* text : {"1970-01-01T00:00:00Z", "2026-11-23T12:34:56.007Z",
                             "2024-02-29T23:59:59.999Z", "9999-12-31T23:59:59Z"}) {
        const auto at = parse_time(text);
        ASSERT_TRUE(at) << text;
        EXPECT_EQ(format_time(*at), text);
    }
}

TEST(Time, IsWrittenAsADateFieldHasIt) {
    EXPECT_EQ(format_mail_date(parse_time("2026-11-23T12:00:00.250Z").value()),
              "Mon, 23 Nov 2026 12:00:00 +0000");
    EXPECT_EQ(format_mail_date(parse_time("2027-01-03T04:05:06+01:00").value()),
              "Sun, 03 Jan 2027 03:05:06 +0000");
}

TEST(Time, RefusesWhatRfc3339DoesNotKnow) {
    for (const auto* text :
         {"", "now", "2026-11-23", "2026-11-23T12:00:00", "2026-11-23T12:00Z",
          "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-23T24:00:00Z",
          "2026-11-23T12:60:00Z", "2026-11-23T12:00:00.Z", "2026-11-23T12:00:00+0100",
          "2026-11-23T12:00:00Z ", "-026-11-23T12:00:00Z", "1969-12-31T23:59:59Z",
          "2026-11-23T12:00:00+1:00", "2026-11-23T12:00:00+24:00"}) {
        EXPECT_FALSE(parse_time(text)) << text;
    }
}

TEST(Duration, CarriesItsUnits) {
    EXPECT_EQ(*parse_duration("2min"), 2min);
    EXPECT_EQ(*parse_duration("1h30min"), 90min);
    EXPECT_EQ(*parse_duration("250ms"), 250ms);
    EXPECT_EQ(*parse_duration("90d"), 90 * 24h);
    EXPECT_EQ(*parse_duration("0s"), 0s);
}

TEST(Duration, IsWrittenInTheLargestUnits) {
    EXPECT_EQ(format_duration(2min), "2min");
    EXPECT_EQ(format_duration(90min), "1h30min");
    EXPECT_EQ(format_duration(26h), "1d2h");
    EXPECT_EQ(format_duration(1500ms), "1s500ms");
    EXPECT_EQ(format_duration(0s), "0s");
}

TEST(Duration, RefusesABareNumberAndSaysWhatToWrite) {
    const auto span = parse_duration("120");
    ASSERT_FALSE(span);
    EXPECT_NE(span.error().what.find("120s"), std::string::npos) << span.error().what;
}

TEST(Duration, RefusesOtherForms) {
    for (const auto* text : {"", "s", "-2min", "1.5h", "2 min", "2m", "2min ", "1h,30min",
                             "99999999999999999999s", "999999999d"}) {
        EXPECT_FALSE(parse_duration(text)) << text;
    }
}

}  // namespace
}  // namespace postern
