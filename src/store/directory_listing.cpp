// SPDX-License-Identifier: Apache-2.0
#include "directory_listing.hpp"

#include <algorithm>

#include "current_directory.hpp"
#include "engine.hpp"
#include "schema.hpp"
#include "session_pool.hpp"

namespace postern {

DirectoryListing::DirectoryListing(soci::session& sql, DirectoryReader& reader)
    : reader_(reader),
      accounts_(sql, "SELECT id FROM accounts"),
      chats_(sql, "SELECT id FROM chats WHERE account = :account") {}

std::vector<std::string> DirectoryListing::accounts() {
    std::vector<Text> ids;
    accounts_.each([&](const auto& row) { ids.push_back(std::get<0>(row)); });
    // Sorted here: the order of a database depends on its collation.
    std::sort(ids.begin(), ids.end());
    return ids;
}

DirectoryContent DirectoryListing::account(const std::string& id) {
    auto account = reader_.account(id);
    if (!account) return {};
    DirectoryContent content;
    content.accounts.push_back(*std::move(account));
    content.groups = reader_.groups(id);
    content.agents = reader_.agents(id);
    add_chats(id, content);
    add_presence(id, content);
    return content;
}

void DirectoryListing::add_chats(const Text& account, DirectoryContent& content) {
    std::vector<Text> ids;
    chats_.each([&](const auto& row) { ids.push_back(std::get<0>(row)); }, account);
    std::sort(ids.begin(), ids.end());
    for (const auto& id : ids) {
        auto& chat = content.chats.emplace_back(reader_.chat(id).value());
        chat.events = reader_.events(id);
    }
}

void DirectoryListing::add_presence(const Text& account, DirectoryContent& content) {
    content.presence = reader_.presence(account, std::nullopt, "", TimePoint{});
}

Result<void> list_accounts(const DatabaseOptions& options,
                           const std::function<void(const DirectoryContent&)>& take) {
    auto engine = engine_of(options);
    if (!engine) return engine.error();
    SessionPool<CurrentDirectory> session(*std::move(engine), kDirectorySchema);
    if (auto opened = session.open(1); !opened) {
        return std::move(opened).with_context("directory");
    }
    const auto listed = session.read([&](CurrentDirectory& current) {
        const auto ids = current.accounts();
        for (const auto& id : ids) {
            const auto content = current.account(id);
            if (!content.accounts.empty()) take(content);
        }
        return ids.size();
    });
    return listed ? Result<void>() : listed.error();
}

}  // namespace postern
