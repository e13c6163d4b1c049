// SPDX-License-Identifier: Apache-2.0
#include "state_reader.hpp"

#include <string>
#include <string_view>

#include "conditions.hpp"
#include "notification_row.hpp"

namespace postern {

namespace {

std::vector<std::string_view> names_of(const std::vector<Fate>& fates) {
    std::vector<std::string_view> names;
    for (const Fate fate : fates) names.push_back(name_of(fate));
    return names;
}

void add_conditions(const NotificationFilter& filter, Conditions& conditions) {
    conditions.equal("account", filter.account);
    conditions.equal("draft", filter.draft);
    conditions.equal("agent", filter.agent);
    conditions.equal("chat", filter.chat);
    conditions.equal("address", filter.address);
    conditions.equal("rule", filter.rule);
    conditions.equal("reason", filter.reason);
    conditions.equal("queue_id", filter.queue_id);
    conditions.equal("id", filter.id);
    if (filter.kind) conditions.equal("kind", name_of(*filter.kind));
    conditions.one_of("fate", names_of(filter.fates));
    conditions.bound("accepted_at >= ", filter.since);
    conditions.bound("accepted_at < ", filter.until);
}

std::vector<Notification> select(soci::session& sql, Conditions& conditions,
                                 const std::string& rest) {
    std::vector<Notification> all;
    select_rows<NotificationRow>(
        sql, kNotificationColumns + " FROM notifications", conditions, rest,
        [&](const NotificationRow& row) { all.push_back(notification_of(row)); });
    return all;
}

}  // namespace

std::vector<Notification> StateReader::unfinished() {
    Conditions none;
    // The condition of the index notifications_unfinished, word for word.
    return select(*sql_, none, " WHERE fate IN ('issued', 'parked') ORDER BY due_at, id");
}

std::vector<Notification> StateReader::find(const NotificationFilter& filter) {
    Conditions conditions;
    add_conditions(filter, conditions);
    return select(*sql_, conditions,
                  " ORDER BY accepted_at DESC, id LIMIT " + std::to_string(filter.limit));
}

}  // namespace postern
