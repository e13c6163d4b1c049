// SPDX-License-Identifier: Apache-2.0
//
// Points in time and spans of time, and how they are written.
//
// Points are UTC with millisecond precision and are written as RFC 3339 section 5.6 says
// ("2026-11-23T12:00:00.000Z"). Spans always carry a unit ("2min", "1h30min"): a bare number is
// refused, because the reader of a configuration cannot see what it means.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

using Duration = std::chrono::milliseconds;
using TimePoint = std::chrono::sys_time<Duration>;

/// RFC 3339 in UTC; milliseconds only where there are any.
std::string format_time(TimePoint at);

/// As a Date field has it (RFC 5322 section 3.3), in UTC: "Mon, 23 Nov 2026 12:00:00 +0000".
std::string format_mail_date(TimePoint at);

/// RFC 3339 with any offset, "T" or a blank between date and time, years 1970 to 9999.
/// Fails with ErrorCode::invalid, naming the text.
Result<TimePoint> parse_time(std::string_view text);

/// The largest units that say it exactly: "2min", "1h30min", "250ms", "0s".
std::string format_duration(Duration span);

/// One or more number-unit pairs with units ms, s, min, h, d ("90s", "1h30min"); no sign, no
/// fraction. Fails with ErrorCode::invalid and says what to write instead.
Result<Duration> parse_duration(std::string_view text);

}  // namespace postern
