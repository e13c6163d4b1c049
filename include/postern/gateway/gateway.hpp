// SPDX-License-Identifier: Apache-2.0
//
// The gateway: one function per role, message in, verdict out. What a decision needs is gathered,
// judged by pure functions, recorded, and only then answered.
//
//   DRAFT   draft_recipient(), draft()   is it a draft, from whom, is it sound; to which agents
//   OUT     notification()               is one agent notified of it, where, and how it reads
//
// Thread-safe. Every error of the world becomes a 4xx (verdict.hpp) and, on OUT, an early new try.
// The three at the end of a message do not throw for what a message contains: a defect is answered
// 451 as well, and what meets one again and again is set aside on hold (defects.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "postern/base/clock.hpp"
#include "postern/base/guarded.hpp"
#include "postern/base/spell.hpp"
#include "postern/deliverability/coverage.hpp"
#include "postern/gateway/configuration.hpp"
#include "postern/gateway/defects.hpp"
#include "postern/gateway/hold_book.hpp"
#include "postern/gateway/submission.hpp"
#include "postern/gateway/verdict.hpp"
#include "postern/store/directory.hpp"
#include "postern/store/state.hpp"

namespace postern {

/// Asks Postfix to present parked mail again (releases.hpp).
class ReleaseBook {
  public:
    ReleaseBook() = default;
    ReleaseBook(const ReleaseBook&) = delete;
    ReleaseBook& operator=(const ReleaseBook&) = delete;
    virtual ~ReleaseBook() = default;

    /// The agent's notification waits in hop 1's queue file `queue_id`: present that at `due`.
    virtual void await(const std::string& queue_id, const std::string& agent, TimePoint due) = 0;
    /// The same, where it waits for a sender domain: earlier, if one is used again before that.
    virtual void await_sender(const std::string& queue_id, const std::string& agent,
                              TimePoint due) {
        await(queue_id, agent, due);
    }
    /// It was presented and decided: it waits no more.
    virtual void arrived(const std::string& queue_id, const std::string& agent) = 0;
    /// Whether Postfix may still have that notification in that file: false where the queue was
    /// listed and it did not wait there, or OUT has decided it since.
    virtual bool may_be_queued(const std::string& /*queue_id*/, const std::string& /*agent*/) {
        return true;
    }
    /// OUT refused for good what came of that queue file: Postfix gives it up.
    virtual void refused(const std::string& /*queue_id*/) {}
    /// Postfix's queue is to be listed by then.
    virtual void look(TimePoint /*by*/) {}
};

struct Kept;
class MadeMessages;
struct Presentation;
struct Ways;

class Gateway {
  public:
    Gateway(Directory& directory, State& state, ReleaseBook& releases, const Clock& clock)
        : directory_(directory), state_(state), releases_(releases), clock_(clock) {}

    /// RCPT on DRAFT: recipients in the drafts domain must be accounts, and submitters allowed.
    Verdict draft_recipient(const Configuration& configuration, const Submission& so_far,
                            const std::string& recipient);

    /// End of message on DRAFT.
    Verdict draft(const Configuration& configuration, const Submission& message);

    /// End of message on OUT.
    Verdict notification(const Configuration& configuration, const Submission& message);

    /// End of message on BOUNCE: recorded and discarded, kept as it is, or 451; never a 5xx.
    Verdict bounce(const Configuration& configuration, const Submission& message);

    /// What Postfix's hold queue had for return paths at some time after `began`.
    void held_in_queue(const Configuration& configuration, const std::vector<HeldBounce>& held,
                       TimePoint began);

  private:
    /// `judge()`, or what becomes of a message that meets a defect there: 451, and `set_aside(why)`
    /// once that has happened too often.
    template <typename Judge, typename SetAside>
    Verdict guarded(const Submission& message, Judge judge, SetAside set_aside);
    Verdict set_aside(const Configuration& configuration, const Submission& message,
                      const std::string& why);
    /// `n` carries a genuine seal and does not say what was sealed.
    Verdict changed(const Submission& message, Notification n);

    Verdict judge_draft(const Configuration& configuration, const Submission& message);
    Verdict judge_notification(const Configuration& configuration, const Submission& message);
    Verdict judge_bounce(const Configuration& configuration, const Submission& message);
    Verdict decided(const Presentation& at, Notification n);
    Verdict settled(const Presentation& at, const NotificationFacts& facts, const Ways& ways);
    Verdict answered(const Presentation& at, MadeMessages& made, const Notification& decided,
                     const Result<Settlement>& recorded);

    Verdict act_on(const Configuration& configuration, const Submission& message,
                   const BounceReport& report, const Notification& n, ProvedBounce bounce);

    /// It changes nothing: on hold, or discarded where that is full.
    Verdict keep(const Configuration& configuration, const Kept& kept, const Submission& message);
    /// The suppression that holds the address now, if one does.
    Result<std::optional<Suppression>> held_against(const Configuration& configuration,
                                                    const Address& address);
    /// The reason that stands in the way of an address now, "" where none does. ErrorCode::
    /// unavailable where the state does not say.
    Result<std::string> obstruction_of(const Configuration& configuration, const Address& address);
    /// A notification was lost: where that holds for its whole account and was not told today, it
    /// is, in the log and in a report to the account's owner that the message is turned into.
    std::optional<Verdict> report_loss(const Configuration& configuration,
                                       const Submission& message, const Notification& lost);
    std::optional<Verdict> report_loss_if_possible(const Configuration& configuration,
                                                   const Submission& message,
                                                   const Notification& lost);
    std::optional<Coverage> loss_of(const Configuration& configuration, const DraftFacts& facts);
    Verdict agent_recipient(const Configuration& configuration, const std::string& account,
                            const std::string& path);
    std::optional<Verdict> refusal_of(const Configuration& configuration, const Address& address);

    Directory& directory_;
    State& state_;
    ReleaseBook& releases_;
    const Clock& clock_;
    Defects defects_;

    struct OnHold {
        HoldBook book;
        Spell full;
        std::int64_t discarded = 0;  ///< Since it is full.
    };
    Guarded<OnHold> held_;
};

/// Whether this client may submit drafts.
bool may_submit(const Settings& settings, const Submission& message);

/// Whether the message claims to be a draft: by a Postern-* field, or by a recipient in the drafts
/// domain.
bool claims_to_be_draft(const Settings& settings, const Submission& message);

/// Mail of somebody who may not submit drafts: as it came, but without Postern-* fields.
Verdict without_draft_fields(const Submission& message);

/// "local" of "<local@drafts domain>", or "" where the path is in another domain.
std::string_view local_in_drafts_domain(const Settings& settings, std::string_view path);

}  // namespace postern
