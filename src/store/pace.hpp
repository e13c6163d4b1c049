// SPDX-License-Identifier: Apache-2.0
//
// How often to do a piece of work that may wait, beside work that may not: after a piece it rests
// sixty times as long as that took. The other work, which shares a thread and a disk with it, so
// loses a sixtieth of its speed, however slow the disk is, and some twice that again: the pages
// that a piece changed are written back later, at the other work's expense. Where there was none
// since the piece before, a sixth of that rest will do.
#pragma once

#include <chrono>

namespace postern {

class Pace {
  public:
    using Clock = std::chrono::steady_clock;

    void took(Clock::duration piece, bool beside_others, Clock::time_point ended = Clock::now()) {
        next_ = ended + (beside_others ? kRest : kRestAlone) * piece;
    }
    /// How long until the next piece, rounded up; 0 where it may begin.
    [[nodiscard]] std::chrono::milliseconds wait(Clock::time_point now = Clock::now()) const {
        if (now >= next_) return std::chrono::milliseconds{0};
        return std::chrono::ceil<std::chrono::milliseconds>(next_ - now);
    }

  private:
    static constexpr int kRest = 60;
    static constexpr int kRestAlone = 10;

    Clock::time_point next_ = Clock::time_point::min();
};

}  // namespace postern
