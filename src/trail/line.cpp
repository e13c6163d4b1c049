// SPDX-License-Identifier: Apache-2.0
#include "postern/trail/line.hpp"

#include <algorithm>
#include <array>

#include "scanner.hpp"

namespace postern::trail {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// A leap second is none: it counts as the one before.
bool take_time_of_day(Scanner& in, Stamp& stamp) {
    const auto hour = in.number(2);
    if (!hour || *hour > 23 || !in.take(":")) return false;
    const auto minute = in.number(2);
    if (!minute || *minute > 59 || !in.take(":")) return false;
    const auto second = in.number(2);
    if (!second || *second > 60) return false;
    stamp.of_day = hours{*hour} + minutes{*minute} + seconds{std::min(*second, 59U)};
    return true;
}

/// ".123456", of which milliseconds count.
void take_fraction(Scanner& in, Stamp& stamp) {
    if (!in.take(".")) return;
    const auto digits = in.digits();
    Duration::rep value = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    }
    stamp.of_day += Duration{value};
}

bool take_offset(Scanner& in, Stamp& stamp) {
    if (in.take("Z")) {
        stamp.offset = minutes{0};
        return true;
    }
    const bool is_west = in.take("-");
    if (!is_west && !in.take("+")) return false;
    const auto hour = in.number(2);
    if (!hour || *hour > 23) return false;
    in.take(":");
    const auto minute = in.number(2);
    if (!minute || *minute > 59) return false;
    const auto span = hours{*hour} + minutes{*minute};
    stamp.offset = is_west ? -span : span;
    return true;
}

/// "2026-11-29T03:56:53.123456+01:00 "
bool take_whole_time(Scanner& in, Stamp& stamp) {
    const auto year = in.number(4);
    if (!year || *year < 1970 || !in.take("-")) return false;
    const auto month = in.number(2);
    if (!month || !in.take("-")) return false;
    const auto day = in.number(2);
    if (!day || !in.take("T")) return false;
    stamp.year = static_cast<int>(*year);
    stamp.month = *month;
    stamp.day = *day;
    if (!take_time_of_day(in, stamp)) return false;
    take_fraction(in, stamp);
    return take_offset(in, stamp);
}

/// "Nov  9 03:56:53 "
bool take_traditional_time(Scanner& in, Stamp& stamp) {
    const auto name = in.ahead(3);
    const auto* const month = std::find(kMonths.begin(), kMonths.end(), name);
    if (month == kMonths.end() || !in.take(name) || !in.take(" ")) return false;
    const auto day = in.take(" ") ? in.number(1) : in.number(2);
    if (!day || !in.take(" ")) return false;
    stamp.month = static_cast<unsigned>(month - kMonths.begin()) + 1;
    stamp.day = *day;
    return take_time_of_day(in, stamp);
}

/// Of the 29th of February the year is not known here.
bool is_a_day(const Stamp& stamp) {
    constexpr int kLeapYear = 2000;
    const int year = stamp.year == 0 ? kLeapYear : stamp.year;
    return (std::chrono::year{year} / month{stamp.month} / day{stamp.day}).ok();
}

/// "postfix/smtp[12]: "
std::optional<std::string_view> take_program(Scanner& in) {
    const auto tag = in.until(": ");
    if (!tag || tag->find(' ') != tag->npos) return std::nullopt;
    return tag->substr(0, tag->find('['));
}

}  // namespace

Stamp stamp_of(TimePoint at) {
    const auto date = floor<days>(at);
    const year_month_day day{date};
    return {static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
            static_cast<unsigned>(day.day()), at - TimePoint(date), minutes{0}};
}

std::optional<Line> read_line(std::string_view line) {
    Scanner in(line);
    Stamp stamp;
    const bool has_year = !line.empty() && line.front() >= '0' && line.front() <= '9';
    const bool has_time = has_year ? take_whole_time(in, stamp) : take_traditional_time(in, stamp);
    if (!has_time || !is_a_day(stamp) || !in.take(" ") || !in.until(" ")) return std::nullopt;
    const auto program = take_program(in);
    if (!program) return std::nullopt;
    return Line{stamp, *program, in.rest()};
}

}  // namespace postern::trail
