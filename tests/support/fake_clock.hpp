// SPDX-License-Identifier: Apache-2.0
//
// A clock that stands still until it is moved.
#pragma once

#include <atomic>

#include "postern/base/clock.hpp"

namespace postern::testing {

class FakeClock final : public Clock {
  public:
    explicit FakeClock(TimePoint start = parse_time("2026-11-23T12:00:00Z").value())
        : now_(start.time_since_epoch().count()) {}
    [[nodiscard]] TimePoint now() const override { return TimePoint{Duration{now_.load()}}; }
    void advance(Duration by) { now_ += by.count(); }

  private:
    std::atomic<Duration::rep> now_;
};

}  // namespace postern::testing
