// SPDX-License-Identifier: Apache-2.0
#include "state_reader.hpp"

#include <deque>
#include <functional>
#include <string>

#include "columns.hpp"
#include "notification_row.hpp"

namespace postern {

namespace {

/// Collects conditions and the values they are bound to. Deques, because SOCI keeps the values'
/// addresses.
class Conditions {
  public:
    void equal(const std::string& column, std::string_view value) {
        if (!value.empty()) add(column + " = ", texts_.emplace_back(value));
    }
    void one_of(const std::string& column, const std::vector<Fate>& fates) {
        if (fates.empty()) return;
        std::string list;
        for (const Fate fate : fates) {
            list.append(list.empty() ? "'" : ", '").append(name_of(fate)).append("'");
        }
        clause_ += joint() + column + " IN (" + list + ")";
    }
    void bound(const std::string& column_and_operator, const std::optional<TimePoint>& at) {
        if (at) add(column_and_operator, numbers_.emplace_back(to_column(*at)));
    }

    [[nodiscard]] const std::string& clause() const { return clause_; }
    void bind(soci::statement& statement) {
        for (auto& use : uses_) use(statement);
    }

  private:
    [[nodiscard]] std::string joint() const { return clause_.empty() ? " WHERE " : " AND "; }

    template <typename Value>
    void add(const std::string& condition, Value& value) {
        clause_ += joint() + condition + ":v" + std::to_string(uses_.size());
        uses_.emplace_back([&value](soci::statement& st) { st.exchange(soci::use(value)); });
    }

    std::string clause_;
    std::deque<std::string> texts_;
    std::deque<long long> numbers_;
    std::vector<std::function<void(soci::statement&)>> uses_;
};

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
    conditions.one_of("fate", filter.fates);
    conditions.bound("accepted_at >= ", filter.since);
    conditions.bound("accepted_at < ", filter.until);
}

std::vector<Notification> select(soci::session& sql, const std::string& rest,
                                 Conditions& conditions) {
    NotificationRow row;
    soci::statement statement(sql);
    conditions.bind(statement);
    const auto into = [&](auto&... each) { (statement.exchange(soci::into(each)), ...); };
    std::apply(into, row);
    statement.alloc();
    statement.prepare("SELECT " + kNotificationColumns + " FROM notifications" + rest);
    statement.define_and_bind();
    statement.execute();
    std::vector<Notification> all;
    while (statement.fetch()) all.push_back(notification_of(row));
    return all;
}

}  // namespace

std::vector<Notification> StateReader::unfinished() {
    Conditions none;
    // The condition of the index notifications_unfinished, word for word.
    return select(*sql_, " WHERE fate IN ('issued', 'parked') ORDER BY due_at, id", none);
}

std::vector<Notification> StateReader::find(const NotificationFilter& filter) {
    Conditions conditions;
    add_conditions(filter, conditions);
    return select(*sql_,
                  conditions.clause() + " ORDER BY accepted_at DESC, id LIMIT " +
                      std::to_string(filter.limit),
                  conditions);
}

}  // namespace postern
