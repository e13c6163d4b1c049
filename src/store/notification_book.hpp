// SPDX-License-Identifier: Apache-2.0
//
// Notifications and reports of losses, in terms of rows: loaded for the ledger's rules, written as
// they decided, pruned, and forgotten with their trial.
//
// Every function runs within a transaction that its caller began. Throws soci::soci_error.
#pragma once

#include <optional>
#include <string>

#include "postern/ledger/known_notifications.hpp"

#include "notification_row.hpp"
#include "query.hpp"

namespace postern {

class NotificationBook {
  public:
    explicit NotificationBook(soci::session& sql);

    void load(const ledger::NotificationReach& lacking, ledger::KnownNotifications& known);
    void write(const ledger::PutNotification& change) { put(put_, change.notification); }
    void write(const ledger::RemoveDraft& change);
    void write(const ledger::PutLossReport& change);

    int forget(const std::string& account, const std::string& draft);  ///< State::forget()

    /// When a draft was accepted last.
    std::optional<TimePoint> newest();
    /// Removes some of what is older than `before`, those notifications too that never got further
    /// (their queue file is long gone): `count` at a time. True while there may be more.
    bool prune(TimePoint before, int count);

  private:
    using Text = std::string;

    void load_draft(const ledger::DraftRef& draft, ledger::KnownNotifications& known);
    void load_loss_report(const Text& account, ledger::KnownNotifications& known);
    void load_accounts(ledger::KnownNotifications& known);
    void load_sent(const ledger::SentTo& place, ledger::KnownNotifications& known);

    soci::session& sql_;
    Query<NotificationRow> put_;
    Query<In<Text>, NotificationRow> by_id_;
    Query<In<Text, Text>, Out<Text, Text>> of_draft_;
    Query<In<Text, Text>> remove_draft_;
    Query<In<Text, Text, Text>, NotificationRow> sent_to_;
    Query<In<Text, Text>, NotificationRow> sent_of_draft_;
    Query<In<Text>, Out<Text, long long>> last_report_;
    Query<In<Text, Text, long long>> put_report_;
    Query<In<long long, long long, int>> prune_;
    Query<In<long long, long long, int>> prune_trails_;
    Query<In<long long>> prune_reports_;
    Query<In<>, Out<Text, Text>> accounts_;
    Query<In<>, Out<long long>> newest_;
    Query<In<>, Out<long long>> restored_;
};

}  // namespace postern
