// SPDX-License-Identifier: Apache-2.0
#include "pending_import.hpp"

#include "columns.hpp"

namespace postern {

PendingImport::PendingImport(soci::session& sql)
    : state_(sql, "SELECT id, in_force, disturbed, begun_at, stale_after FROM imports"),
      in_force_(sql, "SELECT 1 FROM imports WHERE in_force = 1"),
      begin_(sql,
             "INSERT INTO imports (id, in_force, disturbed, begun_at, stale_after) "
             "VALUES (:id, 0, 0, :begun, :stale)"),
      disturb_(sql, "UPDATE imports SET disturbed = 1 WHERE in_force = 0"),
      put_in_force_(sql, "UPDATE imports SET in_force = 1"),
      end_(sql, "DELETE FROM imports"),
      touch_(sql,
             "INSERT INTO import_touched (account) VALUES (:account) "
             "ON CONFLICT (account) DO NOTHING"),
      touched_(sql, "SELECT account FROM import_touched"),
      add_(sql,
           "INSERT INTO import_portions (account, number, change) "
           "VALUES (:account, :number, :change)"),
      name_(sql,
            "INSERT INTO import_names (id, what, account) VALUES (:id, :what, :account) "
            "ON CONFLICT (id, what) DO UPDATE SET account = excluded.account"),
      remove_(sql, "DELETE FROM import_portions WHERE account = :account AND number = :number"),
      portions_(sql,
                "SELECT account, number, change FROM import_portions WHERE account = :account "
                "ORDER BY number"),
      next_(sql,
            "SELECT account, number, change FROM import_portions ORDER BY account, number LIMIT 1"),
      accounts_(sql, "SELECT DISTINCT account FROM import_portions"),
      account_of_(sql, "SELECT account FROM import_names WHERE id = :id AND what = :what"),
      clear_portions_(sql,
                      "DELETE FROM import_portions WHERE (account, number) IN (SELECT account, "
                      "number FROM import_portions ORDER BY account, number LIMIT 20)"),
      clear_names_(sql,
                   "DELETE FROM import_names WHERE id IN "
                   "(SELECT id FROM import_names ORDER BY id LIMIT 5000)"),
      clear_touched_(sql, "DELETE FROM import_touched") {}

std::optional<PendingImport::State> PendingImport::state() {
    std::optional<State> found;
    const auto take = [&](const auto& row) {
        const auto& [id, in_force, disturbed, begun, stale] = row;
        found = State{id, in_force != 0, disturbed != 0, time_of(begun), Duration(stale)};
    };
    state_.each(take);
    return found;
}

void PendingImport::begin(const State& state) {
    end_.run();
    clear_touched_.run();
    begin_.run(state.id, to_column(state.begun), state.stale_after.count());
}

std::vector<std::string> PendingImport::touched() {
    std::vector<Text> all;
    touched_.each([&](const auto& row) { all.push_back(std::get<0>(row)); });
    return all;
}

void PendingImport::add(const ImportPortion& portion) {
    add_.run(portion.account, portion.number, text_of(portion));
    for (const auto& named : portion.arrivals()) {
        name_.run(named.id, static_cast<int>(named.what), named.account);
    }
}

void PendingImport::remove(const ImportPortion& portion) {
    remove_.run(portion.account, portion.number);
}

std::vector<ImportPortion> PendingImport::portions(const std::string& account) {
    std::vector<ImportPortion> all;
    const auto take = [&](const PortionRow& row) {
        const auto& [whose, number, text] = row;
        all.push_back(portion_from(whose, number, text));
    };
    portions_.each(take, account);
    return all;
}

std::optional<ImportPortion> PendingImport::next() {
    std::optional<ImportPortion> first;
    const auto take = [&](const PortionRow& row) {
        const auto& [whose, number, text] = row;
        first = portion_from(whose, number, text);
    };
    next_.each(take);
    return first;
}

std::vector<std::string> PendingImport::accounts() {
    std::vector<Text> all;
    accounts_.each([&](const auto& row) { all.push_back(std::get<0>(row)); });
    return all;
}

std::optional<std::string> PendingImport::account_of(DirectoryItem::What what,
                                                     const std::string& id) {
    std::optional<Text> found;
    account_of_.each([&](const auto& row) { found = std::get<0>(row); }, id,
                     static_cast<int>(what));
    return found;
}

bool PendingImport::clear() {
    return clear_portions_.run() > 0 || clear_names_.run() > 0 || clear_touched_.run() > 0;
}

}  // namespace postern
