// SPDX-License-Identifier: Apache-2.0
#include "state_reader.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "conditions.hpp"
#include "notification_row.hpp"

namespace postern {

namespace {

std::vector<std::string_view> names_of(const std::vector<Fate>& fates) {
    std::vector<std::string_view> names;
    names.reserve(fates.size());
    for (const Fate fate : fates) names.push_back(name_of(fate));
    return names;
}

/// Whether what is named is the lot of few: the other columns have a handful of values.
bool is_narrow(const NotificationFilter& filter) {
    for (const auto* text : {&filter.account, &filter.draft, &filter.agent, &filter.chat,
                             &filter.address, &filter.queue_id, &filter.id}) {
        if (!text->empty()) return true;
    }
    return false;
}

void add_narrow(const NotificationFilter& filter, Conditions& conditions) {
    conditions.equal("account", filter.account);
    conditions.equal("draft", filter.draft);
    conditions.equal("agent", filter.agent);
    conditions.equal_in_part("chat", filter.chat);
    conditions.equal_in_part("address", filter.address);
    conditions.equal_in_part("queue_id", filter.queue_id);
    conditions.equal("id", filter.id);
}

void add_wide(const NotificationFilter& filter, Conditions& conditions) {
    conditions.equal("rule", filter.rule);
    conditions.equal("reason", filter.reason);
    if (filter.kind) conditions.equal("kind", name_of(*filter.kind));
    conditions.one_of("fate", names_of(filter.fates));
}

/// With these an index of a handful of values can serve. Beside a narrow condition it must not, and
/// without statistics SQLite takes it for as good as any.
void allow_wide_indexes(const NotificationFilter& filter, Conditions& conditions) {
    if (!filter.rule.empty()) conditions.also("rule <> ''");
    if (!filter.reason.empty()) conditions.also("reason <> ''");
    if (filter.kind && *filter.kind != Kind::offline_message)
        conditions.also("kind <> 'offline-message'");
    const auto& fates = filter.fates;
    const bool sent_is_meant = std::find(fates.begin(), fates.end(), Fate::sent) != fates.end();
    if (!fates.empty() && !sent_is_meant) conditions.also("fate <> 'sent'");
}

void add_conditions(const NotificationFilter& filter, Conditions& conditions) {
    add_narrow(filter, conditions);
    add_wide(filter, conditions);
    if (!is_narrow(filter)) allow_wide_indexes(filter, conditions);
    conditions.bound("accepted_at >= ", filter.since);
    conditions.bound("accepted_at < ", filter.until);
}

const std::string kColumnsAndTable = kNotificationColumns + " FROM notifications";

std::string newest_first(const NotificationFilter& filter) {
    return limited("accepted_at DESC, id", filter.limit);
}

std::vector<Notification> select(soci::session& sql, Conditions& conditions,
                                 const std::string& rest) {
    std::vector<Notification> all;
    select_rows<NotificationRow>(
        sql, kColumnsAndTable, conditions, rest,
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
    return select(*sql_, conditions, newest_first(filter));
}

std::string statement_of(const NotificationFilter& filter) {
    Conditions conditions;
    add_conditions(filter, conditions);
    return "SELECT " + kColumnsAndTable + conditions.clause() + newest_first(filter);
}

}  // namespace postern
