// SPDX-License-Identifier: Apache-2.0
//
// Directories that are made up, for imports of anything over anything.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "fixture.hpp"

namespace postern {

/// Directories made up from few names, so that things meet: agents and chats move between
/// accounts, groups come and go.
class MadeUp {
  public:
    explicit MadeUp(unsigned seed) : random_(seed) {}

    DirectoryContent content() {
        DirectoryContent content;
        auto agents = shuffled({"a", "b", "c", "d", "e"});
        auto chats = shuffled({"x", "y", "z"});
        for (const auto& id : some({"one", "two", "three"})) {
            content.accounts.push_back({id, name(), Plan::pro, chance(), chance(), chance()});
            std::vector<std::string> groups = some({"g", "h"});
            for (const auto& group : groups) content.groups.push_back({id, group, name()});
            for (int i = pick(4); i > 0 && !agents.empty(); --i) {
                add_agent(content, id, groups, agents.back());
                agents.pop_back();
            }
            if (chance() && !chats.empty()) {
                content.chats.push_back(chat(id, groups, chats.back()));
                chats.pop_back();
            }
        }
        return content;
    }

  private:
    int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
    bool chance() { return pick(2) == 0; }
    std::string name() { return "n" + std::to_string(pick(3)); }
    TimePoint moment() { return at("2026-11-23T10:00:00Z") + std::chrono::minutes{pick(5)}; }

    std::vector<std::string> shuffled(std::vector<std::string> all) {
        std::shuffle(all.begin(), all.end(), random_);
        return all;
    }
    std::vector<std::string> some(std::vector<std::string> all) {
        std::erase_if(all, [&](const std::string&) { return chance(); });
        return all;
    }

    void add_agent(DirectoryContent& content, const std::string& account,
                   const std::vector<std::string>& groups, const std::string& id) {
        Agent agent{id, account, name(), address(id + std::to_string(pick(2)) + "@b.example")};
        agent.groups = some(groups);
        content.agents.push_back(agent);
        if (chance()) return;
        const auto from = moment();
        content.presence.push_back({id, "phone", from, from, from + std::chrono::minutes{pick(3)}});
    }

    Chat chat(const std::string& account, const std::vector<std::string>& groups,
              const std::string& id) {
        Chat chat{id, account};
        if (!groups.empty() && chance()) chat.group = groups.front();
        if (chance()) chat.events.push_back({ChatEventKind::left, "", moment()});
        return chat;
    }

    std::mt19937 random_;
};

/// In the order of names.
inline DirectoryContent in_order(DirectoryContent content) {
    const auto by_id = [](const auto& a, const auto& b) {
        return std::tie(a.id, a.account) < std::tie(b.id, b.account);
    };
    std::sort(content.groups.begin(), content.groups.end(), by_id);
    std::sort(content.agents.begin(), content.agents.end(), by_id);
    std::sort(content.chats.begin(), content.chats.end(), by_id);
    std::sort(content.presence.begin(), content.presence.end(), [](const auto& a, const auto& b) {
        return std::tie(a.agent, a.from) < std::tie(b.agent, b.from);
    });
    return content;
}

/// Without what happened, which a whole import does not take away.
inline DirectoryContent who_of(DirectoryContent content) {
    content.chats.clear();
    content.presence.clear();
    return content;
}

}  // namespace postern
