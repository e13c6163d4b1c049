// SPDX-License-Identifier: Apache-2.0
//
// What the ledger is asked for: one value a request, and the type of its reply. What each means is
// said at the function of State that asks for it (postern/store/state.hpp).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "postern/chat/notification.hpp"
#include "postern/ledger/author.hpp"
#include "postern/ledger/bounce.hpp"
#include "postern/ledger/destination.hpp"
#include "postern/ledger/held_mailbox.hpp"
#include "postern/ledger/settlement.hpp"
#include "postern/ledger/terms.hpp"

namespace postern::ledger {

struct AcceptDraft {
    std::vector<Notification> notifications;
    using Reply = bool;
};
struct Settle {
    Notification notification;
    std::vector<Destination> to;
    using Reply = Settlement;
};
struct Park {
    Notification notification;
    using Reply = std::monostate;
};
struct GiveUp {
    std::vector<GivenUp> lost;
    using Reply = std::vector<Notification>;
};
struct ClaimLossReport {
    std::string account;
    std::string notification;
    TimePoint at;
    using Reply = bool;
};
struct ApplyBounce {
    ProvedBounce bounce;
    using Reply = BounceEffect;
};
struct Disbelieve {
    std::string victim;
    Disbelief why = Disbelief::forged;
    TimePoint at;
    using Reply = std::monostate;
};
struct Suppress {
    std::vector<Suppression> suppressions;
    IfHeld if_held = IfHeld::replace;
    Author author;
    using Reply = int;
};
struct Lift {
    std::vector<std::string> subjects;
    Author author;
    using Reply = int;
};
struct SuspendSender {
    SenderStanding standing;
    Author author;
    using Reply = std::monostate;
};
struct ResumeSender {
    std::string domain;
    std::string provider;  ///< Empty: at every one.
    Author author;
    using Reply = int;
};

using Request = std::variant<AcceptDraft, Settle, Park, GiveUp, ClaimLossReport, ApplyBounce,
                             Disbelieve, Suppress, Lift, SuspendSender, ResumeSender>;

/// A request, and the terms that it is decided by.
struct Asked {
    Request request;
    SharedTerms terms{};
};

/// The reply to any of them.
using Answer =
    std::variant<std::monostate, bool, int, Settlement, std::vector<Notification>, BounceEffect>;

}  // namespace postern::ledger
