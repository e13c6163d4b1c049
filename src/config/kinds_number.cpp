// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

#include "postern/base/text.hpp"

#include "kinds.hpp"
#include "size.hpp"

namespace postern {

namespace {

constexpr mode_t kOwnerReadsAndWrites = 0600;
constexpr mode_t kAllPermissions = 0777;

std::string range(const std::string& least, const std::string& most) {
    return least + " to " + most;
}

Error out_of_bounds(std::string_view text, const std::string& bounds) {
    return {ErrorCode::invalid, std::string(text) + " is out of bounds; allowed is " + bounds};
}

std::optional<long> whole_number(std::string_view text, int base) {
    long value = 0;
    const auto* end = text.data() + text.size();
    const auto [after, ec] = std::from_chars(text.data(), end, value, base);
    if (ec != std::errc{} || after != end) return std::nullopt;
    return value;
}

}  // namespace

Result<Duration> SpanKind::parse(std::string_view text) const {
    auto span = parse_duration(text);
    if (!span || (*span >= least && *span <= most)) return span;
    return out_of_bounds(text, bounds());
}

std::string SpanKind::bounds() const {
    if (most == SpanKind{}.most) return "at least " + format_duration(least);
    return range(format_duration(least), format_duration(most));
}

Result<std::uint64_t> SizeKind::parse(std::string_view text) const {
    auto bytes = parse_size(text);
    if (!bytes || (*bytes >= least && *bytes <= most)) return bytes;
    return out_of_bounds(text, bounds());
}

std::string SizeKind::format(std::uint64_t bytes) const {
    return format_size(bytes);
}

std::string SizeKind::bounds() const {
    return range(format_size(least), format_size(most));
}

Result<int> CountKind::parse(std::string_view text) const {
    const auto count = whole_number(text, 10);
    if (!count) {
        return Error{ErrorCode::invalid,
                     in_quotes(text) + " is not a whole number; allowed is " + bounds()};
    }
    if (*count < least || *count > most) return out_of_bounds(text, bounds());
    return static_cast<int>(*count);
}

std::string CountKind::bounds() const {
    return range(std::to_string(least), std::to_string(most));
}

Result<double> ShareKind::parse(std::string_view text) const {
    double percent = 0;
    const auto* end = text.data() + text.size();
    const auto [after, ec] = std::from_chars(text.data(), end, percent, std::chars_format::fixed);
    if (ec != std::errc{} || after + 1 != end || *after != '%') {
        return Error{ErrorCode::invalid,
                     in_quotes(text) + " is no percentage such as 0.3%; allowed is " + bounds()};
    }
    const double share = percent / 100;
    if (share < least || share > most) return out_of_bounds(text, bounds());
    return share;
}

std::string ShareKind::format(double share) const {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.6g%%", share * 100);
    return text.data();
}

Result<DayKind::Value> DayKind::parse(std::string_view text) const {
    if (text.empty()) return Value{};
    const auto midnight = parse_time(std::string(text) + "T00:00:00Z");
    if (midnight && format(std::chrono::floor<std::chrono::days>(*midnight)) == text) {
        return Value{std::chrono::floor<std::chrono::days>(*midnight)};
    }
    return Error{ErrorCode::invalid, in_quotes(text) + " is no date such as 2026-11-01"};
}

std::string DayKind::format(const Value& day) const {
    constexpr std::size_t kDate = 10;
    return day ? format_time(TimePoint(*day)).substr(0, kDate) : std::string{};
}

Result<mode_t> FileModeKind::parse(std::string_view text) const {
    const auto mode = whole_number(text, 8);
    if (!mode || *mode < 0) {
        return Error{ErrorCode::invalid,
                     in_quotes(text) + R"( is not a file mode; write it in octal, such as "0660")"};
    }
    const auto permissions = static_cast<unsigned long>(*mode);
    const bool owned = (permissions & kOwnerReadsAndWrites) == kOwnerReadsAndWrites;
    if (!owned || permissions > kAllPermissions) return out_of_bounds(text, bounds());
    return static_cast<mode_t>(permissions);
}

std::string FileModeKind::format(mode_t mode) const {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04o", static_cast<unsigned>(mode));
    return text.data();
}

}  // namespace postern
