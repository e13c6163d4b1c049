// SPDX-License-Identifier: Apache-2.0
//
// What settling a notification came to.
#pragma once

#include <optional>

#include "postern/base/time.hpp"
#include "postern/chat/notification.hpp"

namespace postern {

struct Settlement {
    enum class Outcome {
        recorded,    ///< This verdict is now the notification's fate.
        merged,      ///< Recorded as merged: `standing` went (or goes) to the same address.
        duplicate,   ///< Another copy was settled already, in `standing`; nothing recorded.
        suppressed,  ///< Recorded as withheld, in `standing`: the address, or the agent for this
                     ///< kind, is suppressed.
        diverted,  ///< The address is suppressed: recorded as sent to the fallback, in `standing`,
                   ///< with the rule that objected.
        stands,    ///< Decided before, and the same delivery presents it again: the earlier
                   ///< decision, in `standing`, is to be carried out again.
        unready,   ///< Nothing recorded: it would leave as `standing` says, and no message is ready
                   ///< that does (Destination::ready).
        waits,     ///< No sender domain may be used now: recorded as parked, in `standing`, with
                   ///< the rule (S1, S2) that says why.
    };
    Outcome outcome = Outcome::recorded;
    Notification standing{};              ///< What is on record now.
    std::optional<TimePoint> retry_at{};  ///< When a sender domain may be used, where it waits.
};

}  // namespace postern
