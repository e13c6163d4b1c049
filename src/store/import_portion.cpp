// SPDX-License-Identifier: Apache-2.0
#include "import_portion.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace postern {

namespace {

constexpr std::size_t kOfOneKind = 250;  ///< Agents, chats, or removals.

long long rows_of(const DirectoryContent& content) {
    auto rows = content.accounts.size() + content.groups.size() + content.agents.size() +
                content.chats.size() + content.presence.size();
    for (const auto& chat : content.chats) rows += chat.events.size();
    for (const auto& agent : content.agents) rows += agent.groups.size();
    return static_cast<long long>(rows);
}

template <typename Entity>
std::set<std::string> ids_of(const std::vector<Entity>& all) {
    std::set<std::string> ids;
    for (const auto& each : all) ids.insert(each.id);
    return ids;
}

template <typename Entity>
void add_arrivals(const std::vector<Entity>& put, const std::vector<Entity>& before,
                  DirectoryItem::What what, std::vector<DirectoryItem>& arrivals) {
    const auto known = ids_of(before);
    for (const auto& each : put) {
        if (!known.contains(each.id)) arrivals.push_back({what, each.id, each.account});
    }
}

/// Cuts a change into portions.
class Portions {
  public:
    explicit Portions(std::string account) : account_(std::move(account)) {}

    void add_gone(const std::vector<DirectoryItem>& gone) {
        for (std::size_t at = 0; at < gone.size(); at += kOfOneKind) {
            const auto end = std::min(gone.size(), at + kOfOneKind);
            next().gone.assign(gone.begin() + static_cast<std::ptrdiff_t>(at),
                               gone.begin() + static_cast<std::ptrdiff_t>(end));
        }
    }

    void add_account(const ImportChange& change) {
        auto& portion = next();
        portion.put.accounts = change.put.accounts;
        portion.put.groups = change.put.groups;
        portion.before.accounts = change.before.accounts;
        portion.before.groups = change.before.groups;
    }

    template <typename Entity>
    void add(const ImportChange& change, std::vector<Entity> DirectoryContent::*part) {
        std::map<std::string, const Entity*> before;
        for (const auto& each : change.before.*part) before.emplace(each.id, &each);
        const auto& put = change.put.*part;
        for (std::size_t i = 0; i < put.size(); ++i) {
            if (i % kOfOneKind == 0) next();
            auto& portion = all_.back();
            (portion.put.*part).push_back(put[i]);
            const auto at = before.find(put[i].id);
            if (at != before.end()) (portion.before.*part).push_back(*at->second);
        }
    }

    /// A stretch of presence goes with its agent.
    void add_presence(const std::vector<OnlineSpan>& presence) {
        std::map<std::string, ImportPortion*> with;
        for (auto& portion : all_) {
            for (const auto& agent : portion.put.agents) with.emplace(agent.id, &portion);
        }
        for (const auto& span : presence) with.at(span.agent)->put.presence.push_back(span);
    }

    std::vector<ImportPortion> all() && { return std::move(all_); }

  private:
    ImportPortion& next() {
        auto& portion = all_.emplace_back();
        portion.account = account_;
        return portion;
    }

    std::string account_;
    std::vector<ImportPortion> all_{};
};

template <typename Entity>
void add_names(const std::vector<Entity>& all, DirectoryItem::What what,
               std::vector<DirectoryItem>& names) {
    for (const auto& each : all) names.push_back({what, each.id, each.account});
}

}  // namespace

long long ImportPortion::rows() const {
    return rows_of(put) + static_cast<long long>(gone.size());
}

std::vector<DirectoryItem> ImportPortion::arrivals() const {
    std::vector<DirectoryItem> all;
    add_arrivals(put.agents, before.agents, DirectoryItem::What::agent, all);
    add_arrivals(put.chats, before.chats, DirectoryItem::What::chat, all);
    return all;
}

std::vector<ImportPortion> portions_of(const std::string& account, const ImportChange& change) {
    Portions portions(account);
    std::vector<DirectoryItem> gone;
    add_names(change.gone.agents, DirectoryItem::What::agent, gone);
    add_names(change.gone.groups, DirectoryItem::What::group, gone);
    portions.add_gone(gone);
    if (!change.put.accounts.empty()) portions.add_account(change);
    portions.add(change, &DirectoryContent::agents);
    portions.add_presence(change.put.presence);
    portions.add(change, &DirectoryContent::chats);
    return std::move(portions).all();
}

std::vector<ImportPortion> portions_of_removal(const DirectoryContent& account) {
    const auto& id = account.accounts.front().id;
    std::vector<DirectoryItem> gone;
    add_names(account.agents, DirectoryItem::What::agent, gone);
    add_names(account.groups, DirectoryItem::What::group, gone);
    add_names(account.chats, DirectoryItem::What::chat, gone);
    gone.push_back({DirectoryItem::What::account, id, id});
    Portions portions(id);
    portions.add_gone(gone);
    return std::move(portions).all();
}

void carry_out(const ImportPortion& portion, DirectoryWriter& writer) {
    for (const auto& named : portion.gone) writer.remove(named);
    for (const auto& named : portion.arrivals()) writer.remove_elsewhere(named);
    writer.put(portion.put);
}

}  // namespace postern
