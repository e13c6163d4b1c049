// SPDX-License-Identifier: Apache-2.0
#include "import_stage.hpp"

#include "schema.hpp"
#include "sqlite/sqlite_scratch.hpp"

namespace postern {

namespace {

std::unique_ptr<soci::session> scratch_directory() {
    auto sql = sqlite_scratch();
    create_schema(*sql, kDirectorySchema);
    *sql << "CREATE TABLE gone (what INTEGER, id TEXT, account TEXT)";
    *sql << "BEGIN";
    return sql;
}

}  // namespace

ImportStage::Scratch::Scratch(Duration stale_after)
    : sql(scratch_directory()), reader(*sql), listing(*sql, reader), writer(*sql, stale_after) {}

ImportStage::ImportStage(Duration stale_after)
    : put_(stale_after),
      before_(stale_after),
      add_gone_(*put_.sql, "INSERT INTO gone VALUES (:what, :id, :account)"),
      gone_(*put_.sql, "SELECT what, id, account FROM gone ORDER BY rowid") {}

void ImportStage::add(const ImportChange& change) {
    has_any_ = has_any_ || !change.put.accounts.empty();
    put_.writer.put(change.put);
    before_.writer.put(change.before);
    for (const auto& agent : change.gone.agents) add({Named::What::agent, agent.id});
    for (const auto& group : change.gone.groups) {
        add({Named::What::group, group.id, group.account});
    }
}

void ImportStage::add(const Named& gone) {
    has_any_ = true;
    add_gone_.run(static_cast<int>(gone.what), gone.id, gone.account);
}

void ImportStage::for_each_gone(const std::function<void(const Named&)>& take) {
    gone_.each([&](const auto& row) {
        const auto& [what, id, account] = row;
        take({static_cast<Named::What>(what), id, account});
    });
}

}  // namespace postern
