// SPDX-License-Identifier: Apache-2.0
//
// A sign of life of the threads that go round in a loop, for the watchdog.
//
// A loop has a Pulse while it runs and says each time it comes round, which it does every few
// seconds even with nothing to do. Where it waits for the world (a disk, a locked database, a
// program that it runs) it says so with Outside: what takes long there is not the loop's fault, and
// ends by itself. Such a wait costs no processor time. What does is an endless loop of ours.
#pragma once

#include <atomic>
#include <chrono>
#include <ctime>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "postern/base/guarded.hpp"
#include "postern/base/time.hpp"

namespace postern {

/// What a look at one loop finds.
struct Sign {
    std::string thread;
    Duration silent{};  ///< Since it came round.
    bool is_outside = false;
    Duration worked{};  ///< Processor time since it went outside.
};

/// Longer than any loop rests (10 s), and ample for a machine that is busy.
inline constexpr Duration kLongestRound = std::chrono::minutes{1};

/// Whether one of them has come to a halt by a fault of our own: the first such, if any.
std::optional<Sign> halted(const std::vector<Sign>& signs);

class Pulse;

/// The pulses of a process.
class Pulses {
  public:
    [[nodiscard]] std::vector<Sign> signs();

  private:
    friend class Pulse;
    Guarded<std::list<const Pulse*>> all_;
};

/// Of the thread that makes it. Its other functions are that thread's as well.
class Pulse {
  public:
    /// Null: nobody watches.
    Pulse(Pulses* pulses, std::string thread);
    Pulse(const Pulse&) = delete;
    Pulse& operator=(const Pulse&) = delete;
    ~Pulse();

    /// The loop begins another round.
    void beat() noexcept;

    class Outside {
      public:
        explicit Outside(Pulse& pulse) noexcept;
        Outside(const Outside&) = delete;
        Outside& operator=(const Outside&) = delete;
        ~Outside();

      private:
        Pulse& pulse_;
    };

  private:
    friend class Pulses;
    using Steady = std::chrono::steady_clock;

    [[nodiscard]] Sign sign() const;
    [[nodiscard]] Duration processor_time() const noexcept;

    Pulses* const pulses_;
    const std::string thread_;
    clockid_t processor_{};
    std::atomic<Steady::duration> last_;
    std::atomic<bool> is_outside_ = false;
    std::atomic<Duration> went_out_{};
};

}  // namespace postern
