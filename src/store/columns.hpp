// SPDX-License-Identifier: Apache-2.0
//
// Points in time as columns: milliseconds since 1970 in UTC, -1 where a query stands for NULL.
#pragma once

#include <optional>

#include "postern/base/time.hpp"

namespace postern {

inline long long to_column(TimePoint at) {
    return at.time_since_epoch().count();
}
inline long long to_column(const std::optional<TimePoint>& at) {
    return at ? to_column(*at) : -1;
}

inline TimePoint time_of(long long column) {
    return TimePoint(Duration(column));
}
inline std::optional<TimePoint> optional_time_of(long long column) {
    return column < 0 ? std::nullopt : std::optional(time_of(column));
}

}  // namespace postern
