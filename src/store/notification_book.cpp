// SPDX-License-Identifier: Apache-2.0
#include "notification_book.hpp"

#include "columns.hpp"
#include "failure.hpp"

namespace postern {

namespace {

std::string select_notification(const std::string& condition) {
    return "SELECT " + kNotificationColumns + " FROM notifications WHERE " + condition;
}

/// The same ones however often it is asked within a transaction.
const std::string kOldest =
    "(SELECT id FROM notifications WHERE accepted_at < :before "
    "AND COALESCE(decided_at, accepted_at) < :same ORDER BY accepted_at, id LIMIT :count)";

Fate fate_of(const std::string& name) {
    const auto fate = fate_from(name);
    if (!fate) refuse_row("state: a notification is of an unknown fate");
    return *fate;
}

}  // namespace

NotificationBook::NotificationBook(soci::session& sql)
    : sql_(sql),
      put_(sql, kPutNotification),
      by_id_(sql, select_notification("id = :id")),
      of_draft_(sql,
                "SELECT id, fate FROM notifications WHERE account = :account AND draft = :draft"),
      remove_draft_(sql, "DELETE FROM notifications WHERE account = :account AND draft = :draft"),
      sent_to_(sql, select_notification("account = :account AND draft = :draft AND fate = 'sent' "
                                        "AND address = :address")),
      sent_of_draft_(
          sql, select_notification("account = :account AND draft = :draft AND fate = 'sent'")),
      last_report_(sql,
                   "SELECT notification, reported_at FROM loss_reports WHERE account = :account"),
      put_report_(sql,
                  "INSERT INTO loss_reports (account, notification, reported_at) "
                  "VALUES (:account, :notification, :at) ON CONFLICT (account) DO UPDATE SET "
                  "notification = excluded.notification, reported_at = excluded.reported_at"),
      prune_(sql, "DELETE FROM notifications WHERE id IN " + kOldest),
      prune_trails_(sql, "DELETE FROM trails WHERE notification IN " + kOldest),
      prune_reports_(sql, "DELETE FROM loss_reports WHERE reported_at < :before"),
      accounts_(sql,
                "SELECT COALESCE((SELECT MIN(account) FROM notifications), ''), "
                "COALESCE((SELECT MAX(account) FROM notifications), '')"),
      newest_(sql, "SELECT COALESCE(MAX(accepted_at), -1) FROM notifications"),
      restored_(sql, "SELECT COALESCE(MAX(restored_at), -1) FROM restorations") {}

void NotificationBook::load(const ledger::NotificationReach& lacking,
                            ledger::KnownNotifications& known) {
    const auto take = [&](const NotificationRow& row) { known.load(notification_of(row)); };
    for (const auto& id : lacking.ids) by_id_.each(take, id);
    for (const auto& place : lacking.sent_to) load_sent(place, known);
    for (const auto& draft : lacking.drafts) load_draft(draft, known);
    for (const auto& account : lacking.loss_reports) load_loss_report(account, known);
    if (lacking.accounts) load_accounts(known);
    if (lacking.restored) {
        restored_.each([&](const auto& row) {
            if (const auto at = optional_time_of(std::get<0>(row))) known.load_restored(*at);
        });
    }
}

void NotificationBook::load_draft(const ledger::DraftRef& draft,
                                  ledger::KnownNotifications& known) {
    of_draft_.each(
        [&](const auto& row) { known.load(draft, std::get<0>(row), fate_of(std::get<1>(row))); },
        draft.account, draft.draft);
}

void NotificationBook::load_loss_report(const Text& account, ledger::KnownNotifications& known) {
    last_report_.each(
        [&](const auto& row) {
            known.load_loss_report(account, {std::get<0>(row), time_of(std::get<1>(row))});
        },
        account);
}

void NotificationBook::load_accounts(ledger::KnownNotifications& known) {
    accounts_.each([&](const auto& row) {
        const auto& [first, last] = row;
        if (!last.empty()) known.load_accounts(first, last);
    });
}

void NotificationBook::load_sent(const ledger::SentTo& place, ledger::KnownNotifications& known) {
    const auto take = [&](const NotificationRow& row) { known.load(notification_of(row)); };
    const auto& [account, draft] = place.draft;
    if (place.any_spelling) {
        sent_of_draft_.each(take, account, draft);
    } else {
        // By the index, as for almost every address.
        sent_to_.each(take, account, draft, place.address);
    }
}

void NotificationBook::write(const ledger::RemoveDraft& change) {
    remove_draft_.run(change.account, change.draft);
}

void NotificationBook::write(const ledger::PutLossReport& change) {
    put_report_.run(change.account, change.notification, to_column(change.at));
}

std::optional<TimePoint> NotificationBook::newest() {
    std::optional<TimePoint> at;
    newest_.each([&](const auto& row) { at = optional_time_of(std::get<0>(row)); });
    return at;
}

bool NotificationBook::prune(TimePoint before, int count) {
    prune_reports_.run(to_column(before));
    const auto column = to_column(before);
    prune_trails_.run(column, column, count);
    return prune_.run(column, column, count) >= count;
}

}  // namespace postern
