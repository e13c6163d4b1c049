// SPDX-License-Identifier: Apache-2.0
//
// Fates: what is final stays, and what is decided is on record.
#include "invariants.hpp"

#include <algorithm>
#include <variant>

namespace postern::ledger {

namespace {

bool is_of_delivery(const Notification& before, const Notification& now) {
    const auto& earlier = now.earlier_deliveries;
    return before.delivery == now.delivery ||
           std::find(earlier.begin(), earlier.end(), before.delivery) != earlier.end();
}

/// Whether the request may change what was decided so.
bool may_replace(const Notification& before, const Notification& next, const Request& request) {
    if (std::holds_alternative<ApplyBounce>(request)) {
        return before.fate == Fate::sent && next.fate == Fate::sent;
    }
    const auto* settle = std::get_if<Settle>(&request);
    if (settle == nullptr || before.queue_id != next.queue_id) return false;
    const auto& asked = settle->notification;
    if (before.fate == Fate::set_aside) {
        return asked.reason != kChanged || is_of_delivery(before, asked);
    }
    return asked.fate == Fate::set_aside && asked.reason != kChanged &&
           is_of_delivery(before, asked);
}

std::string broken_put(const Decided& d, const PutNotification& change) {
    const auto& next = change.notification;
    const auto known = d.before.notifications.find(next.id);
    if (known == d.before.notifications.end() || !is_decided(known->second.fate)) return "";
    if (may_replace(known->second, next, d.request)) return "";
    return "a final fate was lost: " + next.id + " was " + std::string(name_of(known->second.fate));
}

std::string broken_removal(const Decided& d, const RemoveDraft& change) {
    for (const auto& [id, n] : d.before.notifications) {
        const bool is_of_draft = n.account == change.account && n.draft == change.draft;
        const bool may_go = n.fate == Fate::issued || n.fate == Fate::given_up;
        if (is_of_draft && !may_go) return "a record was removed: " + id;
    }
    return "";
}

}  // namespace

std::string broken_fate(const Decided& d) {
    for (const auto& change : d.changes) {
        std::string fault;
        if (const auto* put = std::get_if<PutNotification>(&change)) fault = broken_put(d, *put);
        if (const auto* gone = std::get_if<RemoveDraft>(&change)) fault = broken_removal(d, *gone);
        if (!fault.empty()) return fault;
    }
    return "";
}

std::string broken(const Decided& d) {
    for (const auto check :
         {broken_fate, broken_departure, broken_suppression, broken_standing, broken_answer}) {
        if (auto fault = check(d); !fault.empty()) return fault;
    }
    return "";
}

}  // namespace postern::ledger
