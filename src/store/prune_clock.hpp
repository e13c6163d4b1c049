// SPDX-License-Identifier: Apache-2.0
//
// What time it is for removing old records. A host that is resumed from an image, or that asks the
// wrong time server, may be months ahead for an hour: by that clock everything on record is old.
// Here time goes on by a day in an hour at most, whatever the clock says, beginning with the newest
// record: what was behind is made up for, and a clock that is set right again has cost little.
// Pure.
#pragma once

#include <algorithm>
#include <optional>

#include "postern/base/time.hpp"

namespace postern {

class PruneClock {
  public:
    static constexpr Duration kStep = std::chrono::days{1};
    static constexpr Duration kBetweenSteps = std::chrono::hours{1};

    /// `newest` is when something was recorded last before this process began, if anything was.
    explicit PruneClock(std::optional<TimePoint> newest = std::nullopt) : trusted_(newest) {}

    /// What the clock's `now` is taken for.
    TimePoint at(TimePoint now) {
        const bool is_first = !stepped_ || !trusted_;
        if (is_first || now >= *stepped_ + kBetweenSteps) {
            trusted_ = trusted_.value_or(now) + kStep;
            stepped_ = now;
        }
        // It was set back.
        if (now < *stepped_) stepped_ = now;
        trusted_ = std::min(now, *trusted_);
        return *trusted_;
    }

  private:
    std::optional<TimePoint> trusted_;
    std::optional<TimePoint> stepped_;  ///< When it went on last.
};

}  // namespace postern
