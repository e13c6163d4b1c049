// SPDX-License-Identifier: Apache-2.0
#include "directory_reader.hpp"

#include <algorithm>

#include "columns.hpp"
#include "failure.hpp"

namespace postern {

namespace {

const std::string kAgentColumns =
    "id, account, name, address, active, COALESCE(forward, ''), keep_copy";
const std::string kGroupColumns = "id, name, COALESCE(forward, ''), keep_copy";
const std::string kToldColumns = "p.agent, p.device, p.signed_out, p.first_at, p.last_at";
// What online_at() says of a stretch, with the sign-out that ended it. Who was heard of last comes
// first: of a thousand who are there, one is looked at.
const std::string kAnotherOnline =
    "SELECT p.agent FROM presence_told p WHERE p.account = :account AND p.agent <> :agent "
    "AND p.signed_out = 0 AND p.last_at > :silent AND p.first_at <= :at "
    "AND NOT EXISTS (SELECT 1 FROM presence_told o WHERE o.agent = p.agent "
    "AND o.device = p.device AND o.signed_out = 1 AND o.first_at >= p.last_at "
    "AND o.first_at <= :at2) ";
const std::string kOfThatGroup =
    "AND EXISTS (SELECT 1 FROM memberships m WHERE m.agent = p.agent AND m.group_id = :group) ";
const std::string kLatest = "ORDER BY p.last_at DESC LIMIT 1";
// A column that stands in the tables' rows only: an index would spare the reading of them.
const std::string kEverything =
    "SELECT (SELECT COALESCE(SUM(LENGTH(plan)), 0) FROM accounts) + "
    "(SELECT COALESCE(SUM(LENGTH(name)), 0) FROM agent_groups) + "
    "(SELECT COALESCE(SUM(LENGTH(name)), 0) FROM agents) + "
    "(SELECT COALESCE(SUM(LENGTH(agent)), 0) FROM memberships) + "
    "(SELECT COALESCE(SUM(LENGTH(account)), 0) FROM chats) + "
    "(SELECT COALESCE(SUM(LENGTH(change)), 0) FROM import_portions)";

Address address_of(const std::string& text, const std::string& whose) {
    auto address = Address::parse(text);
    if (!address) refuse_row("directory: address of " + whose + ": " + address.error().what);
    return *std::move(address);
}

std::optional<Address> optional_address(const std::string& text, const std::string& whose) {
    if (text.empty()) return std::nullopt;
    return address_of(text, whose);
}

Plan plan_of(const std::string& name, const std::string& account) {
    const auto plan = plan_from(name);
    if (!plan) refuse_row("directory: account " + account + ": unknown plan " + name);
    return *plan;
}

ChatEvent event_of(const std::string& kind, const std::string& agent, TimePoint at) {
    const auto known = chat_event_from(kind);
    if (!known) refuse_row("directory: unknown chat event " + kind);
    return {*known, agent, at};
}

}  // namespace

DirectoryReader::DirectoryReader(soci::session& sql)
    : account_(sql,
               "SELECT name, plan, email_integration, offline_message, missed_chat, "
               "COALESCE(forward, ''), keep_copy, COALESCE(fallback, ''), COALESCE(owner, ''), "
               "EXISTS (SELECT 1 FROM imports WHERE in_force = 1) "
               "FROM accounts WHERE id = :id"),
      import_(sql, "SELECT 1 FROM imports WHERE in_force = 1"),
      chat_(sql, "SELECT account, COALESCE(group_id, '') FROM chats WHERE id = :id"),
      events_(sql,
              "SELECT kind, agent, happened_at FROM chat_events WHERE chat = :chat "
              "ORDER BY happened_at"),
      early_(sql,
             "SELECT kind, '', happened_at FROM early_events WHERE chat = :chat "
             "ORDER BY happened_at"),
      group_(sql, "SELECT " + kGroupColumns +
                      " FROM agent_groups WHERE account = :account AND id = :id"),
      groups_(sql, "SELECT " + kGroupColumns + " FROM agent_groups WHERE account = :account"),
      address_(sql, "SELECT 1 FROM agents WHERE account = :account AND address = :address"),
      agents_(sql, "SELECT " + kAgentColumns + " FROM agents WHERE account = :account"),
      agent_(sql, "SELECT " + kAgentColumns + " FROM agents WHERE id = :id AND account = :account"),
      owner_(sql, "SELECT account FROM agents WHERE id = :id"),
      groups_of_agents_(sql,
                        "SELECT agent, group_id FROM memberships WHERE account = :account "
                        "ORDER BY group_id"),
      groups_of_agent_(sql,
                       "SELECT group_id FROM memberships WHERE agent = :agent ORDER BY group_id"),
      forwards_(sql,
                "SELECT address, forward FROM agents "
                "WHERE account = :account AND forward IS NOT NULL"),
      presence_(sql, "SELECT " + kToldColumns +
                         " FROM presence_told p WHERE p.account = :account "
                         "AND p.last_at >= :since"),
      group_presence_(sql, "SELECT " + kToldColumns +
                               " FROM presence_told p WHERE p.account = :account "
                               "AND p.last_at >= :since AND (p.agent = :agent OR EXISTS (SELECT 1 "
                               "FROM memberships m WHERE m.agent = p.agent "
                               "AND m.group_id = :group))"),
      agent_presence_(sql, "SELECT " + kToldColumns +
                               " FROM presence_told p WHERE p.agent = :agent "
                               "AND p.last_at >= :since"),
      another_online_(sql, kAnotherOnline + kLatest),
      another_of_group_online_(sql, kAnotherOnline + kOfThatGroup + kLatest),
      everything_(sql, kEverything) {}

long long DirectoryReader::read_through() {
    long long length = 0;
    everything_.each([&](const auto& row) { length = std::get<0>(row); });
    return length;
}

std::optional<Account> DirectoryReader::account(const std::string& id) {
    std::optional<Account> found;
    const auto take = [&](const auto& row) {
        const auto& [name, plan, integration, offline, missed, forward, copy, fallback, owner,
                     import] = row;
        saw_import_ = import != 0;
        found = Account{id,
                        name,
                        plan_of(plan, id),
                        integration != 0,
                        offline != 0,
                        missed != 0,
                        optional_address(forward, "forward of " + id),
                        copy != 0,
                        optional_address(fallback, "fallback of " + id),
                        optional_address(owner, "owner of " + id)};
    };
    account_.each(take, id);
    if (!found) look_for_import();
    return found;
}

std::optional<Chat> DirectoryReader::chat(const std::string& id) {
    std::optional<Chat> found;
    const auto take = [&](const auto& row) {
        const auto& [account, group] = row;
        found = Chat{id, account, group.empty() ? std::nullopt : std::optional(group)};
    };
    chat_.each(take, id);
    return found;
}

std::vector<ChatEvent> DirectoryReader::events_by(EventQuery& query, const std::string& chat) {
    std::vector<ChatEvent> all;
    const auto take = [&](const auto& row) {
        const auto& [kind, agent, at] = row;
        all.push_back(event_of(kind, agent, time_of(at)));
    };
    query.each(take, chat);
    return all;
}

std::vector<ChatEvent> DirectoryReader::events(const std::string& chat) {
    auto all = events_by(events_, chat);
    // Of one moment, in the order of a chat's life, which is that of the enumeration.
    std::stable_sort(all.begin(), all.end(), [](const ChatEvent& a, const ChatEvent& b) {
        return std::tie(a.at, a.kind) < std::tie(b.at, b.kind);
    });
    return all;
}

std::vector<ChatEvent> DirectoryReader::early_events(const std::string& chat) {
    return events_by(early_, chat);
}

bool DirectoryReader::has_group(const std::string& account, const std::string& group) {
    return group_.any(account, group);
}

Group DirectoryReader::group_of(const std::string& account, const GroupRow& row) {
    const auto& [id, name, forward, copy] = row;
    return {account, id, name, optional_address(forward, "forward of group " + id), copy != 0};
}

std::optional<Group> DirectoryReader::group(const std::string& account, const std::string& id) {
    std::optional<Group> found;
    group_.each([&](const GroupRow& row) { found = group_of(account, row); }, account, id);
    return found;
}

std::vector<Group> DirectoryReader::groups(const std::string& account) {
    std::vector<Group> all;
    groups_.each([&](const GroupRow& row) { all.push_back(group_of(account, row)); }, account);
    std::sort(all.begin(), all.end(), [](const Group& a, const Group& b) { return a.id < b.id; });
    return all;
}

bool DirectoryReader::has_address(const std::string& account, const Address& address) {
    return address_.any(account, address.text());
}

Agent DirectoryReader::agent_of(const AgentRow& row) {
    const auto& [id, account, name, address, active, forward, copy] = row;
    return {id,          account,
            name,        address_of(address, id),
            active != 0, optional_address(forward, "forward of " + id),
            {},          copy != 0};
}

std::vector<Agent> DirectoryReader::agents(const std::string& account) {
    std::vector<Agent> all;
    agents_.each([&](const AgentRow& row) { all.push_back(agent_of(row)); }, account);
    // Sorted here: the order of a database depends on its collation.
    std::sort(all.begin(), all.end(), [](const Agent& a, const Agent& b) { return a.id < b.id; });
    const auto add_group = [&](const auto& row) {
        const auto& [id, group] = row;
        const auto at = std::lower_bound(all.begin(), all.end(), id,
                                         [](const Agent& a, const Text& b) { return a.id < b; });
        if (at != all.end() && at->id == id) at->groups.push_back(group);
    };
    groups_of_agents_.each(add_group, account);
    return all;
}

std::optional<Agent> DirectoryReader::agent(const std::string& account, const std::string& id) {
    std::optional<Agent> found;
    agent_.each([&](const AgentRow& row) { found = agent_of(row); }, id, account);
    if (!found) return found;
    groups_of_agent_.each([&](const auto& row) { found->groups.push_back(std::get<0>(row)); }, id);
    return found;
}

std::optional<std::string> DirectoryReader::account_of_agent(const std::string& id) {
    std::optional<std::string> found;
    owner_.each([&](const auto& row) { found = std::get<0>(row); }, id);
    return found;
}

std::vector<Forward> DirectoryReader::forwards(const std::string& account) {
    std::vector<Forward> all;
    const auto take = [&](const auto& row) {
        const auto& [from, to] = row;
        all.push_back({address_of(from, account), address_of(to, account)});
    };
    forwards_.each(take, account);
    return all;
}

std::vector<OnlineSpan> DirectoryReader::presence(const std::string& account,
                                                  const std::optional<std::string>& group,
                                                  const std::string& agent, TimePoint since) {
    std::vector<ToldRow> rows;
    const auto take = [&](const ToldRow& row) { rows.push_back(row); };
    if (group) {
        group_presence_.each(take, account, to_column(since), agent, *group);
    } else {
        presence_.each(take, account, to_column(since));
    }
    return spans_in(std::move(rows));
}

std::vector<OnlineSpan> DirectoryReader::presence_of(const std::string& agent, TimePoint since) {
    std::vector<ToldRow> rows;
    agent_presence_.each([&](const ToldRow& row) { rows.push_back(row); }, agent, to_column(since));
    return spans_in(std::move(rows));
}

std::optional<std::string> DirectoryReader::another_online(const std::string& account,
                                                           const std::optional<std::string>& group,
                                                           const std::string& agent, TimePoint at,
                                                           Duration stale_after) {
    std::optional<std::string> found;
    const auto take = [&](const auto& row) { found = std::get<0>(row); };
    const auto then = to_column(at);
    const auto silent = to_column(at - stale_after);
    if (group) {
        another_of_group_online_.each(take, account, agent, silent, then, then, *group);
    } else {
        another_online_.each(take, account, agent, silent, then, then);
    }
    return found;
}

}  // namespace postern
