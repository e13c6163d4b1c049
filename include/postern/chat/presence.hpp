// SPDX-License-Identifier: Apache-2.0
//
// Questions about presence, asked of recorded spans. A span covers its device from the moment it
// signed in until it signed out, or until it had been silent for longer than `stale_after`: a
// laptop closed without a word is not somebody at a desk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/chat/account.hpp"

namespace postern {

/// When a span ended or will end unless there is another sign of life.
TimePoint end_of(const OnlineSpan& span, Duration stale_after);

/// Was the device signed in at that moment? The end itself is offline.
bool online_at(const OnlineSpan& span, TimePoint at, Duration stale_after);

/// The spans of many agents, put in order once: a decision that looks at each of a thousand agents
/// does not go through all of their spans for each of them.
class Attendance {
  public:
    Attendance() = default;
    /// `moments` are those at which is_other_online() will be asked.
    Attendance(std::vector<OnlineSpan> spans, Duration stale_after,
               const std::vector<TimePoint>& moments);

    /// On any device.
    [[nodiscard]] bool is_online(std::string_view agent, TimePoint at) const;
    /// Whether a span of the agent's began after the one moment and before the other.
    [[nodiscard]] bool came_back(std::string_view agent, TimePoint after, TimePoint before) const;
    /// Whether anybody but the agent is online.
    [[nodiscard]] bool is_other_online(std::string_view agent, TimePoint at) const;

  private:
    /// Two agents who are online then are enough: one of them is another, whoever asks.
    struct Moment {
        TimePoint at;
        std::vector<std::string> online{};
    };

    [[nodiscard]] Moment moment(TimePoint at) const;

    std::vector<OnlineSpan> spans_{};  ///< By agent.
    Duration stale_after_{};
    std::vector<Moment> moments_{};
};

}  // namespace postern
