// SPDX-License-Identifier: Apache-2.0
//
// Departures: one copy of a draft to an address, none to what is held, none beyond a cap, none from
// a domain that is set aside.
#include <algorithm>
#include <variant>

#include "postern/ledger/held_mailbox.hpp"

#include "invariants.hpp"

namespace postern::ledger {

namespace {

struct Leaving {
    const Decided& d;
    const Notification& n;
    std::vector<SenderCandidate> candidates;  ///< Of the destination that it leaves for.
};

std::string broken_copies(const Leaving& l) {
    const auto& comparison = l.d.terms.suppression.comparison;
    for (const auto& [id, other] : l.d.before.notifications) {
        const bool is_other = id != l.n.id && other.fate == Fate::sent;
        if (!is_other || other.account != l.n.account || other.draft != l.n.draft) continue;
        const bool is_alike =
            l.d.compares_alike && comparison.key(other.address) == comparison.key(l.n.address);
        if (other.address == l.n.address || is_alike) return "two copies of a draft to an address";
    }
    return "";
}

bool is_held(const Suppression& s, TimePoint now) {
    return !s.until || now < *s.until;
}

/// Of one of the cool-downs that are over: where two are, the other has to wait for its own.
bool has_probe_entered(const Leaving& l) {
    return std::any_of(l.d.changes.begin(), l.d.changes.end(), [&](const Change& change) {
        const auto* put = std::get_if<PutSuppression>(&change);
        return put != nullptr && put->suppression.probe == l.n.id;
    });
}

std::string broken_hold(const Leaving& l, const std::string& subject, bool is_own) {
    const auto found = l.d.before.suppressions.find(subject);
    if (found == l.d.before.suppressions.end()) return "";
    const auto& s = found->second;
    if (!is_own && s.cause != Cause::by_operator) return "";
    if (is_held(s, l.d.now)) return "sent to what is held: " + subject;
    if (s.step == 0) return "";
    const auto& terms = l.d.terms.suppression;
    if (s.probed && l.d.now < *s.probed + terms.probe_patience && s.probe != l.n.id) {
        return "sent beside the probe of " + subject;
    }
    if (!s.probed && !has_probe_entered(l)) return "a probe is not on record: " + subject;
    return "";
}

std::string broken_holds(const Leaving& l) {
    const auto& comparison = l.d.terms.suppression.comparison;
    const auto key = comparison.key(l.n.address);
    const auto of_agent = subject_of(l.n.agent, l.n.kind);
    auto fault = broken_hold(l, key, true);
    if (fault.empty()) fault = broken_hold(l, of_agent, true);
    if (fault.empty()) fault = broken_hold(l, held_mailbox(comparison, l.n.address), false);
    return fault;
}

long long of_account_today(const Leaving& l) {
    const auto midnight = std::chrono::floor<std::chrono::days>(l.d.now);
    long long sent = 0;
    for (const auto& [key, traffic] : l.d.before.accounts) {
        const auto& [domain, provider, account, hour] = key;
        const bool is_own = domain == l.n.sender_domain && account == l.n.account;
        if (is_own && hour >= midnight) sent += traffic.sent;
    }
    return sent;
}

bool has_others(const Leaving& l) {
    return std::any_of(l.d.before.notifications.begin(), l.d.before.notifications.end(),
                       [&](const auto& each) { return each.second.account != l.n.account; });
}

std::string broken_cap(const Leaving& l, const SenderCandidate& candidate) {
    if (!candidate.cap) return "";
    const auto day = std::chrono::floor<std::chrono::days>(l.d.now);
    const auto sent = l.d.before.days.find({candidate.domain, day});
    const auto left = *candidate.cap - (sent == l.d.before.days.end() ? 0 : sent->second);
    if (left <= 0) return "beyond the cap of " + candidate.domain;
    const auto own = of_account_today(l);
    if (has_others(l) && own > 0 && own >= left) return "beyond its share of the cap";
    return "";
}

/// How the domains stand when it leaves: a refusal may have changed that in the same decision.
std::vector<SenderStanding> standings_then(const Leaving& l) {
    Record then;
    then.standings = l.d.before.standings;
    for (const auto& change : l.d.changes) {
        const auto* put = std::get_if<PutNotification>(&change);
        if (put != nullptr && put->notification.id == l.n.id) break;
        if (std::holds_alternative<PutStanding>(change)) then.write({change});
    }
    return then.standings;
}

std::string broken_sender(const Leaving& l) {
    const auto found = std::find_if(l.candidates.begin(), l.candidates.end(),
                                    [&](const auto& c) { return c.domain == l.n.sender_domain; });
    if (found == l.candidates.end()) return "from a domain that is no candidate";
    if (found->message_id != l.n.message_id) return "under another domain's Message-ID";
    for (const auto& s : standings_then(l)) {
        const bool is_there = s.provider == l.n.provider || s.provider == kEveryProvider;
        const bool is_about = s.account.empty() || s.account == l.n.account;
        if (s.domain != l.n.sender_domain || !is_there || !is_about) continue;
        if (l.candidates.size() == 1 && s.cause == SenderCause::refused) continue;
        if (!s.recovered && (!s.until || l.d.now < *s.until)) return "from a suspended domain";
        const auto admitted = admission(s, l.d.now, l.d.terms.reputation);
        if (admitted == Admission::closed) return "beyond a round of probes";
    }
    return broken_cap(l, *found);
}

bool is_counted(const Leaving& l) {
    const auto counts = [&](const Change& change) {
        const auto* c = std::get_if<CountTraffic>(&change);
        return c != nullptr && c->domain == l.n.sender_domain && c->provider == l.n.provider &&
               c->account == l.n.account && c->at == l.d.now && c->more.sent == 1;
    };
    return std::count_if(l.d.changes.begin(), l.d.changes.end(), counts) == 1;
}

std::string broken_settling(const Leaving& l, const Settle& settle) {
    const auto& to = settle.to;
    const auto at = std::find_if(to.begin(), to.end(),
                                 [&](const auto& each) { return each.address == l.n.address; });
    if (at == to.end()) return "sent to no destination";
    const ReadyMessage message{l.n.sender_domain, l.n.rule};
    const bool is_ready =
        !at->ready || std::find(at->ready->begin(), at->ready->end(), message) != at->ready->end();
    if (!is_ready) return "sent before its message was ready";
    if (at != to.begin() && l.n.rule.empty()) return "sent to the fallback without a reason";
    return broken_sender({l.d, l.n, at->senders});
}

std::string broken_retry(const Leaving& l, const ProvedBounce& bounce) {
    const auto held =
        l.d.before.suppressions.find(l.d.terms.suppression.comparison.key(l.n.address));
    const bool is_new = !l.d.before.reports.contains({bounce.notification, 1, BounceUse::failure});
    if (is_new && held != l.d.before.suppressions.end() && !held->second.until) {
        return "sent again to what is held";
    }
    if (!bounce.again) return "sent again without its message";
    if (l.n.attempt != 2) return "sent again more often than once";
    const auto known = l.d.before.reports.find({bounce.notification, 1, BounceUse::failure});
    const auto refused =
        known == l.d.before.reports.end() ? bounce.sender_domain : known->second.sender_domain;
    if (l.n.sender_domain == refused) return "sent again from the domain that was refused";
    return broken_sender({l.d, l.n, bounce.again->senders});
}

}  // namespace

std::string broken_departure(const Decided& d) {
    for (const auto& change : d.changes) {
        const auto* put = std::get_if<PutNotification>(&change);
        if (put == nullptr || put->notification.fate != Fate::sent) continue;
        const Leaving l{d, put->notification, {}};
        auto fault = broken_copies(l);
        if (fault.empty() && !is_counted(l)) fault = "it left and is not counted once";
        if (const auto* settle = std::get_if<Settle>(&d.request); settle != nullptr) {
            if (fault.empty()) fault = broken_holds(l);
            if (fault.empty()) fault = broken_settling(l, *settle);
        } else if (fault.empty()) {
            fault = broken_retry(l, std::get<ApplyBounce>(d.request).bounce);
        }
        if (!fault.empty()) return fault + " (" + l.n.id + " from " + l.n.sender_domain + ")";
    }
    return "";
}

}  // namespace postern::ledger
