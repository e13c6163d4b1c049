// SPDX-License-Identifier: Apache-2.0
#include "import_change.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace postern {

namespace {

/// By what they are known by.
template <typename Entity>
std::map<std::string, const Entity*> by_id(const std::vector<Entity>& all) {
    std::map<std::string, const Entity*> known;
    for (const auto& entity : all) known.emplace(entity.id, &entity);
    return known;
}

/// Accounts, groups and agents: what is told is all there is to them.
template <typename Entity>
void compare(const std::vector<Entity>& there, const std::vector<Entity>& told, bool whole,
             std::vector<Entity> DirectoryContent::*part, ImportChange& change) {
    auto known = by_id(there);
    for (const auto& entity : told) {
        const auto at = known.find(entity.id);
        const auto* before = at != known.end() ? at->second : nullptr;
        if (at != known.end()) known.erase(at);
        if (before != nullptr && *before == entity) continue;
        (change.put.*part).push_back(entity);
        if (before != nullptr) (change.before.*part).push_back(*before);
    }
    if (!whole) return;
    for (const auto& [id, entity] : known) (change.gone.*part).push_back(*entity);
}

bool comes_before(const OnlineSpan& a, const OnlineSpan& b) {
    const auto key = [](const OnlineSpan& span) {
        return std::tie(span.agent, span.device, span.from, span.seen, span.until);
    };
    return key(a) < key(b);
}

bool holds(const std::vector<ChatEvent>& all, const std::vector<ChatEvent>& some) {
    return std::all_of(some.begin(), some.end(), [&](const ChatEvent& event) {
        return std::find(all.begin(), all.end(), event) != all.end();
    });
}

void compare_chats(const DirectoryContent& there, const DirectoryContent& told,
                   ImportChange& change) {
    const auto known = by_id(there.chats);
    for (const auto& chat : told.chats) {
        const auto at = known.find(chat.id);
        const auto* before = at != known.end() ? at->second : nullptr;
        if (before == nullptr) {
            change.put.chats.push_back(chat);
        } else if (before->group != chat.group || !holds(before->events, chat.events)) {
            change.put.chats.push_back(chat);
            change.before.chats.push_back({before->id, before->account, before->group});
        }
    }
}

std::vector<OnlineSpan> sorted(std::vector<OnlineSpan> spans) {
    std::sort(spans.begin(), spans.end(), comes_before);
    return spans;
}

std::vector<OnlineSpan> without(const std::vector<OnlineSpan>& all,
                                const std::vector<OnlineSpan>& some) {
    const auto from = sorted(all);
    const auto taken = sorted(some);
    std::vector<OnlineSpan> left;
    std::set_difference(from.begin(), from.end(), taken.begin(), taken.end(),
                        std::back_inserter(left), comes_before);
    return left;
}

/// A stretch of presence is written with the agent whose it is.
void add_agents_present(const DirectoryContent& there, const DirectoryContent& told,
                        ImportChange& change) {
    const auto put = by_id(change.put.agents);
    const auto known = by_id(there.agents);
    std::set<std::string> present;
    for (const auto& span : change.put.presence) present.insert(span.agent);
    std::vector<Agent> added;
    for (const auto& agent : told.agents) {
        if (!present.contains(agent.id) || put.contains(agent.id)) continue;
        added.push_back(agent);
        if (known.contains(agent.id)) change.before.agents.push_back(*known.at(agent.id));
    }
    change.put.agents.insert(change.put.agents.end(), added.begin(), added.end());
}

bool has_nothing(const DirectoryContent& content) {
    return content.accounts.empty() && content.groups.empty() && content.agents.empty() &&
           content.chats.empty() && content.presence.empty();
}

}  // namespace

ImportChange change_between(const DirectoryContent& there, const DirectoryContent& told,
                            bool whole) {
    ImportChange change;
    compare(there.accounts, told.accounts, false, &DirectoryContent::accounts, change);
    compare(there.groups, told.groups, whole, &DirectoryContent::groups, change);
    compare(there.agents, told.agents, whole, &DirectoryContent::agents, change);
    compare_chats(there, told, change);
    change.put.presence = without(told.presence, there.presence);
    if (has_nothing(change.put)) return change;
    add_agents_present(there, told, change);
    change.put.accounts = told.accounts;
    change.before.accounts = there.accounts;
    return change;
}

}  // namespace postern
