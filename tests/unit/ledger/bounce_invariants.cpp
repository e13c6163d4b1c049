// SPDX-License-Identifier: Apache-2.0
//
// Bounces: nobody is suppressed without a fault of the recipient's, no sender domain is suspended
// without a refusal of ours or a complaint, and nothing acts twice.
#include <algorithm>
#include <set>
#include <variant>

#include "invariants.hpp"

namespace postern::ledger {

namespace {

bool is_used(const Decided& d, const ProvedBounce& b, BounceUse use) {
    return d.before.reports.contains({b.notification, b.attempt, use});
}

bool is_probe(const Decided& d, Suppression next) {
    const auto known = d.before.suppressions.find(next.subject);
    if (known == d.before.suppressions.end()) return false;
    next.probe = known->second.probe;
    next.probed = known->second.probed;
    return next == known->second;
}

bool is_recipients_fault(const BounceOutcome& outcome) {
    if (outcome.bounce_class == BounceClass::complaint) return true;
    return outcome.action == DeliveryAction::failed &&
           fault_of(outcome.bounce_class) == Fault::recipient;
}

std::string broken_strike(const Decided& d, const Suppression& next, const ProvedBounce& b) {
    const auto& comparison = d.terms.suppression.comparison;
    const bool complains = b.outcome.bounce_class == BounceClass::complaint;
    if (!is_recipients_fault(b.outcome)) return "held without a recipient's fault";
    const auto subject = complains ? subject_of(b.agent, b.kind) : comparison.key(b.address);
    if (next.subject != subject) return "another is held than whose fault it is";
    if (is_used(d, b, complains ? BounceUse::complaint : BounceUse::failure)) {
        return "a token acted twice";
    }
    const auto lifted = d.before.lifted.find(subject);
    if (lifted != d.before.lifted.end() && b.sent < lifted->second) {
        return "held again for what an operator knew of";
    }
    const auto known = d.before.suppressions.find(subject);
    const bool holds = known != d.before.suppressions.end() && known->second.step > 0;
    if (holds && next.step > known->second.step && b.sent < known->second.last) {
        return "one full mailbox took two steps";
    }
    return next.until || complains || next.cause != Cause::mailbox_full
               ? ""
               : "a full mailbox is held for good";
}

std::string broken_put(const Decided& d, const Suppression& next) {
    if (std::holds_alternative<Suppress>(d.request)) return "";
    if (is_probe(d, next)) return "";
    if (const auto* bounce = std::get_if<ApplyBounce>(&d.request)) {
        return broken_strike(d, next, bounce->bounce);
    }
    return "held by something that is no bounce";
}

std::string broken_removal(const Decided& d, const std::string& subject) {
    if (std::holds_alternative<Lift>(d.request)) return "";
    const auto* bounce = std::get_if<ApplyBounce>(&d.request);
    const bool is_delivered =
        bounce != nullptr && bounce->bounce.outcome.bounce_class == BounceClass::delivered;
    const auto& held = d.before.suppressions.at(subject);
    if (!is_delivered || held.cause == Cause::by_operator || !held.until) {
        return "what is held was cleared by something else than its delivery";
    }
    return "";
}

bool is_refusal(const ProvedBounce& b) {
    const auto action = b.outcome.action;
    return fault_of(b.outcome) == Fault::sender && b.origin == ReportOrigin::ours &&
           (action == DeliveryAction::failed || action == DeliveryAction::delayed);
}

std::size_t accounts_that_say_so(const Decided& d, const SenderChange& change, bool complain) {
    const auto& b = std::get<ApplyBounce>(d.request).bounce;
    std::set<std::string> accounts;
    if (!complain || b.vouched) accounts.insert(b.account);
    for (const auto& [who, told] : d.before.evidence) {
        const bool complains = who.kind == EvidenceKind::complaint;
        const bool refuses = who.kind == EvidenceKind::refused || who.kind == EvidenceKind::delayed;
        const bool is_about = who.domain == change.domain && who.provider == change.provider;
        if (is_about && (complain ? complains : refuses)) accounts.insert(who.account);
    }
    return accounts.size();
}

std::string broken_suspension(const Decided& d, const SenderChange& change) {
    if (change.what != "suspended" || change.author != "bounce") return "";
    const auto& b = std::get<ApplyBounce>(d.request).bounce;
    const bool complains = b.outcome.bounce_class == BounceClass::complaint;
    if (!complains && !is_refusal(b)) return "a domain is suspended without a refusal of ours";
    if (is_used(d, b, use_of(b.outcome))) return "a token acted twice on a domain";
    const auto delay = d.before.reports.find({b.notification, b.attempt, BounceUse::delay});
    const bool was_put_off = delay != d.before.reports.end() && delay->second.fault == "sender";
    if (!complains && was_put_off) return "a refusal counts twice, as a delay and as a failure";
    if (change.domain != b.sender_domain) return "another domain is suspended than was refused";
    if (!change.account.empty()) return complains ? "an account's complaint is everybody's" : "";
    const auto needed = static_cast<std::size_t>(d.terms.reputation.witnesses);
    return accounts_that_say_so(d, change, complains) < needed ? "too few accounts say so" : "";
}

}  // namespace

std::string broken_suppression(const Decided& d) {
    for (const auto& change : d.changes) {
        std::string fault;
        if (const auto* put = std::get_if<PutSuppression>(&change)) {
            fault = broken_put(d, put->suppression);
        } else if (const auto* gone = std::get_if<RemoveSuppression>(&change)) {
            fault = broken_removal(d, gone->subject);
        }
        if (!fault.empty()) return fault;
    }
    return "";
}

std::string broken_standing(const Decided& d) {
    for (const auto& change : d.changes) {
        const auto* entry = std::get_if<SenderChange>(&change);
        if (entry == nullptr) continue;
        if (auto fault = broken_suspension(d, *entry); !fault.empty()) return fault;
    }
    return "";
}

}  // namespace postern::ledger
