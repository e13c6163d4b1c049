// SPDX-License-Identifier: Apache-2.0
#include "directory_listing.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace postern {

namespace {

using Text = std::string;

class Listing {
  public:
    Listing(soci::session& sql, DirectoryReader& reader)
        : reader_(reader),
          accounts_(sql, "SELECT id FROM accounts"),
          chats_(sql, "SELECT id FROM chats WHERE account = :account") {}

    DirectoryContent all() {
        std::set<Text> ids;
        accounts_.each([&](const auto& row) { ids.insert(std::get<0>(row)); });
        for (const auto& id : ids) add(id);
        return std::move(content_);
    }

  private:
    void add(const Text& account) {
        content_.accounts.push_back(reader_.account(account).value());
        for (auto& group : reader_.groups(account)) content_.groups.push_back(std::move(group));
        for (auto& agent : reader_.agents(account)) content_.agents.push_back(std::move(agent));
        add_chats(account);
        add_presence(account);
    }

    void add_chats(const Text& account) {
        std::set<Text> ids;
        chats_.each([&](const auto& row) { ids.insert(std::get<0>(row)); }, account);
        for (const auto& id : ids) {
            auto& chat = content_.chats.emplace_back(reader_.chat(id).value());
            chat.events = reader_.events(id);
        }
    }

    void add_presence(const Text& account) {
        const auto spans = reader_.presence(account, std::nullopt, "", TimePoint{});
        content_.presence.insert(content_.presence.end(), spans.begin(), spans.end());
    }

    DirectoryReader& reader_;
    Query<In<>, Out<Text>> accounts_;
    Query<In<Text>, Out<Text>> chats_;
    DirectoryContent content_;
};

std::set<Text> names_in(const DirectoryContent& content) {
    std::set<Text> names;
    for (const auto& account : content.accounts) names.insert("account " + account.id);
    for (const auto& group : content.groups)
        names.insert("group " + group.account + "/" + group.id);
    for (const auto& agent : content.agents) names.insert("agent " + agent.id);
    for (const auto& chat : content.chats) names.insert("chat " + chat.id);
    return names;
}

}  // namespace

DirectoryContent list_directory(soci::session& sql, DirectoryReader& reader) {
    return Listing(sql, reader).all();
}

int count_missing(const DirectoryContent& before, const DirectoryContent& after) {
    const auto left = names_in(after);
    int missing = 0;
    for (const auto& name : names_in(before)) missing += left.contains(name) ? 0 : 1;
    return missing;
}

}  // namespace postern
