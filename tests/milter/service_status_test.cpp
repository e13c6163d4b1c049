// SPDX-License-Identifier: Apache-2.0
#include "service_status.hpp"

#include <regex>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;

const TimePoint kNow = parse_time("2026-11-23T12:00:00Z").value();

std::string decided(const std::string& verdict) {
    return "event=notification queue_id=1 verdict=" + verdict + " draft=d";
}

TEST(TheStatus, SaysWhatWaitsAndThatAllIsWell) {
    EXPECT_EQ(ServiceStatus().text(3, kNow),
              "3 parked; in the last minute 0 decided, 0 of them sent; no fault since the start");
}

TEST(TheStatus, CountsWhatWasDecidedInTheLastMinute) {
    ServiceStatus status;
    status.saw(Severity::info, decided("sent"), kNow - 61s);
    status.saw(Severity::info, decided("sent"), kNow - 59s);
    status.saw(Severity::info, decided("withheld"), kNow - 1s);
    status.saw(Severity::info, "event=draft-accepted", kNow - 1s);
    status.saw(Severity::info, decided("sent"), kNow);
    EXPECT_TRUE(status.text(0, kNow).starts_with(
        "0 parked; in the last minute 3 decided, 2 of them sent; "));
    EXPECT_TRUE(status.text(0, kNow + 1min).starts_with("0 parked; in the last minute 0 decided"));
}

TEST(TheStatus, NamesTheLastFaultAndWhenItWas) {
    ServiceStatus status;
    status.saw(Severity::warning, "event=release-failed queue_id=4", kNow - 1h);
    status.saw(Severity::error, "event=state-unavailable error=\"disk full\"", kNow - 5ms);
    status.saw(Severity::warning, "event=bounce-kept reason=forged", kNow);
    EXPECT_TRUE(status.text(0, kNow).ends_with(
        "; last fault 2026-11-23T11:59:59Z: state-unavailable error=\"disk full\""))
        << status.text(0, kNow);
}

TEST(TheStatus, SaysThatAFaultIsOver) {
    ServiceStatus status;
    status.saw(Severity::warning, "event=queue-unreadable error=x", kNow);
    status.saw(Severity::info, "event=releases-on-time", kNow + 1s);
    EXPECT_EQ(status.text(0, kNow).find("over since"), std::string::npos) << "of another one";
    status.saw(Severity::info, "event=queue-readable", kNow + 2s);
    EXPECT_TRUE(
        status.text(0, kNow).ends_with("; last fault 2026-11-23T12:00:00Z, over since "
                                       "2026-11-23T12:00:02Z: queue-unreadable error=x"))
        << status.text(0, kNow);
}

TEST(TheStatus, CutsWhatIsLong) {
    ServiceStatus status;
    status.saw(Severity::error, "event=defect error=" + std::string(5000, 'x'), kNow);
    EXPECT_LT(status.text(0, kNow).size(), 400U);
}

/// docs/log.md has all events there are: what is in the daemon's way has sections of its own.
TEST(TheStatus, TakesForFaultsWhatTheLogsReferenceSaysIsInTheWay) {
    const auto text = read_file(POSTERN_SOURCE_DIR "/docs/log.md", 1U << 20U).value();
    const auto way = text.find("## What is in the way");
    ASSERT_NE(way, std::string::npos);
    const std::regex row(R"(\n\| `([a-z-]+)` \| (info|warning|error) \|)");
    int rows = 0;
    for (std::sregex_iterator it(text.begin(), text.end(), row), end; it != end; ++it, ++rows) {
        const auto severity = (*it)[2] == "error"     ? Severity::error
                              : (*it)[2] == "warning" ? Severity::warning
                                                      : Severity::info;
        const bool is_in_the_way = static_cast<std::size_t>(it->position()) > way;
        const bool expected =
            severity == Severity::error || (severity == Severity::warning && is_in_the_way);
        EXPECT_EQ(ServiceStatus::is_fault(severity, (*it)[1].str()), expected) << (*it)[1];
    }
    EXPECT_GT(rows, 40);
}

}  // namespace

}  // namespace postern
