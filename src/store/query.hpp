// SPDX-License-Identifier: Apache-2.0
//
// Query<In<…>, Out<…>>: a statement prepared once, with the variables it is bound to.
//
//     Query<In<std::string>, Out<long long>> due{sql, "SELECT due_at FROM … WHERE id = :id"};
//     due.each([&](const auto& row) { … std::get<0>(row) … }, id);
//
// A query is always run to its end: one that stops half-way would keep its transaction's snapshot
// alive beyond the commit. Columns must not be NULL (COALESCE); throws soci::soci_error.
#pragma once

#include <string>
#include <tuple>

#include <soci/soci.h>

namespace postern {

template <typename... Types>
using In = std::tuple<Types...>;
template <typename... Types>
using Out = std::tuple<Types...>;

template <typename Parameters, typename Row = Out<>>
class Query {
  public:
    Query(soci::session& sql, const std::string& text) : statement_(sql) {
        const auto use = [&](auto&... each) { (statement_.exchange(soci::use(each)), ...); };
        const auto into = [&](auto&... each) { (statement_.exchange(soci::into(each)), ...); };
        std::apply(use, parameters_);
        std::apply(into, row_);
        statement_.alloc();
        statement_.prepare(text);
        statement_.define_and_bind();
    }
    Query(const Query&) = delete;  // SOCI knows the members by their addresses.
    Query& operator=(const Query&) = delete;

    /// Calls `take` with every row.
    template <typename Take, typename... Arguments>
    void each(Take&& take, const Arguments&... arguments) {
        parameters_ = std::tie(arguments...);
        statement_.execute();
        while (statement_.fetch()) take(std::as_const(row_));
    }

    template <typename... Arguments>
    [[nodiscard]] bool any(const Arguments&... arguments) {
        bool found = false;
        each([&](const Row&) { found = true; }, arguments...);
        return found;
    }

    /// For statements that change something: how many rows they changed.
    template <typename... Arguments>
    long long run(const Arguments&... arguments) {
        parameters_ = std::tie(arguments...);
        statement_.execute(true);
        return statement_.get_affected_rows();
    }

  private:
    Parameters parameters_;
    Row row_;
    soci::statement statement_;
};

}  // namespace postern
