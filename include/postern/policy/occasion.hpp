// SPDX-License-Identifier: Apache-2.0
//
// An Occasion: everything that is known when it is decided whether one agent is notified of one
// draft. Gathered first, then judged; the rules see nothing else.
#pragma once

#include <vector>

#include "postern/base/time.hpp"
#include "postern/chat/account.hpp"
#include "postern/chat/draft.hpp"
#include "postern/chat/presence.hpp"
#include "postern/config/settings.hpp"

namespace postern {

using OpenedBy = PolicySettings::OpenedBy;

/// The settings that rules depend on.
struct Terms {
    Duration window{};  ///< The grace window of the draft's kind.
    OpenedBy opened_by = OpenedBy::agent;
};

struct Occasion {
    const Draft& draft;
    const Account& account;
    const Agent& agent;
    /// Of everybody in the chat's scope, the agent included, from the event until now.
    const Attendance& presence;
    /// Empty where the directory does not know the chat.
    const std::vector<ChatEvent>& events;
    Terms terms;
    TimePoint now;

    [[nodiscard]] TimePoint deadline() const { return draft.occurred + terms.window; }
};

}  // namespace postern
