// SPDX-License-Identifier: Apache-2.0
//
// What the daemon is doing, in one line for people: what is parked, what was decided in the last
// minute, and the last fault. It goes by the lines of the log, whose events docs/log.md explains.
// A fault is whatever is in the daemon's way: an error, or one of the warnings that say so. That
// one draft or one address is at fault is none. Plain data; the time is handed in.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "postern/base/log.hpp"
#include "postern/base/time.hpp"

namespace postern {

class ServiceStatus {
  public:
    void saw(Severity severity, std::string_view line, TimePoint at);
    [[nodiscard]] std::string text(std::size_t parked, TimePoint now) const;

    /// Whether a line of that event says that something is in the way.
    static bool is_fault(Severity severity, std::string_view event);

  private:
    struct Count {
        std::chrono::sys_seconds second{};
        int decided = 0, sent = 0;
    };
    struct Fault {
        std::string event, line;
        TimePoint at;
        std::optional<TimePoint> over{};
    };

    void count(std::string_view line, TimePoint at);

    std::array<Count, 60> minute_{};
    std::optional<Fault> last_;
};

}  // namespace postern
