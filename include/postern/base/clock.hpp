// SPDX-License-Identifier: Apache-2.0
//
// Where "now" comes from. Everything that asks for the time takes a Clock, so that a test can
// hold time still and move it by hand.
#pragma once

#include "postern/base/time.hpp"

namespace postern {

class Clock {
  public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    [[nodiscard]] virtual TimePoint now() const = 0;
};

class SystemClock final : public Clock {
  public:
    [[nodiscard]] TimePoint now() const override {
        return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    }
};

}  // namespace postern
