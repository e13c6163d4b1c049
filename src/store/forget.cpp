// SPDX-License-Identifier: Apache-2.0
//
// NotificationBook::forget(): what a trial has left on record. It happens seldom, and its
// statements are prepared when it does.
#include <array>

#include "notification_book.hpp"

namespace postern {

namespace {

/// From what hangs on a notification to the notification. A suppression that was there before is
/// somebody else's, though the trial may have extended it.
constexpr std::array kForgotten{
    "DELETE FROM suppression_changes WHERE EXISTS (SELECT 1 FROM notifications n "
    "JOIN suppressions s ON s.notification = n.id AND s.since_at >= n.accepted_at "
    "WHERE n.account = :account AND n.draft = :draft "
    "AND s.subject = suppression_changes.subject AND suppression_changes.changed_at >= "
    "n.accepted_at)",
    "DELETE FROM suppressions WHERE EXISTS (SELECT 1 FROM notifications n "
    "WHERE n.account = :account AND n.draft = :draft AND n.id = suppressions.notification "
    "AND suppressions.since_at >= n.accepted_at)",
    "DELETE FROM trails WHERE notification IN (SELECT id FROM notifications "
    "WHERE account = :account AND draft = :draft)",
    "DELETE FROM bounces WHERE notification IN (SELECT id FROM notifications "
    "WHERE account = :account AND draft = :draft)",
    "DELETE FROM loss_reports WHERE notification IN (SELECT id FROM notifications "
    "WHERE account = :account AND draft = :draft)",
    "DELETE FROM notifications WHERE account = :account AND draft = :draft",
};

}  // namespace

int NotificationBook::forget(const std::string& account, const std::string& draft) {
    long long removed = 0;
    for (const auto* statement : kForgotten) {
        removed = Query<In<Text, Text>>(sql_, statement).run(account, draft);
    }
    return static_cast<int>(removed);
}

}  // namespace postern
