// SPDX-License-Identifier: Apache-2.0
#include "postern/ledger/reach.hpp"

#include <variant>

#include "postern/ledger/book.hpp"

#include "bounced.hpp"
#include "departure.hpp"
#include "objection.hpp"
#include "rules.hpp"

namespace postern::ledger {

namespace {

using Text = std::string;

/// What sending a notification to its address looks at, besides the sender domains.
void reach_address(Reach& reach, const Notification& n, const Terms& terms) {
    reach.notifications.sent_to.insert(sent_to_of(n, terms));
    reach.suppressions.subjects.merge(subjects_of(n, terms.suppression));
}

Reach reach_for(const AcceptDraft& request, const Terms& /*terms*/) {
    Reach reach;
    if (request.notifications.empty()) return reach;
    const auto& first = request.notifications.front();
    reach.notifications.drafts.insert({first.account, first.draft});
    return reach;
}

Reach reach_for(const Settle& request, const Terms& terms) {
    const auto& n = request.notification;
    Reach reach;
    reach.notifications.ids.insert(n.id);
    if (n.fate != Fate::sent) return reach;
    reach_address(reach, n, terms);
    if (!request.to.empty()) {
        reach_choice(reach, request.to.front(), n.account, n.decided.value_or(n.due));
    }
    return reach;
}

Reach reach_for(const Park& request, const Terms& /*terms*/) {
    Reach reach;
    reach.notifications.ids.insert(request.notification.id);
    return reach;
}

Reach reach_for(const GiveUp& request, const Terms& /*terms*/) {
    Reach reach;
    reach.notifications.restored = true;
    for (const auto& each : request.lost) reach.notifications.ids.insert(each.id);
    return reach;
}

Reach reach_for(const ClaimLossReport& request, const Terms& /*terms*/) {
    Reach reach;
    reach.notifications.loss_reports.insert(request.account);
    return reach;
}

Reach reach_for(const ApplyBounce& request, const Terms& terms) {
    return reach_of_bounce(request.bounce, terms);
}

Reach reach_for(const Disbelieve& request, const Terms& /*terms*/) {
    Reach reach;
    reach.suppressions.disbelieved.insert({request.victim, Text(name_of(request.why))});
    reach.suppressions.victims = true;
    return reach;
}

Reach reach_for(const Suppress& request, const Terms& terms) {
    Reach reach;
    if (request.if_held == IfHeld::replace) return reach;
    for (const auto& each : request.suppressions) {
        reach.suppressions.subjects.insert(subject_of_operator(each, terms.suppression));
    }
    return reach;
}

Reach reach_for(const Lift& request, const Terms& terms) {
    Reach reach;
    for (const auto& named : request.subjects) {
        reach.suppressions.subjects.insert(named);
        reach.suppressions.subjects.insert(terms.suppression.comparison.key(named));
    }
    return reach;
}

Reach reach_for(const SuspendSender& request, const Terms& /*terms*/) {
    Reach reach;
    reach.senders.standings.insert({request.standing.provider, ""});
    return reach;
}

Reach reach_for(const ResumeSender& request, const Terms& /*terms*/) {
    Reach reach;
    reach.senders.standings_of.insert(request.domain);
    return reach;
}

bool is_held(const Notification& n, const Book& book, const Terms& terms) {
    for (const auto& subject : subjects_of(n, terms.suppression)) {
        if (is_address_subject(subject) && book.suppressions.find(subject)) return true;
    }
    return false;
}

/// The fallback, where anything is held against the address itself.
Reach reach_fallback(const Settle& request, const Book& book, const Terms& terms) {
    auto n = request.notification;
    if (n.fate != Fate::sent || request.to.size() < 2 || !is_held(n, book, terms)) return {};
    n.address = request.to[1].address;
    Reach reach;
    reach_address(reach, n, terms);
    reach_choice(reach, request.to[1], n.account, n.decided.value_or(n.due));
    return reach;
}

/// Where the bounce's notification may leave once more, and whom a replay is counted for.
Reach reach_again(const ProvedBounce& bounce, const Book& book, const Terms& terms) {
    Reach reach;
    if (is_used(bounce, book)) {
        reach.suppressions.disbelieved.insert(disbelief_of_replay(bounce));
        reach.suppressions.victims = true;
    }
    const auto n = book.notifications.find(bounce.notification);
    if (!n || !bounce.again) return reach;
    reach.suppressions.subjects.merge(subjects_of(*n, terms.suppression));
    reach_choice(reach, {n->address, n->provider, bounce.again->senders}, n->account, bounce.at);
    return reach;
}

void merge(NotificationReach& into, NotificationReach& more) {
    into.ids.merge(more.ids);
    into.drafts.merge(more.drafts);
    into.sent_to.merge(more.sent_to);
    into.loss_reports.merge(more.loss_reports);
    into.accounts |= more.accounts;
    into.restored |= more.restored;
}

void merge(SuppressionReach& into, SuppressionReach& more) {
    into.subjects.merge(more.subjects);
    into.lifted.merge(more.lifted);
    into.reports.merge(more.reports);
    into.disbelieved.merge(more.disbelieved);
    into.victims |= more.victims;
}

void merge(SenderReach& into, SenderReach& more) {
    into.standings.merge(more.standings);
    into.standings_of.merge(more.standings_of);
    into.traffic.merge(more.traffic);
    into.accounts.merge(more.accounts);
    into.sent_on.merge(more.sent_on);
    into.evidence.merge(more.evidence);
    into.refusals.merge(more.refusals);
}

}  // namespace

void merge(Reach& into, Reach more) {
    merge(into.notifications, more.notifications);
    merge(into.suppressions, more.suppressions);
    merge(into.senders, more.senders);
}

Reach reach_of(const Request& request, const Terms& terms) {
    return std::visit([&](const auto& each) { return reach_for(each, terms); }, request);
}

Reach reach_beyond(const Request& request, const Book& book, const Terms& terms) {
    if (const auto* settle = std::get_if<Settle>(&request)) {
        return reach_fallback(*settle, book, terms);
    }
    if (const auto* bounce = std::get_if<ApplyBounce>(&request)) {
        return reach_again(bounce->bounce, book, terms);
    }
    return {};
}

}  // namespace postern::ledger
