// SPDX-License-Identifier: Apache-2.0
//
// The state: every draft that was accepted and the fate of every notification that came of it.
//
// One writer owns the database and commits in batches; whoever waits for accept() or settle()
// returns only after the commit that holds the record is durable (fsync). Because that writer
// alone decides, in one order, two sessions can never both claim the same notification or the
// same (draft, address). Thread-safe; ErrorCode::unavailable when the database cannot be written
// now, and the next call tries again: reopening, and creating it where it was lost.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "postern/base/clock.hpp"
#include "postern/base/result.hpp"
#include "postern/base/time.hpp"
#include "postern/chat/draft.hpp"
#include "postern/chat/notification.hpp"
#include "postern/ledger/settlement.hpp"
#include "postern/ledger/terms.hpp"
#include "postern/store/directory.hpp"
#include "postern/store/senders.hpp"
#include "postern/store/suppressions.hpp"
#include "postern/store/trails.hpp"

namespace postern {

class Pulses;

struct NotificationFilter {
    std::string account{}, draft{}, agent{}, chat{}, address{};
    std::string rule{}, reason{}, queue_id{}, id{};
    std::optional<Kind> kind{};
    std::vector<Fate> fates{};
    std::optional<TimePoint> since{}, until{};  ///< By time of acceptance.
    int limit = 1000;                           ///< Newest first.
};

class State : public Suppressions, public Senders, public Trails {
  public:
    /// Records a draft as accepted, one notification (issued, or withheld by a rule that is final
    /// on arrival) per agent. False: it was seen before and is not to be issued again. "Seen"
    /// means that one of its notifications got further than `issued` (or that it had none): what
    /// is recorded at end of message is tentative until Postfix has queued it, so a draft of which
    /// only that is known is issued again, under its new queue id. So is one whose notifications
    /// were all given up: nothing of it exists any more.
    virtual Result<bool> accept(std::vector<Notification> notifications) = 0;

    /// Records a fate (sent or withheld) unless an earlier one stands in its way. Rules, in order:
    /// a final fate under another queue id, or by another delivery, makes it a duplicate; by the
    /// same one it stands; `sent` to an address that another agent of the same
    /// draft was sent to is recorded as merged (rule kSameAddress); `sent` to what is suppressed
    /// at that moment is recorded as withheld (kDeliverabilityRules); else it is recorded, as
    /// leaving from the first sender domain of its destination that may be used now. Where the
    /// address is what is suppressed, and not the agent, it goes to the second destination, the
    /// fallback, instead, unless that is suppressed too; to a fallback that had another agent's
    /// copy of the draft it is merged. What would leave without its message being ready is not
    /// recorded (`unready`). `set_aside` stands in the place of whatever was recorded under the
    /// same queue id.
    virtual Result<Settlement> settle(Notification notification, std::vector<Destination> to,
                                      ledger::SharedTerms terms) = 0;
    /// By the terms that the state was opened with, as wherever none are given.
    Result<Settlement> settle(Notification notification, std::vector<Destination> to);
    /// Likewise, to its address and nowhere else, from its sender domain and no other.
    Result<Settlement> settle(Notification notification);

    /// Whether that notification's message may become the report that nobody of its account can be
    /// reached: once in a day, and again for the same notification.
    virtual Result<bool> claim_report(const std::string& account, const std::string& notification,
                                      TimePoint at) = 0;

    /// Records that it is parked, some time soon; not waited for, lost with the process.
    virtual void park(Notification notification) = 0;

    /// Records each as given up that is neither decided nor waits in another queue file now.
    /// Returns those that were recorded. Of what was accepted before the record was put back from a
    /// copy nobody knows more than that (gave_up::kRestored), unless OUT refused it.
    virtual Result<std::vector<Notification>> give_up(std::vector<GivenUp> lost) = 0;

    /// Takes a draft that was a trial off the record: its notifications, what came back for them,
    /// and whom that had suppressed. What its departure says of a sender domain stays: it is true
    /// whoever the mail was for. Returns how many notifications those were.
    virtual Result<int> forget(const std::string& account, const std::string& draft) = 0;

    /// Everything that is not final, oldest due first: what a restarted daemon must wake up.
    virtual Result<std::vector<Notification>> unfinished() = 0;

    virtual Result<std::vector<Notification>> find(const NotificationFilter& filter) = 0;
};

struct StateOptions {
    DatabaseOptions database;
    Duration keep = std::chrono::days{90};  ///< What is older is pruned, hourly.
    const Clock* clock = nullptr;           ///< For pruning; the system's where none is given.
    ledger::Terms terms{};                  ///< For requests that bring none.
    bool read_only = false;                 ///< For the command line: must exist, is not migrated.
    bool prunes = true;                     ///< posternd's work, which the command line leaves it.
    Pulses* pulses = nullptr;               ///< Where the writer is watched.
};

/// Opens or creates the state.
Result<std::unique_ptr<State>> open_state(const StateOptions& options);

}  // namespace postern
