// SPDX-License-Identifier: Apache-2.0
#include "directory_pruning.hpp"

#include <vector>

#include "columns.hpp"

namespace postern {

namespace {

constexpr int kChats = 500;
constexpr std::size_t kAccounts = 200;

}  // namespace

DirectoryPruning::DirectoryPruning(soci::session& sql)
    : date_(sql, "UPDATE chats SET last_at = :now WHERE last_at = 0"),
      chats_(sql,
             "DELETE FROM chats WHERE id IN (SELECT id FROM chats WHERE last_at < :before "
             "ORDER BY last_at LIMIT " +
                 std::to_string(kChats) + ")"),
      early_(sql, "DELETE FROM early_events WHERE happened_at < :before"),
      accounts_(sql, "SELECT id FROM accounts WHERE id > :after ORDER BY id LIMIT " +
                         std::to_string(kAccounts)),
      presence_(sql, "DELETE FROM presence_told WHERE account = :account AND last_at < :before") {}

Pruned DirectoryPruning::step(TimePoint now, TimePoint before) {
    date_.run(to_column(now));
    const auto chats = static_cast<int>(chats_.run(to_column(before)));
    if (chats == kChats) return {chats, true};
    const auto early = static_cast<int>(early_.run(to_column(before)));
    auto pruned = next_accounts(before);
    pruned.removed += chats + early;
    return pruned;
}

Pruned DirectoryPruning::next_accounts(TimePoint before) {
    std::vector<Text> accounts;
    accounts_.each([&](const auto& row) { accounts.push_back(std::get<0>(row)); }, after_);
    Pruned pruned{0, accounts.size() == kAccounts};
    for (const auto& account : accounts) {
        pruned.removed += static_cast<int>(presence_.run(account, to_column(before)));
    }
    after_ = pruned.more ? accounts.back() : Text();
    return pruned;
}

}  // namespace postern
