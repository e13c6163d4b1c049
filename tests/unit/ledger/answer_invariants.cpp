// SPDX-License-Identifier: Apache-2.0
//
// Answers that are known beforehand: what nothing speaks against is done, and what is decided is
// told as it was decided.
#include <algorithm>
#include <variant>

#include "postern/ledger/held_mailbox.hpp"

#include "invariants.hpp"

namespace postern::ledger {

namespace {

using Outcome = Settlement::Outcome;

std::string unless(bool holds, const char* fault) {
    return holds ? "" : fault;
}

std::string broken_reply(const Decided& d, const AcceptDraft& asked) {
    const auto& first = asked.notifications.front();
    bool further = false;
    for (const auto& [id, n] : d.before.notifications) {
        const bool is_of_draft = n.account == first.account && n.draft == first.draft;
        further = further || (is_of_draft && n.fate != Fate::issued && n.fate != Fate::given_up);
    }
    if (std::get<bool>(d.answer) == further) return "a draft was accepted twice, or not at all";
    const auto is_put = [](const Change& c) { return std::holds_alternative<PutNotification>(c); };
    const auto put = std::count_if(d.changes.begin(), d.changes.end(), is_put);
    return unless(further || put == std::ssize(asked.notifications),
                  "an agent of an accepted draft is not on record");
}

bool is_same_delivery(const Notification& before, const Notification& now) {
    const auto& earlier = now.earlier_deliveries;
    return before.delivery.empty() || before.delivery == now.delivery ||
           std::find(earlier.begin(), earlier.end(), before.delivery) != earlier.end();
}

std::string broken_repetition(const Decided& d, const Notification& before,
                              const Notification& now) {
    if (before.fate == Fate::set_aside || now.fate == Fate::set_aside) return "";
    const bool is_same = before.queue_id == now.queue_id && is_same_delivery(before, now);
    const auto& settlement = std::get<Settlement>(d.answer);
    if (settlement.outcome != (is_same ? Outcome::stands : Outcome::duplicate)) {
        return "a lost answer is taken for a copy, or a copy for a lost answer";
    }
    if (!(settlement.standing == before)) return "an earlier decision is told otherwise";
    return unless(d.changes.empty(), "something is recorded of what was decided before");
}

/// Whether nothing at all is held against whoever it is for, and no sender domain is in question.
bool is_undisputed(const Decided& d, const Settle& asked) {
    const auto& n = asked.notification;
    const auto& comparison = d.terms.suppression.comparison;
    for (const auto& subject : {comparison.key(n.address), subject_of(n.agent, n.kind),
                                held_mailbox(comparison, n.address)}) {
        if (d.before.suppressions.contains(subject)) return false;
    }
    const auto is_copy = [&](const auto& each) {
        const auto& other = each.second;
        return each.first != n.id && other.draft == n.draft && other.account == n.account &&
               other.fate == Fate::sent;
    };
    const auto& all = d.before.notifications;
    return d.before.standings.empty() && !asked.to[0].ready &&
           std::none_of(all.begin(), all.end(), is_copy);
}

std::string broken_sending(const Decided& d, const Settle& asked) {
    if (!is_undisputed(d, asked)) return "";
    const auto& settlement = std::get<Settlement>(d.answer);
    const auto& first = asked.to[0].senders.front();
    const auto day = std::chrono::floor<std::chrono::days>(d.now);
    if (d.before.days.contains({first.domain, day}) || *first.cap < 1) return "";
    if (settlement.outcome != Outcome::recorded) return "held back by nothing";
    return unless(settlement.standing.sender_domain == first.domain,
                  "the preferred domain is free and was not taken");
}

std::string broken_wait(const Settlement& settlement) {
    const auto& n = settlement.standing;
    if (settlement.outcome != Outcome::waits) return "";
    return unless(
        n.fate == Fate::parked && !n.decided && n.sender_domain.empty() && !n.rule.empty(),
        "what waits is not on record as parked");
}

std::string broken_suppressed(const Decided& d, const Settle& asked) {
    const auto& settlement = std::get<Settlement>(d.answer);
    if (settlement.outcome != Outcome::suppressed) return "";
    if (settlement.standing.fate != Fate::withheld) return "suppressed, and not withheld";
    const auto& n = asked.notification;
    const bool agent_is_held = d.before.suppressions.contains(subject_of(n.agent, n.kind));
    if (agent_is_held || asked.to.size() < 2) return "";
    const auto& comparison = d.terms.suppression.comparison;
    return unless(d.before.suppressions.contains(comparison.key(asked.to[1].address)),
                  "withheld although there is a fallback");
}

std::string broken_reply(const Decided& d, const Settle& asked) {
    const auto& n = asked.notification;
    const auto known = d.before.notifications.find(n.id);
    if (known != d.before.notifications.end() && is_decided(known->second.fate)) {
        return broken_repetition(d, known->second, n);
    }
    const auto& settlement = std::get<Settlement>(d.answer);
    const bool is_new =
        settlement.outcome != Outcome::stands && settlement.outcome != Outcome::duplicate;
    if (!is_new) return "what was not decided is taken for decided";
    if (n.fate != Fate::sent) {
        return unless(settlement.outcome == Outcome::recorded, "a verdict is not on record");
    }
    auto fault = broken_sending(d, asked);
    if (fault.empty()) fault = broken_wait(settlement);
    if (fault.empty()) fault = broken_suppressed(d, asked);
    return fault;
}

std::string broken_reply(const Decided& d, const Park& asked) {
    const auto known = d.before.notifications.find(asked.notification.id);
    const bool decided = known != d.before.notifications.end() && is_decided(known->second.fate);
    return unless(d.changes.empty() == decided, "what is parked is not on record");
}

std::string broken_reply(const Decided& d, const GiveUp& asked) {
    const auto& lost = asked.lost.front();
    const auto known = d.before.notifications.find(lost.id);
    const bool waits = known != d.before.notifications.end() && !is_final(known->second.fate) &&
                       known->second.queue_id == lost.queue_id;
    const auto given_up = std::get<std::vector<Notification>>(d.answer).size();
    return unless(given_up == (waits ? 1U : 0U), "given up wrongly, or not");
}

std::string broken_reply(const Decided& d, const ClaimLossReport& asked) {
    const auto last = d.before.loss_reports.find(asked.account);
    const bool is_recent =
        last != d.before.loss_reports.end() && asked.at < last->second.at + std::chrono::days{1};
    const bool is_own =
        last != d.before.loss_reports.end() && last->second.notification == asked.notification;
    return unless(std::get<bool>(d.answer) == (is_own || !is_recent),
                  "an account is told twice a day, or never");
}

/// What a first strike leads to, where nothing was held and nothing lifted since.
std::string broken_first_strike(const Decided& d, const ProvedBounce& b) {
    const auto subject = d.terms.suppression.comparison.key(b.address);
    const auto lifted = d.before.lifted.find(subject);
    const bool is_news = lifted == d.before.lifted.end() || b.sent >= lifted->second;
    const bool is_first = is_news && !d.before.suppressions.contains(subject);
    const bool is_unknown = b.outcome.bounce_class == BounceClass::user_unknown &&
                            b.outcome.action == DeliveryAction::failed;
    if (!is_first || !is_unknown) return "";
    const auto& effect = std::get<BounceEffect>(d.answer);
    if (!effect.standing || effect.standing->subject != subject) {
        return "an unknown address is not held";
    }
    return unless(effect.standing->until.has_value() == b.outcome.is_only_likely,
                  "held for good on what is only likely, or for a time on what is certain");
}

std::string broken_reply(const Decided& d, const ApplyBounce& asked) {
    const auto& b = asked.bounce;
    const auto& effect = std::get<BounceEffect>(d.answer);
    const auto use = use_of(b.outcome);
    const auto known = d.before.reports.find({b.notification, b.attempt, use});
    const bool is_token = use == BounceUse::failure || use == BounceUse::complaint;
    if (known == d.before.reports.end()) {
        const auto is_record = [](const Change& c) {
            return std::holds_alternative<RecordBounce>(c);
        };
        if (std::none_of(d.changes.begin(), d.changes.end(), is_record)) {
            return "a report is not on record";
        }
        return broken_first_strike(d, b);
    }
    const bool is_same = known->second.delivery == b.delivery;
    const bool was_retried = known->second.effect == "retried";
    if (!is_token) return "";
    if (is_same && was_retried) {
        return unless(effect.outcome != BounceEffect::Outcome::replayed,
                      "a lost answer to a report is taken for a replay");
    }
    if (effect.outcome != BounceEffect::Outcome::replayed) return "a replay is taken for news";
    return unless(d.changes.size() == 1, "a replay is not counted, or does more");
}

std::string broken_reply(const Decided& /*d*/, const Disbelieve& /*asked*/) {
    return "";
}

std::string broken_reply(const Decided& d, const Suppress& asked) {
    const auto& comparison = d.terms.suppression.comparison;
    const auto subject = held_mailbox(comparison, asked.suppressions.front().subject);
    const bool keeps = asked.if_held == IfHeld::keep && d.before.suppressions.contains(subject);
    return unless(std::get<int>(d.answer) == (keeps ? 0 : 1), "an operator's word is not taken");
}

std::string broken_reply(const Decided& d, const Lift& asked) {
    const auto& named = asked.subjects.front();
    const auto key = d.terms.suppression.comparison.key(named);
    const bool is_held =
        d.before.suppressions.contains(named) || d.before.suppressions.contains(key);
    return unless(std::get<int>(d.answer) == (is_held ? 1 : 0), "what is held is not lifted");
}

bool ends_before(const std::optional<TimePoint>& one, const std::optional<TimePoint>& other) {
    return one && (!other || *one < *other);
}

std::string broken_reply(const Decided& d, const SuspendSender& asked) {
    const auto& wanted = asked.standing;
    const auto* const put = std::get_if<PutStanding>(&d.changes.front());
    if (put == nullptr) return "an operator's suspension is not on record";
    const auto& next = put->standing;
    if (ends_before(next.until, wanted.until)) return "an operator's suspension is cut short";
    for (const auto& s : d.before.standings) {
        const bool is_same = s.domain == wanted.domain && s.provider == wanted.provider;
        const bool is_suspended = !s.recovered && (!s.until || d.now < *s.until);
        if (!is_same || !s.account.empty() || !is_suspended) continue;
        if (ends_before(next.until, s.until)) return "a suspension was shortened by another";
    }
    return "";
}

std::string broken_reply(const Decided& d, const ResumeSender& asked) {
    const auto open =
        std::count_if(d.before.standings.begin(), d.before.standings.end(),
                      [&](const auto& s) { return s.domain == asked.domain && !s.recovered; });
    return unless(std::get<int>(d.answer) == open, "a suspended domain is not resumed");
}

}  // namespace

std::string broken_answer(const Decided& d) {
    return std::visit([&](const auto& asked) { return broken_reply(d, asked); }, d.request);
}

}  // namespace postern::ledger
