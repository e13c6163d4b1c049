// SPDX-License-Identifier: Apache-2.0
#include "import_checks.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "forward_loop.hpp"

namespace postern {

namespace {

Error changed_meanwhile(std::string_view what, const std::string& id) {
    return {ErrorCode::conflict, std::string(what) + " " + in_quotes(id) +
                                     " was changed while the import was read: nothing of it was "
                                     "taken, import it again"};
}

Result<void> is_as_before(DirectoryReader& reader, const DirectoryContent& before) {
    for (const auto& account : before.accounts) {
        if (reader.account(account.id) != account) return changed_meanwhile("account", account.id);
    }
    for (const auto& group : before.groups) {
        if (reader.group(group.account, group.id) != group) {
            return changed_meanwhile("group", group.id);
        }
    }
    for (const auto& agent : before.agents) {
        if (reader.agent(agent.account, agent.id) != agent) {
            return changed_meanwhile("agent", agent.id);
        }
    }
    for (const auto& chat : before.chats) {
        if (reader.chat(chat.id) != chat) return changed_meanwhile("chat", chat.id);
    }
    return {};
}

/// With what is put in place of what there is, and without what goes.
template <typename Entity>
std::vector<Entity> after(std::vector<Entity> all, const std::vector<Entity>& put,
                          const std::set<std::string>& gone) {
    std::set<std::string> without = gone;
    for (const auto& each : put) without.insert(each.id);
    std::erase_if(all, [&](const Entity& each) { return without.contains(each.id); });
    all.insert(all.end(), put.begin(), put.end());
    return all;
}

}  // namespace

Result<void> ImportChecks::next(DirectoryReader& reader, const ImportPortion& portion) {
    if (portion.account != account_) {
        if (auto fine = check_circles(reader); !fine) return fine;
        *this = ImportChecks(whole_);
        account_ = portion.account;
    }
    is_known_ = is_known_ || !portion.before.accounts.empty();
    const auto add = [](auto& to, const auto& from) {
        to.insert(to.end(), from.begin(), from.end());
    };
    add(put_.accounts, portion.put.accounts);
    add(put_.groups, portion.put.groups);
    add(put_.agents, portion.put.agents);
    for (const auto& named : portion.gone) {
        if (named.what == DirectoryItem::What::group) gone_groups_.insert(named.id);
        if (named.what == DirectoryItem::What::agent) gone_agents_.insert(named.id);
    }
    if (!whole_) {
        if (auto same = is_as_before(reader, portion.before); !same) return same;
    }
    return fits(reader, portion);
}

Result<void> ImportChecks::fits(DirectoryReader& reader, const ImportPortion& portion) const {
    for (const auto& account : portion.before.accounts) {
        if (!reader.account(account.id)) return changed_meanwhile("account", account.id);
    }
    for (const auto& agent : portion.put.agents) {
        for (const auto& group : agent.groups) {
            if (!has_group(reader, group)) return changed_meanwhile("group", group);
        }
        const auto owner = whole_ ? std::nullopt : reader.account_of_agent(agent.id);
        if (owner && *owner != agent.account) return changed_meanwhile("agent", agent.id);
    }
    return {};
}

bool ImportChecks::has_group(DirectoryReader& reader, const std::string& group) const {
    const bool is_put = std::any_of(put_.groups.begin(), put_.groups.end(),
                                    [&](const Group& each) { return each.id == group; });
    return is_put || (!gone_groups_.contains(group) && reader.has_group(account_, group));
}

Result<void> ImportChecks::check_circles(DirectoryReader& reader) {
    if (!is_known_ || put_.accounts.empty()) return {};
    return no_circles(put_.accounts.front(),
                      after(reader.groups(account_), put_.groups, gone_groups_),
                      after(reader.agents(account_), put_.agents, gone_agents_));
}

}  // namespace postern
