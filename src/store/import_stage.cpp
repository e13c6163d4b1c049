// SPDX-License-Identifier: Apache-2.0
#include "import_stage.hpp"

#include "sqlite/sqlite_scratch.hpp"

namespace postern {

namespace {

std::unique_ptr<soci::session> empty_stage() {
    auto sql = sqlite_scratch();
    *sql << "CREATE TABLE portions (number INTEGER PRIMARY KEY, account TEXT, change TEXT)";
    *sql << "CREATE TABLE gone (what INTEGER, id TEXT, account TEXT)";
    *sql << "BEGIN";
    return sql;
}

}  // namespace

ImportStage::ImportStage()
    : sql_(empty_stage()),
      add_(*sql_, "INSERT INTO portions VALUES (:number, :account, :change)"),
      portion_(*sql_, "SELECT account, change FROM portions WHERE number = :number"),
      add_gone_(*sql_, "INSERT INTO gone VALUES (:what, :id, :account)"),
      gone_(*sql_, "SELECT what, id, account FROM gone ORDER BY rowid") {}

void ImportStage::add(const std::vector<ImportPortion>& portions) {
    for (const auto& portion : portions) {
        add_.run(++count_, portion.account, text_of(portion));
        rows_ += portion.rows();
        for (const auto& named : portion.gone) {
            add_gone_.run(static_cast<int>(named.what), named.id, named.account);
        }
    }
}

ImportPortion ImportStage::portion(long long number) {
    ImportPortion found;
    const auto take = [&](const auto& row) {
        const auto& [account, change] = row;
        found = portion_from(account, number, change);
    };
    portion_.each(take, number);
    return found;
}

void ImportStage::for_each_gone(const std::function<void(const DirectoryItem&)>& take) {
    gone_.each([&](const auto& row) {
        const auto& [what, id, account] = row;
        take({static_cast<DirectoryItem::What>(what), id, account});
    });
}

}  // namespace postern
