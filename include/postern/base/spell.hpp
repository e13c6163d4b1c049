// SPDX-License-Identifier: Apache-2.0
//
// A trouble that lasts is told of when it begins, and again at growing intervals while it does.
#pragma once

#include <algorithm>
#include <optional>

#include "postern/base/time.hpp"

namespace postern {

class Spell {
  public:
    static constexpr Duration kFirstRepeat = std::chrono::minutes{5};
    static constexpr Duration kLongest = std::chrono::hours{1};

    /// Whether it is to be told of now, while it lasts.
    bool tell(TimePoint now) {
        if (again_ && now < *again_ && now >= *again_ - pause_) return false;
        pause_ = again_ ? std::min(pause_ * 2, kLongest) : kFirstRepeat;
        again_ = now + pause_;
        return true;
    }
    /// It is over. Whether it was told of.
    bool end() {
        const bool told = again_.has_value();
        again_.reset();
        return told;
    }

  private:
    std::optional<TimePoint> again_;
    Duration pause_ = kFirstRepeat;
};

}  // namespace postern
