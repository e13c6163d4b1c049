// SPDX-License-Identifier: Apache-2.0
#include "account_copy.hpp"

#include "schema.hpp"
#include "sqlite/sqlite_scratch.hpp"

namespace postern {

namespace {

std::unique_ptr<soci::session> empty_directory() {
    auto sql = sqlite_in_memory();
    create_schema(*sql, kDirectorySchema);
    return sql;
}

}  // namespace

AccountCopy::AccountCopy(soci::session& from, Duration stale_after)
    : stale_after_(stale_after),
      sql_(empty_directory()),
      reader_(*sql_),
      listing_(*sql_, reader_),
      writer_(*sql_, stale_after),
      clear_(*sql_, "DELETE FROM accounts"),
      presence_(from,
                "SELECT agent, device, signed_out, first_at, last_at, kept FROM presence_told "
                "WHERE account = :account"),
      add_presence_(*sql_,
                    "INSERT INTO presence_told (account, agent, device, signed_out, first_at, "
                    "last_at, kept) VALUES (:account, :agent, :device, :out, :first, :last, "
                    ":kept)") {}

void AccountCopy::hold(const DirectoryContent& account, const std::vector<ImportPortion>& portions,
                       DirectoryReader& tables) {
    clear_.run();
    auto who = account;
    who.presence.clear();
    writer_.put(who);
    if (!who.accounts.empty()) add_presence(who.accounts.front().id);
    for (auto portion : portions) {
        // A chat gets what came too early when it is put.
        for (auto& chat : portion.put.chats) {
            const auto early = tables.early_events(chat.id);
            chat.events.insert(chat.events.end(), early.begin(), early.end());
        }
        carry_out(portion, writer_);
    }
}

void AccountCopy::add_presence(const Text& account) {
    presence_.each(
        [&](const auto& row) {
            const auto& [agent, device, out, first, last, kept] = row;
            add_presence_.run(account, agent, device, out, first, last, kept);
        },
        account);
}

}  // namespace postern
