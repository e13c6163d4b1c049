// SPDX-License-Identifier: Apache-2.0
//
// Accepting a draft, parking its notifications, giving them up, and telling an account of a loss.
#include "rules.hpp"

namespace postern::ledger {

namespace {

constexpr auto kBetweenReports = std::chrono::days{1};

/// Of what was accepted before the record was put back from a copy nobody knows more, unless OUT
/// refused it.
std::string reason_of(const GivenUp& lost, const Notification& notification,
                      const std::optional<TimePoint>& restored) {
    const bool is_believed =
        lost.reason == gave_up::kRefused || !restored || notification.accepted > *restored;
    return is_believed ? lost.reason : gave_up::kRestored;
}

}  // namespace

bool decide_on(const AcceptDraft& request, Book& book, const Terms& /*terms*/) {
    // Had it none, there is nothing that could be issued.
    if (request.notifications.empty()) return false;
    const auto& first = request.notifications.front();
    const DraftRef draft{first.account, first.draft};
    if (book.notifications.got_further(draft)) return false;
    // What was tentative gives way to what is known now: the agents may be others.
    if (book.notifications.has_any(draft)) book.enter(RemoveDraft{draft.account, draft.draft});
    for (const auto& notification : request.notifications)
        book.enter(PutNotification{notification});
    return true;
}

std::monostate decide_on(const Park& request, Book& book, const Terms& /*terms*/) {
    const auto earlier = book.notifications.find(request.notification.id);
    if (!earlier || !is_decided(earlier->fate)) book.enter(PutNotification{request.notification});
    return {};
}

std::vector<Notification> decide_on(const GiveUp& request, Book& book, const Terms& /*terms*/) {
    std::vector<Notification> given_up;
    const auto restored = book.notifications.restored();
    for (const auto& each : request.lost) {
        auto notification = book.notifications.find(each.id);
        const bool waits = notification && !is_final(notification->fate);
        if (!waits || notification->queue_id != each.queue_id) continue;
        notification->fate = Fate::given_up;
        notification->rule.clear();
        notification->reason = reason_of(each, *notification, restored);
        notification->decided = each.at;
        book.enter(PutNotification{*notification});
        given_up.push_back(*std::move(notification));
    }
    return given_up;
}

bool decide_on(const ClaimLossReport& request, Book& book, const Terms& /*terms*/) {
    if (const auto last = book.notifications.loss_report(request.account)) {
        const bool by_this = last->notification == request.notification;
        if (by_this || request.at < last->at + kBetweenReports) return by_this;
    }
    book.enter(PutLossReport{request.account, request.notification, request.at});
    return true;
}

}  // namespace postern::ledger
