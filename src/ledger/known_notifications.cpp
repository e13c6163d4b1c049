// SPDX-License-Identifier: Apache-2.0
#include "postern/ledger/known_notifications.hpp"

#include <algorithm>

#include "known.hpp"

namespace postern::ledger {

namespace {

DraftRef draft_of(const Notification& n) {
    return {n.account, n.draft};
}

bool is_further(Fate fate) {
    return fate != Fate::issued && fate != Fate::given_up;
}

}  // namespace

NotificationReach KnownNotifications::take_up(const NotificationReach& reach) {
    NotificationReach lacking;
    lacking.ids = ledger::take_up(loaded_.ids, reach.ids);
    lacking.drafts = ledger::take_up(loaded_.drafts, reach.drafts);
    lacking.sent_to = ledger::take_up(loaded_.sent_to, reach.sent_to);
    lacking.loss_reports = ledger::take_up(loaded_.loss_reports, reach.loss_reports);
    lacking.accounts = ledger::take_up(loaded_.accounts, reach.accounts);
    lacking.restored = ledger::take_up(loaded_.restored, reach.restored);
    return lacking;
}

void KnownNotifications::load(Notification notification) {
    if (by_id_.contains(notification.id)) return;
    enter(notification);
    auto id = notification.id;
    by_id_.emplace(std::move(id), std::move(notification));
}

void KnownNotifications::load(const DraftRef& draft, const std::string& id, Fate fate) {
    if (!by_id_.contains(id)) drafts_[draft].emplace(id, fate);
}

void KnownNotifications::load_loss_report(const std::string& account, LossReport report) {
    loss_reports_.emplace(account, std::move(report));
}

void KnownNotifications::load_accounts(const std::string& first, const std::string& last) {
    first_account_ = std::min(first, first_account_.value_or(first));
    last_account_ = std::max(last, last_account_.value_or(last));
}

void KnownNotifications::apply(const PutNotification& change) {
    const auto& n = change.notification;
    forget(n.id);
    enter(n);
    auto& known = by_id_[n.id].emplace(n);
    known.earlier_deliveries.clear();  // As it will be on record.
    load_accounts(n.account, n.account);
}

void KnownNotifications::apply(const RemoveDraft& change) {
    const DraftRef draft{change.account, change.draft};
    for (const auto& [id, fate] : drafts_[draft]) by_id_[id] = std::nullopt;
    drafts_.erase(draft);
    sent_.erase(draft);
}

void KnownNotifications::apply(const PutLossReport& change) {
    loss_reports_[change.account] = {change.notification, change.at};
}

std::optional<Notification> KnownNotifications::find(const std::string& id) const {
    expect_loaded(loaded_.ids, id, "a notification");
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? std::nullopt : found->second;
}

bool KnownNotifications::has_any(const DraftRef& draft) const {
    expect_loaded(loaded_.drafts, draft, "a draft");
    const auto found = drafts_.find(draft);
    return found != drafts_.end() && !found->second.empty();
}

bool KnownNotifications::got_further(const DraftRef& draft) const {
    if (!has_any(draft)) return false;
    const auto& fates = drafts_.at(draft);
    return std::any_of(fates.begin(), fates.end(),
                       [](const auto& each) { return is_further(each.second); });
}

std::optional<Notification> KnownNotifications::sent_to(const SentTo& place,
                                                        const std::string& except,
                                                        const AddressComparison& comparison) const {
    expect_loaded(loaded_.sent_to, place, "the copies of a draft to an address");
    const auto of_draft = sent_.find(place.draft);
    if (of_draft == sent_.end()) return std::nullopt;
    if (!place.any_spelling) {
        const auto found = of_draft->second.find(place.address);
        const bool is_other = found != of_draft->second.end() && found->second != except;
        return is_other ? std::optional(sent(found->second)) : std::nullopt;
    }
    const auto key = comparison.key(place.address);
    std::optional<Notification> other;
    for (const auto& [address, id] : of_draft->second) {
        if (id != except && comparison.key(address) == key) other = sent(id);
    }
    return other;
}

std::optional<LossReport> KnownNotifications::loss_report(const std::string& account) const {
    expect_loaded(loaded_.loss_reports, account, "the last report of a loss");
    const auto found = loss_reports_.find(account);
    return found == loss_reports_.end() ? std::nullopt : std::optional(found->second);
}

bool KnownNotifications::several_accounts() const {
    expect_loaded(loaded_.accounts, "whether there are several accounts");
    return first_account_ != last_account_;
}

std::optional<TimePoint> KnownNotifications::restored() const {
    expect_loaded(loaded_.restored, "when the record was put back");
    return restored_;
}

/// Takes it out of the indexes; what it says stays known until it is put anew.
void KnownNotifications::forget(const std::string& id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end() || !found->second) return;
    const auto& before = *found->second;
    if (before.fate == Fate::sent) sent_[draft_of(before)].erase(before.address);
    drafts_[draft_of(before)].erase(id);
}

void KnownNotifications::enter(const Notification& n) {
    drafts_[draft_of(n)][n.id] = n.fate;
    if (n.fate == Fate::sent) sent_[draft_of(n)][n.address] = n.id;
}

const Notification& KnownNotifications::sent(const std::string& id) const {
    return by_id_.at(id).value();
}

}  // namespace postern::ledger
