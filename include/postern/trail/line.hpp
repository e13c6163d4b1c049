// SPDX-License-Identifier: Apache-2.0
//
// One line of a log file, taken apart: when, which program, what it says.
//
// The traditional form of syslog (RFC 3164 section 4.1, "Nov 29 03:56:53 mx postfix/smtp[12]: …"),
// which postlogd(8) writes as well, and the one with a whole time in front (RFC 3339), which
// rsyslog writes. Anything else is no line. Only what stands before the first ": " decides which
// program it is of, and no program writes that part of its own line. Pure; views into the line.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "postern/base/time.hpp"

namespace postern::trail {

/// A time as the line has it.
struct Stamp {
    int year = 0;  ///< 0: the line does not say, and the time is the host's own.
    unsigned month = 1;
    unsigned day = 1;
    Duration of_day{};
    std::optional<std::chrono::minutes> offset{};  ///< East of Greenwich; none: the host's own.
    bool operator==(const Stamp&) const = default;
};

Stamp stamp_of(TimePoint at);

struct Line {
    Stamp stamp;
    std::string_view program;  ///< "postfix/smtp", without the process id.
    std::string_view message;
};

std::optional<Line> read_line(std::string_view line);

/// The time that a stamp stands for. `of_host` gives what the host calls a day and a time of that
/// year (mktime(3)). A stamp without a year is of the year that puts it closest to `now`.
template <typename OfHost>
TimePoint time_of(const Stamp& stamp, TimePoint now, OfHost of_host) {
    using namespace std::chrono;
    const auto in_year = [&](int year) {
        const sys_days date = std::chrono::year{year} / month{stamp.month} / day{stamp.day};
        const auto written = TimePoint(date) + stamp.of_day;
        return stamp.offset ? written - *stamp.offset : of_host(written);
    };
    if (stamp.year != 0) return in_year(stamp.year);
    const int this_year = static_cast<int>(year_month_day(floor<days>(now)).year());
    TimePoint best = in_year(this_year);
    for (const int year : {this_year - 1, this_year + 1}) {
        const auto other = in_year(year);
        if (abs(other - now) < abs(best - now)) best = other;
    }
    return best;
}

}  // namespace postern::trail
