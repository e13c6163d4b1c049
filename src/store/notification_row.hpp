// SPDX-License-Identifier: Apache-2.0
//
// A Notification as a row of the table notifications, and its way there and back.
#pragma once

#include <string>

#include "postern/store/state.hpp"

#include "query.hpp"

namespace postern {

/// In the order of kNotificationColumns.
using NotificationRow = std::tuple<std::string, std::string, std::string, std::string, std::string,
                                   std::string, std::string, std::string, std::string, std::string,
                                   std::string, std::string, std::string, long long, long long,
                                   long long, long long, std::string, int, std::string>;

inline const std::string kNotificationColumns =
    "id, account, draft, agent, kind, chat, fate, rule, reason, address, sender_domain, "
    "message_id, queue_id, occurred_at, accepted_at, due_at, COALESCE(decided_at, -1), "
    "provider, attempt, delivery";

/// Inserts the row or replaces the one of that id.
inline const std::string kPutNotification =
    "INSERT INTO notifications (id, account, draft, agent, kind, chat, fate, rule, reason, "
    "address, sender_domain, message_id, queue_id, occurred_at, accepted_at, due_at, decided_at, "
    "provider, attempt, delivery) "
    "VALUES (:id, :account, :draft, :agent, :kind, :chat, :fate, :rule, :reason, :address, "
    ":sender_domain, :message_id, :queue_id, :occurred, :accepted, :due, NULLIF(:decided, -1), "
    ":provider, :attempt, :delivery) "
    "ON CONFLICT (id) DO UPDATE SET account = excluded.account, draft = excluded.draft, "
    "agent = excluded.agent, kind = excluded.kind, chat = excluded.chat, fate = excluded.fate, "
    "rule = excluded.rule, reason = excluded.reason, address = excluded.address, "
    "sender_domain = excluded.sender_domain, message_id = excluded.message_id, "
    "queue_id = excluded.queue_id, occurred_at = excluded.occurred_at, "
    "accepted_at = excluded.accepted_at, due_at = excluded.due_at, "
    "decided_at = excluded.decided_at, provider = excluded.provider, "
    "attempt = excluded.attempt, delivery = excluded.delivery";

/// Throws soci::soci_error on an unknown kind or fate: the schema rules them out.
Notification notification_of(const NotificationRow& row);

long long put(Query<NotificationRow>& statement, const Notification& notification);

}  // namespace postern
