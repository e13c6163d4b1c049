// SPDX-License-Identifier: Apache-2.0
//
// OUT, hop 2: one agent's notification, decided with the facts of this moment.
//
// One value for each step: the seal is opened (presentation.hpp), the window looked at, the rules
// and forwards give a ruling (decide.hpp), DNS the ways (ways.hpp), the state the fate, and that
// the verdict. What leaves is made before its fate is recorded (made_messages.hpp), and nothing is
// rewritten or discarded before its fate is on record. Whether the address is suppressed is asked
// while recording (State::settle), so that no bounce and no other notification can come in between.
#include <algorithm>

#include "postern/base/log.hpp"
#include "postern/deliverability/obstacle.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/gateway/pass.hpp"
#include "postern/gateway/releases.hpp"
#include "postern/recipients/route.hpp"

#include "decide.hpp"
#include "made_messages.hpp"
#include "queue_file.hpp"
#include "record.hpp"
#include "settled.hpp"
#include "verdict_log.hpp"
#include "ways.hpp"

namespace postern {

namespace {

/// The window is still running: Postfix keeps it and is asked to present it at its end.
Verdict park(const Presentation& at, Notification n, State& state, ReleaseBook& releases) {
    n.fate = Fate::parked;
    n.decided.reset();
    releases.await(at.queue_file, n.agent, n.due);
    auto text = parking_text(n.due);
    state.park(std::move(n));
    return Verdict::tempfail({451, "4.7.0", std::move(text)});
}

/// No sender domain may be used: Postfix keeps it until one may be, or until it is given up.
Verdict wait_for_sender(const Presentation& at, const Settlement& settlement, TimePoint give_up,
                        ReleaseBook& releases) {
    // An operator's word is heeded at once (lookout.cpp). This is for what nothing tells of.
    constexpr auto kLookAgain = std::chrono::minutes{15};
    const auto& n = settlement.standing;
    const auto next = settlement.retry_at.value_or(at.now + kLookAgain);
    releases.await_sender(at.queue_file, n.agent, std::min(std::max(next, at.now), give_up));
    LogLine(Severity::warning, "no-sender-domain")
        .with("queue_id", n.queue_id)
        .with("rule", n.rule)
        .with("reason", n.reason)
        .with("provider", n.provider)
        .with("account", n.account)
        .with("until", settlement.retry_at ? format_time(*settlement.retry_at) : std::string{});
    return Verdict::tempfail({451, "4.7.1",
                              "postern: no sender domain may be used at " + n.provider + " now (" +
                                  n.rule + " " + n.reason + ")"});
}

/// Until it is decided it waits, also for us to recover from an error.
Verdict try_later(const Presentation& at, const Notification& n, ReleaseBook& releases,
                  std::string_view event, const Error& error) {
    LogLine(Severity::error, event)
        .with("queue_id", at.message.queue_id)
        .with("error", error.message());
    releases.await(at.queue_file, n.agent, at.now + at.configuration.settings.postfix.retry_after);
    return failure(error);
}

/// Sent, as far as anybody knows, and Postfix's queue did not show it since: somebody hands a copy
/// to OUT. Should our answer have been lost after all, the next listing shows it.
Verdict sent_already(const Presentation& at, const Notification& n, ReleaseBook& releases) {
    releases.look(at.now);
    LogLine(Severity::warning, "sent-already")
        .with("queue_id", at.message.queue_id)
        .with("draft_queue_id", n.queue_id)
        .with("draft", n.draft)
        .with("agent", n.agent)
        .with("client", at.message.client);
    return Verdict::tempfail(
        {451, "4.7.1", "postern: sent already, and Postfix's queue is looked at first"});
}

/// The limit was lowered while it was parked: what it says cannot be compared.
Verdict too_large(const Submission& message) {
    LogLine(Severity::error, "draft-too-large")
        .with("queue_id", message.queue_id)
        .with("draft_queue_id", claimed_queue_file(message.headers));
    return Verdict::tempfail({451, "4.3.4", "postern: larger than drafts.size-limit lets in"});
}

/// Nothing reaches the agent, and not because of what happened in the chat.
bool is_lost(const Notification& n) {
    return n.fate == Fate::withheld && (is_about_address(n.rule) || n.rule == kForwardLoop.id);
}

/// What nobody could send from in all its patience.
Ways given_up(Notification n, const Notification& waiting) {
    n.fate = Fate::withheld;
    n.rule = waiting.rule;
    n.reason = waiting.reason;
    return {std::move(n)};
}

}  // namespace

Verdict Gateway::judge_notification(const Configuration& configuration, const Submission& message) {
    const auto now = clock_.now();
    if (!claims_to_be_draft(configuration.settings, message))
        return let_out(configuration, message);
    auto opened = open_seal(configuration, message, now);
    if (const auto* refused = std::get_if<Verdict>(&opened)) {
        note_refusal(message, *refused, releases_);
        return *refused;
    }
    auto sealed = std::get<Sealed>(std::move(opened));
    auto n = record_of(sealed, message, configuration);
    n.decided = now;
    if (message.oversize) return too_large(message);
    if (!says_what_was_sealed(sealed.seal, message.headers, message.body))
        return changed(message, std::move(n));
    const Presentation at{configuration, message, std::move(sealed),
                          queue_file_of(message.headers, n.queue_id), now};
    return now < n.due ? park(at, std::move(n), state_, releases_) : decided(at, std::move(n));
}

/// Its window is over: the rules, then DNS, then the record.
Verdict Gateway::decided(const Presentation& at, Notification n) {
    const auto facts = directory_.notification_facts(
        at.sealed.draft, n.agent, {at.now, at.configuration.settings.presence.stale_after});
    if (!facts) return try_later(at, n, releases_, "directory-unavailable", facts.error());
    decide(n, at.sealed, *facts, at.configuration, at.now);
    const auto ways = ways_of(at, *facts, n);
    if (!ways) return try_later(at, n, releases_, "dns-unavailable", ways.error());
    return settled(at, *facts, *ways);
}

Verdict Gateway::settled(const Presentation& at, const NotificationFacts& facts, const Ways& ways) {
    const auto& n = ways.notification;
    const auto& terms = at.configuration.terms;
    MadeMessages made(at, facts, state_);
    const auto settlement = settle_what_is_made(ways, made, terms, state_);
    const bool waits = settlement && settlement->outcome == Settlement::Outcome::waits;
    if (!waits) return answered(at, made, n, settlement);
    const auto give_up = n.due + at.configuration.settings.reputation.give_up_after;
    if (at.now < give_up) return wait_for_sender(at, *settlement, give_up, releases_);
    const auto lost = given_up(n, settlement->standing);
    return answered(at, made, lost.notification, settle_what_is_made(lost, made, terms, state_));
}

/// What the record says, if it is on record.
Verdict Gateway::answered(const Presentation& at, MadeMessages& made, const Notification& decided,
                          const Result<Settlement>& recorded) {
    if (!recorded) return try_later(at, decided, releases_, "state-unavailable", recorded.error());
    const auto& settlement = *recorded;
    const auto fate = effective(decided, settlement);
    // What the site gave another address is not known by its agent in the queue.
    const bool leaves_again = settlement.outcome == Settlement::Outcome::stands &&
                              fate.fate == Fate::sent && at.sealed.rewritten_to.empty();
    if (leaves_again && !releases_.may_be_queued(at.queue_file, decided.agent))
        return sent_already(at, fate, releases_);
    releases_.arrived(at.queue_file, decided.agent);
    log_verdict(fate, at.message.queue_id, verdict_of(settlement.outcome, fate.fate),
                clock_.now() - at.now);
    if (fate.fate == Fate::sent) return Verdict::accept(made.of(fate));
    if (is_lost(fate)) {
        if (auto report = report_loss_if_possible(at.configuration, at.message, fate))
            return *std::move(report);
    }
    return Verdict::discard();
}

}  // namespace postern
