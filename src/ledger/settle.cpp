// SPDX-License-Identifier: Apache-2.0
//
// Settling: what becomes of a notification that is judged at OUT. The order of the steps is the
// order of the rules in docs/architecture.md.
#include <algorithm>

#include "postern/recipients/route.hpp"

#include "departure.hpp"
#include "objection.hpp"
#include "rules.hpp"

namespace postern::ledger {

namespace {

using Outcome = Settlement::Outcome;

bool is_ready(const Notification& n, const Destination& to) {
    return !to.ready || std::find(to.ready->begin(), to.ready->end(),
                                  ReadyMessage{n.sender_domain, n.rule}) != to.ready->end();
}

/// Whether Postfix presents what it did when `earlier` was decided, our answer being lost. Nothing
/// speaks against it where one of them does not say.
bool is_same_delivery(const Notification& earlier, const Notification& now) {
    const auto& before = now.earlier_deliveries;
    return earlier.delivery.empty() || now.delivery.empty() || earlier.delivery == now.delivery ||
           std::find(before.begin(), before.end(), earlier.delivery) != before.end();
}

/// A copy of what is on record already. What was set aside is on hold, and is judged again by
/// whatever comes from there, as long as it says what was accepted.
bool is_replay(const Notification& earlier, const Notification& now) {
    if (earlier.queue_id != now.queue_id) return true;
    const bool is_changed = now.fate == Fate::set_aside && now.reason == kChanged;
    if (earlier.fate == Fate::set_aside && !is_changed) return false;
    return (is_changed && earlier.fate != Fate::set_aside) || !is_same_delivery(earlier, now);
}

/// One notification on its way to a fate, with what the steps need.
class Settling {
  public:
    Settling(Book& book, const Terms& terms) : book_(book), terms_(terms) {}

    Settlement send(Notification n, const std::vector<Destination>& to);
    Settlement record(Notification n, Outcome outcome);

  private:
    [[nodiscard]] std::optional<Notification> sent_to_same_address(const Notification& n) const;
    Settlement merge(Notification n, Notification into);
    Settlement withhold(Notification n);
    Settlement divert(Notification n, const Destination& fallback);
    Settlement leave(Notification n, const Destination& to);
    Settlement wait(Notification n, const SenderChoice& none);

    Book& book_;
    const Terms& terms_;
};

Settlement Settling::record(Notification n, Outcome outcome) {
    book_.enter(PutNotification{n});
    return {outcome, std::move(n)};
}

Settlement Settling::send(Notification n, const std::vector<Destination>& to) {
    if (auto other = sent_to_same_address(n)) return merge(std::move(n), *std::move(other));
    const auto held = objection_to(n, book_, terms_.suppression);
    if (!held) return leave(std::move(n), to.at(0));
    const auto& rule = rule_of(held->cause);
    n.rule = rule.id;
    n.reason = rule.reason;
    if (to.size() > 1 && is_address_subject(held->subject)) return divert(std::move(n), to[1]);
    return withhold(std::move(n));
}

std::optional<Notification> Settling::sent_to_same_address(const Notification& n) const {
    return book_.notifications.sent_to(sent_to_of(n, terms_), n.id, terms_.suppression.comparison);
}

/// Another agent of this draft was sent to the same address.
Settlement Settling::merge(Notification n, Notification into) {
    n.fate = Fate::merged;
    n.rule = kSameAddress.id;
    n.reason = kSameAddress.reason;
    book_.enter(PutNotification{std::move(n)});
    return {Outcome::merged, std::move(into)};
}

Settlement Settling::withhold(Notification n) {
    n.fate = Fate::withheld;
    n.sender_domain.clear();
    n.message_id.clear();
    return record(std::move(n), Outcome::suppressed);
}

Settlement Settling::divert(Notification n, const Destination& fallback) {
    auto diverted = n;
    diverted.address = fallback.address;
    if (auto other = sent_to_same_address(diverted)) {
        return merge(std::move(diverted), *std::move(other));
    }
    if (objection_to(diverted, book_, terms_.suppression)) return withhold(std::move(n));
    auto settlement = leave(std::move(diverted), fallback);
    if (settlement.outcome == Outcome::recorded) settlement.outcome = Outcome::diverted;
    return settlement;
}

Settlement Settling::leave(Notification n, const Destination& to) {
    const auto now = n.decided.value_or(n.due);
    n.provider = to.provider;
    const auto choice = choose(to, n.account, now, book_, terms_.reputation);
    if (choice.candidate == nullptr) return wait(std::move(n), choice);
    n.sender_domain = choice.candidate->domain;
    n.message_id = choice.candidate->message_id;
    if (!is_ready(n, to)) return {Outcome::unready, std::move(n)};
    auto settlement = record(std::move(n), Outcome::recorded);
    depart(settlement.standing, now, book_, terms_.reputation);
    return settlement;
}

Settlement Settling::wait(Notification n, const SenderChoice& none) {
    n.fate = Fate::parked;
    n.rule = none.rule->id;
    n.reason = none.rule->reason;
    n.sender_domain.clear();
    n.message_id.clear();
    n.decided.reset();
    auto settlement = record(std::move(n), Outcome::waits);
    settlement.retry_at = none.retry_at;
    return settlement;
}

}  // namespace

SentTo sent_to_of(const Notification& n, const Terms& terms) {
    return {{n.account, n.draft}, n.address, terms.suppression.comparison.is_loose(n.address)};
}

Settlement decide_on(const Settle& request, Book& book, const Terms& terms) {
    const auto& n = request.notification;
    auto earlier = book.notifications.find(n.id);
    if (earlier && is_decided(earlier->fate)) {
        if (is_replay(*earlier, n)) return {Outcome::duplicate, *std::move(earlier)};
        if (n.fate != Fate::set_aside && earlier->fate != Fate::set_aside) {
            return {Outcome::stands, *std::move(earlier)};
        }
    }
    Settling settling(book, terms);
    return n.fate == Fate::sent ? settling.send(n, request.to)
                                : settling.record(n, Outcome::recorded);
}

}  // namespace postern::ledger
