// SPDX-License-Identifier: Apache-2.0
//
// The conditions of a search: only those that were named become part of the statement, so that the
// indexes can serve it; their values are always bound, never written into it.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <soci/soci.h>

#include "columns.hpp"

namespace postern {

/// Deques, because SOCI keeps the values' addresses.
class Conditions {
  public:
    void equal(const std::string& column, std::string_view value) {
        if (!value.empty()) add(column + " = ", texts_.emplace_back(value));
    }
    /// Also says that it is not empty: rows with an empty column are not in the column's index.
    void equal_in_part(const std::string& column, std::string_view value) {
        if (value.empty()) return;
        equal(column, value);
        also(column + " <> ''");
    }
    void either(const std::string& column, std::string_view one, std::string_view other) {
        const auto name = [this] { return ":v" + std::to_string(uses_.size()); };
        clause_ += joint() + column + " IN (" + name();
        use(texts_.emplace_back(one));
        clause_ += ", " + name() + ")";
        use(texts_.emplace_back(other));
    }
    /// `pattern` is LIKE's, with \ before what is meant as it stands.
    void like(const std::string& column, std::string_view pattern) {
        if (!pattern.empty()) add(column + " LIKE ", texts_.emplace_back(pattern), " ESCAPE '\\'");
    }
    /// Names of ours, so that they may stand in the text as literals.
    void one_of(const std::string& column, const std::vector<std::string_view>& names) {
        if (names.empty()) return;
        std::string list;
        for (const auto name : names) {
            list.append(list.empty() ? "'" : ", '").append(name).append("'");
        }
        clause_ += joint() + column + " IN (" + list + ")";
    }
    /// A condition without a value of its own.
    void also(const std::string& condition) { clause_ += joint() + condition; }
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
    void add(const std::string& condition, Value& value, const std::string& behind = "") {
        clause_ += joint() + condition + ":v" + std::to_string(uses_.size()) + behind;
        use(value);
    }
    template <typename Value>
    void use(Value& value) {
        uses_.emplace_back([&value](soci::statement& st) { st.exchange(soci::use(value)); });
    }

    std::string clause_;
    std::deque<std::string> texts_;
    std::deque<long long> numbers_;
    std::vector<std::function<void(soci::statement&)>> uses_;
};

inline std::string limited(const std::string& order, int limit) {
    return " ORDER BY " + order + " LIMIT " + std::to_string(limit);
}

/// Calls `take` with every row of "SELECT `columns_and_table` `conditions` `rest`".
template <typename Row, typename Take>
void select_rows(soci::session& sql, const std::string& columns_and_table, Conditions& conditions,
                 const std::string& rest, Take&& take) {
    Row row;
    soci::statement statement(sql);
    conditions.bind(statement);
    const auto into = [&](auto&... each) { (statement.exchange(soci::into(each)), ...); };
    std::apply(into, row);
    statement.alloc();
    statement.prepare("SELECT " + columns_and_table + conditions.clause() + rest);
    statement.define_and_bind();
    statement.execute();
    while (statement.fetch()) take(std::as_const(row));
}

}  // namespace postern
