// SPDX-License-Identifier: Apache-2.0
#include "current_directory.hpp"

#include <algorithm>

#include "account_copy.hpp"

namespace postern {

CurrentDirectory::CurrentDirectory(soci::session& sql)
    : sql_(sql), tables_(sql), listing_(sql, tables_), pending_(sql) {}

CurrentDirectory::~CurrentDirectory() = default;

AccountCopy* CurrentDirectory::copy_of(const std::string& account) {
    const auto portions = pending_.portions(account);
    if (portions.empty()) return nullptr;
    const auto terms = pending_.state();
    if (!terms || !terms->in_force) return nullptr;
    if (!copy_ || copy_->stale_after() != terms->stale_after) {
        copy_ = std::make_unique<AccountCopy>(sql_, terms->stale_after);
    }
    copy_->hold(listing_.account(account), portions, tables_);
    return copy_.get();
}

DirectoryReader& CurrentDirectory::reader_of(const std::string& account) {
    auto* const copy = copy_of(account);
    return copy != nullptr ? copy->look_ups() : tables_;
}

std::optional<Chat> CurrentDirectory::chat(const std::string& id) {
    auto owner = pending_.account_of(DirectoryItem::What::chat, id);
    if (!owner) {
        const auto known = tables_.chat(id);
        if (!known) return std::nullopt;
        owner = known->account;
    }
    auto& reader = reader_of(*owner);
    auto found = reader.chat(id);
    if (found) found->events = reader.events(id);
    return found;
}

std::vector<std::string> CurrentDirectory::accounts() {
    auto all = listing_.accounts();
    if (!pending_.is_in_force()) return all;
    const auto pending = pending_.accounts();
    all.insert(all.end(), pending.begin(), pending.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

DirectoryContent CurrentDirectory::account(const std::string& id) {
    auto* const copy = pending_.is_in_force() ? copy_of(id) : nullptr;
    return copy != nullptr ? copy->listing().account(id) : listing_.account(id);
}

}  // namespace postern
