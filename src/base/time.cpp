// SPDX-License-Identifier: Apache-2.0
#include "postern/base/time.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

#include "postern/base/text.hpp"

namespace postern {

namespace {

using namespace std::chrono;

struct Unit {
    std::string_view name;
    Duration span;
};

/// Largest first: formatting takes as much of each as it can.
constexpr std::array kUnits{Unit{"d", days{1}}, Unit{"h", hours{1}}, Unit{"min", minutes{1}},
                            Unit{"s", seconds{1}}, Unit{"ms", milliseconds{1}}};

/// Reads what RFC 3339 spells in fixed columns.
class Columns {
  public:
    explicit Columns(std::string_view text) : rest_(text) {}

    std::optional<int> digits(std::size_t count) {
        if (rest_.size() < count) return std::nullopt;
        int value = 0;
        const auto* end = rest_.data() + count;
        const auto parsed = std::from_chars(rest_.data(), end, value);
        if (parsed.ec != std::errc{} || parsed.ptr != end || rest_[0] == '-') return std::nullopt;
        rest_.remove_prefix(count);
        return value;
    }

    bool any_of(std::string_view set) {
        if (rest_.empty() || set.find(rest_.front()) == std::string_view::npos) return false;
        last_ = rest_.front();
        rest_.remove_prefix(1);
        return true;
    }

    [[nodiscard]] char last() const { return last_; }
    [[nodiscard]] bool done() const { return rest_.empty(); }

    /// ".123456": as many digits as there are, the first three kept.
    std::optional<milliseconds> fraction() {
        if (!any_of(".")) return milliseconds{0};
        int value = 0;
        std::size_t count = 0;
        for (; !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; rest_.remove_prefix(1)) {
            if (count++ < 3) value = value * 10 + (rest_[0] - '0');
        }
        if (count == 0) return std::nullopt;
        for (; count < 3; ++count) value *= 10;
        return milliseconds{value};
    }

    /// "Z" or "+01:00".
    std::optional<minutes> offset() {
        if (any_of("Zz")) return minutes{0};
        if (!any_of("+-")) return std::nullopt;
        const bool west = last() == '-';
        const auto hour = digits(2);
        if (!hour || *hour > 23 || !any_of(":")) return std::nullopt;
        const auto minute = digits(2);
        if (!minute || *minute > 59) return std::nullopt;
        const auto span = hours{*hour} + minutes{*minute};
        return west ? -span : span;
    }

  private:
    std::string_view rest_;
    char last_ = 0;
};

std::optional<TimePoint> read_time(std::string_view text) {
    Columns in(text);
    const auto y = in.digits(4);
    if (!y || *y < 1970 || !in.any_of("-")) return std::nullopt;
    const auto mo = in.digits(2);
    if (!mo || !in.any_of("-")) return std::nullopt;
    const auto d = in.digits(2);
    if (!d || !in.any_of("Tt ")) return std::nullopt;
    const auto h = in.digits(2);
    if (!h || *h > 23 || !in.any_of(":")) return std::nullopt;
    const auto mi = in.digits(2);
    if (!mi || *mi > 59 || !in.any_of(":")) return std::nullopt;
    const auto s = in.digits(2);
    if (!s || *s > 60) return std::nullopt;
    const auto ms = in.fraction();
    if (!ms) return std::nullopt;
    const auto offset = in.offset();
    const auto date =
        year_month_day{year{*y}, month{static_cast<unsigned>(*mo)}, day{static_cast<unsigned>(*d)}};
    if (!offset || !in.done() || !date.ok()) return std::nullopt;
    return TimePoint{sys_days{date} + hours{*h} + minutes{*mi} + seconds{*s} + *ms - *offset};
}

Error bad_duration(std::string_view text, std::string_view why) {
    return {ErrorCode::invalid, in_quotes(text) + " is not a time span: " + std::string(why)};
}

}  // namespace

std::string format_time(TimePoint at) {
    const auto day_start = floor<days>(at);
    const year_month_day date{day_start};
    const hh_mm_ss clock{at - day_start};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    std::string out = text.data();
    if (const auto ms = clock.subseconds().count(); ms != 0) {
        std::snprintf(text.data(), text.size(), ".%03d", static_cast<int>(ms));
        out += text.data();
    }
    return out += 'Z';
}

std::string format_mail_date(TimePoint at) {
    // The RFC's own names, whatever the locale.
    constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day_start = floor<days>(at);
    const year_month_day date{day_start};
    const hh_mm_ss clock{at - day_start};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                  kDays.at(weekday{day_start}.c_encoding()), static_cast<unsigned>(date.day()),
                  kMonths.at(static_cast<unsigned>(date.month()) - 1),
                  static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text.data();
}

Result<TimePoint> parse_time(std::string_view text) {
    if (const auto at = read_time(text)) return *at;
    return Error{
        ErrorCode::invalid,
        in_quotes(text) + " is not a time; write it as RFC 3339 does: 2026-11-23T12:00:00Z"};
}

std::string format_duration(Duration span) {
    if (span == Duration::zero()) return "0s";
    std::string out = span < Duration::zero() ? "-" : "";
    auto rest = abs(span);
    for (const auto& unit : kUnits) {
        if (const auto count = rest / unit.span; count != 0) {
            out += std::to_string(count);
            out += unit.name;
        }
        rest %= unit.span;
    }
    return out;
}

Result<Duration> parse_duration(std::string_view text) {
    constexpr std::string_view kHow =
        "write a number and a unit (ms, s, min, h, d), such as 90s or 2min";
    constexpr Duration kLongest = days{36500};
    if (text.empty()) return bad_duration(text, kHow);
    Duration sum{0};
    for (auto rest = text; !rest.empty();) {
        std::int64_t count = 0;
        const auto [after, ec] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
        if (ec != std::errc{} || count < 0) return bad_duration(text, kHow);
        rest.remove_prefix(static_cast<std::size_t>(after - rest.data()));
        const auto name = rest.substr(0, rest.find_first_of("0123456789"));
        rest.remove_prefix(name.size());
        const Unit* unit = nullptr;
        for (const auto& u : kUnits) {
            if (u.name == name) unit = &u;
        }
        if (unit == nullptr) {
            return bad_duration(text, name.empty()
                                          ? "its unit is missing; write " + std::string(text) +
                                                "s or " + std::string(text) + "min"
                                          : in_quotes(name) + " is no unit; " + std::string(kHow));
        }
        if (count > kLongest / unit->span) return bad_duration(text, "it is longer than a century");
        sum += count * unit->span;
    }
    return sum;
}

}  // namespace postern
