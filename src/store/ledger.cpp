// SPDX-License-Identifier: Apache-2.0
#include "ledger.hpp"

#include <algorithm>

#include "postern/recipients/route.hpp"

#include "columns.hpp"

namespace postern {

namespace {

constexpr auto kBetweenReports = std::chrono::days{1};

constexpr const char* kNoOtherDomain = "no-other-domain";

/// Delays, deliveries and replies leave the token as it was.
bool uses_token(BounceUse use) {
    return use == BounceUse::failure || use == BounceUse::complaint;
}

bool has_domain(const std::vector<SenderCandidate>& senders, std::string_view domain) {
    return std::any_of(senders.begin(), senders.end(),
                       [&](const auto& each) { return each.domain == domain; });
}

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

std::string select_notification(const std::string& condition) {
    return "SELECT " + kNotificationColumns + " FROM notifications WHERE " + condition;
}

}  // namespace

Ledger::Ledger(soci::session& sql, const SuppressionTerms& terms,
               const ReputationSettings& reputation)
    : suppressions(sql, terms),
      senders(sql, reputation),
      sql_(sql),
      comparison_(terms.comparison),
      put_(sql, kPutNotification),
      by_id_(sql, select_notification("id = :id")),
      fates_of_draft_(sql,
                      "SELECT fate FROM notifications WHERE account = :account AND draft = :draft"),
      remove_draft_(sql, "DELETE FROM notifications WHERE account = :account AND draft = :draft"),
      sent_to_(sql, select_notification(
                        "account = :account AND draft = :draft AND fate = 'sent' AND id <> :id "
                        "AND address = :address")),
      sent_of_draft_(sql,
                     select_notification(
                         "account = :account AND draft = :draft AND fate = 'sent' AND id <> :id")),
      last_report_(sql,
                   "SELECT notification, reported_at FROM loss_reports WHERE account = :account"),
      put_report_(sql,
                  "INSERT INTO loss_reports (account, notification, reported_at) "
                  "VALUES (:account, :notification, :at) ON CONFLICT (account) DO UPDATE SET "
                  "notification = excluded.notification, reported_at = excluded.reported_at"),
      prune_(sql,
             "DELETE FROM notifications WHERE id IN (SELECT id FROM notifications "
             "WHERE accepted_at < :before AND COALESCE(decided_at, accepted_at) < :same "
             "LIMIT :count)"),
      prune_reports_(sql, "DELETE FROM loss_reports WHERE reported_at < :before"),
      newest_(sql, "SELECT COALESCE(MAX(accepted_at), -1) FROM notifications"),
      restored_(sql, "SELECT COALESCE(MAX(restored_at), -1) FROM restorations") {}

bool Ledger::accept(const std::vector<Notification>& notifications) {
    // Had it none, there is nothing that could be issued.
    if (notifications.empty()) return false;
    const auto& [account, draft] = std::tie(notifications[0].account, notifications[0].draft);
    bool seen = false;
    const auto got_further = [&](const auto& row) {
        const auto& fate = std::get<0>(row);
        seen = seen || (fate != name_of(Fate::issued) && fate != name_of(Fate::given_up));
    };
    fates_of_draft_.each(got_further, account, draft);
    if (seen) return false;
    // What was tentative gives way to what is known now: the agents may be others.
    remove_draft_.run(account, draft);
    for (const auto& notification : notifications) put(put_, notification);
    return true;
}

Settlement Ledger::settle(Notification notification, const std::vector<Destination>& to) {
    auto earlier = find(notification.id);
    if (earlier && is_decided(earlier->fate)) {
        if (is_replay(*earlier, notification)) {
            return {Settlement::Outcome::duplicate, *std::move(earlier)};
        }
        if (notification.fate != Fate::set_aside && earlier->fate != Fate::set_aside) {
            return {Settlement::Outcome::stands, *std::move(earlier)};
        }
    }
    if (notification.fate != Fate::sent) {
        put(put_, notification);
        return {Settlement::Outcome::recorded, std::move(notification)};
    }
    if (auto other = sent_to_same_address(notification)) {
        return merge(std::move(notification), *std::move(other));
    }
    const auto held = suppressions.objection_to(notification);
    if (!held) return depart(std::move(notification), to.at(0), earlier);
    const auto& rule = rule_of(held->cause);
    notification.rule = rule.id;
    notification.reason = rule.reason;
    if (to.size() > 1 && is_address_subject(held->subject)) {
        return divert(std::move(notification), to[1], earlier);
    }
    return withhold(std::move(notification));
}

Settlement Ledger::merge(Notification notification, Notification into) {
    notification.fate = Fate::merged;
    notification.rule = kSameAddress.id;
    notification.reason = kSameAddress.reason;
    put(put_, notification);
    return {Settlement::Outcome::merged, std::move(into)};
}

Settlement Ledger::withhold(Notification notification) {
    notification.fate = Fate::withheld;
    notification.sender_domain.clear();
    notification.message_id.clear();
    put(put_, notification);
    return {Settlement::Outcome::suppressed, std::move(notification)};
}

Settlement Ledger::divert(Notification notification, const Destination& fallback,
                          const std::optional<Notification>& earlier) {
    auto diverted = notification;
    diverted.address = fallback.address;
    if (auto other = sent_to_same_address(diverted)) {
        return merge(std::move(diverted), *std::move(other));
    }
    if (suppressions.objection_to(diverted)) return withhold(std::move(notification));
    auto settlement = depart(std::move(diverted), fallback, earlier);
    if (settlement.outcome == Settlement::Outcome::recorded) {
        settlement.outcome = Settlement::Outcome::diverted;
    }
    return settlement;
}

Settlement Ledger::depart(Notification notification, const Destination& to,
                          const std::optional<Notification>& earlier) {
    const auto now = notification.decided.value_or(notification.due);
    notification.provider = to.provider;
    // What left, as far as anybody knows, leaves once more as it did and is not counted again.
    const bool again =
        earlier && earlier->fate == Fate::sent && earlier->address == notification.address;
    const auto same = std::find_if(to.senders.begin(), to.senders.end(), [&](const auto& each) {
        return again && each.domain == earlier->sender_domain;
    });
    const auto choice = same == to.senders.end() ? senders.choose(to, notification.account, now)
                                                 : SenderChoice{&*same, nullptr, std::nullopt};
    if (choice.candidate == nullptr) return wait(std::move(notification), choice);
    notification.sender_domain = choice.candidate->domain;
    notification.message_id = choice.candidate->message_id;
    if (!is_ready(notification, to)) {
        return {Settlement::Outcome::unready, std::move(notification)};
    }
    put(put_, notification);
    if (same == to.senders.end()) senders.departed(notification, now);
    return {Settlement::Outcome::recorded, std::move(notification)};
}

Settlement Ledger::wait(Notification notification, const SenderChoice& none) {
    notification.fate = Fate::parked;
    notification.rule = none.rule->id;
    notification.reason = none.rule->reason;
    notification.sender_domain.clear();
    notification.message_id.clear();
    notification.decided.reset();
    put(put_, notification);
    return {Settlement::Outcome::waits, std::move(notification), none.retry_at};
}

BounceEffect Ledger::bounced(const ProvedBounce& bounce) {
    const auto use = use_of(bounce.outcome);
    const auto earlier = suppressions.earlier(bounce, use);
    if (earlier && uses_token(use)) return again(bounce, *earlier);
    auto effect = suppressions.act(bounce);
    if (!earlier && !was_put_off(bounce)) {
        auto change = senders.bounced(bounce);
        effect.senders_suspended = std::move(change.suspended);
        effect.senders_resumed = std::move(change.resumed);
        effect.is_disputed = change.is_disputed;
        effect.complaints_worry = change.is_worrying;
    }
    retry(bounce, effect);
    suppressions.record(bounce, effect);
    return effect;
}

/// A refusal that was told before, as a delay: it counts against the sender domain once.
bool Ledger::was_put_off(const ProvedBounce& bounce) {
    if (fault_of(bounce.outcome) != Fault::sender) return false;
    const auto delay = suppressions.earlier(bounce, BounceUse::delay);
    return delay && delay->fault == name_of(Fault::sender);
}

/// The queue file that brought the report is presented again when our answer never reached Postfix:
/// what was retried then is retried. Any other copy of it is a replay, and so is one of which
/// nobody knows what brought it.
BounceEffect Ledger::again(const ProvedBounce& bounce, const EarlierReport& earlier) {
    const bool retried = earlier.effect == name_of(BounceEffect::Outcome::retried);
    const bool same = !bounce.delivery.empty() && earlier.delivery == bounce.delivery;
    auto notification = find(bounce.notification);
    if (!retried || !same || !notification) return suppressions.replayed(bounce);
    BounceEffect effect{BounceEffect::Outcome::stands};
    const bool in_pool =
        bounce.again && has_domain(bounce.again->senders, notification->sender_domain);
    // Taken out of the pool since: another, but not the one that was refused.
    if (in_pool || (bounce.again && leave_again(*notification, bounce, earlier.sender_domain))) {
        effect.again = std::move(notification);
        return effect;
    }
    effect.outcome = BounceEffect::Outcome::noted;
    effect.not_again = bounce.not_again.empty() ? kNoOtherDomain : bounce.not_again;
    suppressions.amend(bounce, effect);
    return effect;
}

/// From another sender domain, where the refusal was of ours and not of the message, and nobody has
/// complained or called the address off since.
void Ledger::retry(const ProvedBounce& bounce, BounceEffect& effect) {
    const bool refused = bounce.outcome.action == DeliveryAction::failed &&
                         fault_of(bounce.outcome) == Fault::sender;
    const bool is_asked_for = bounce.again || !bounce.not_again.empty();
    if (!refused || bounce.attempt != 1 || !is_asked_for) return;
    auto notification = find(bounce.notification);
    effect.not_again = objection_to_retry(bounce, notification);
    if (!effect.not_again.empty()) return;
    notification->attempt = 2;
    if (!leave_again(*notification, bounce, bounce.sender_domain)) {
        effect.not_again = kNoOtherDomain;
        return;
    }
    effect.again = std::move(notification);
    effect.outcome = BounceEffect::Outcome::retried;
}

std::string Ledger::objection_to_retry(const ProvedBounce& bounce,
                                       const std::optional<Notification>& n) {
    if (!bounce.again) return bounce.not_again;
    if (bounce.delivery.empty()) return "unknown-queue-file";
    if (bounce.at > bounce.sent + bounce.again->within) return "too-late";
    if (!n || n->attempt != 1) return "already-sent-again";
    return suppressions.objection_to(*n) ? "suppressed" : "";
}

bool Ledger::leave_again(Notification& n, const ProvedBounce& bounce, std::string_view refused) {
    const Destination to{n.address, n.provider, bounce.again->senders};
    const auto choice = senders.choose(to, n.account, bounce.at, refused);
    if (choice.candidate == nullptr) return false;
    n.sender_domain = choice.candidate->domain;
    n.message_id = choice.candidate->message_id;
    n.decided = bounce.at;
    put(put_, n);
    senders.departed(n, bounce.at);
    return true;
}

bool Ledger::claim_report(const std::string& account, const std::string& notification,
                          TimePoint at) {
    bool told = false;
    bool by_this = false;
    const auto look = [&](const auto& row) {
        const auto& [teller, reported] = row;
        by_this = teller == notification;
        told = at < time_of(reported) + kBetweenReports;
    };
    last_report_.each(look, account);
    if (by_this || told) return by_this;
    put_report_.run(account, notification, to_column(at));
    return true;
}

void Ledger::park(const Notification& notification) {
    const auto earlier = find(notification.id);
    if (!earlier || !is_decided(earlier->fate)) put(put_, notification);
}

std::vector<Notification> Ledger::give_up(const std::vector<GivenUp>& lost) {
    std::vector<Notification> given_up;
    const auto restored_at = restored();
    for (const auto& each : lost) {
        auto notification = find(each.id);
        const bool waits = notification && !is_final(notification->fate);
        if (!waits || notification->queue_id != each.queue_id) continue;
        notification->fate = Fate::given_up;
        notification->rule.clear();
        const bool is_believed = each.reason == gave_up::kRefused || !restored_at ||
                                 notification->accepted > *restored_at;
        notification->reason = is_believed ? each.reason : gave_up::kRestored;
        notification->decided = each.at;
        put(put_, *notification);
        given_up.push_back(*std::move(notification));
    }
    return given_up;
}

std::optional<TimePoint> Ledger::newest() {
    std::optional<TimePoint> at;
    newest_.each([&](const auto& row) { at = optional_time_of(std::get<0>(row)); });
    return at;
}

std::optional<TimePoint> Ledger::restored() {
    std::optional<TimePoint> at;
    restored_.each([&](const auto& row) { at = optional_time_of(std::get<0>(row)); });
    return at;
}

bool Ledger::prune(TimePoint now, Duration keep, int count) {
    const auto before = now - keep;
    prune_reports_.run(to_column(before));
    bool more = prune_.run(to_column(before), to_column(before), count) >= count;
    more = suppressions.prune(before, count) || more;
    return senders.prune(now, before, count) || more;
}

std::optional<Notification> Ledger::find(const Text& id) {
    std::optional<Notification> found;
    by_id_.each([&](const NotificationRow& row) { found = notification_of(row); }, id);
    return found;
}

std::optional<Notification> Ledger::sent_to_same_address(const Notification& notification) {
    std::optional<Notification> found;
    if (notification.fate != Fate::sent) return found;
    const auto& [id, account, draft, address] =
        std::tie(notification.id, notification.account, notification.draft, notification.address);
    if (!comparison_.is_loose(address)) {
        // By the index, as for almost every address.
        sent_to_.each([&](const NotificationRow& row) { found = notification_of(row); }, account,
                      draft, id, address);
        return found;
    }
    const auto key = comparison_.key(address);
    sent_of_draft_.each(
        [&](const NotificationRow& row) {
            auto other = notification_of(row);
            if (comparison_.key(other.address) == key) found = std::move(other);
        },
        account, draft, id);
    return found;
}

}  // namespace postern
