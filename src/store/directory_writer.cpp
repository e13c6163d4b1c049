// SPDX-License-Identifier: Apache-2.0
#include "directory_writer.hpp"

#include <algorithm>

#include "columns.hpp"

namespace postern {

namespace {

std::string text_of(const std::optional<Address>& address) {
    return address ? address->text() : std::string();
}

}  // namespace

DirectoryWriter::DirectoryWriter(soci::session& sql, Duration stale_after)
    : account_(sql,
               "INSERT INTO accounts (id, name, plan, email_integration, offline_message, "
               "missed_chat, forward, keep_copy, fallback, owner) VALUES (:id, :name, :plan, "
               ":integration, :offline, :missed, NULLIF(:forward, ''), :copy, "
               "NULLIF(:fallback, ''), NULLIF(:owner, '')) "
               "ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
               "plan = excluded.plan, email_integration = excluded.email_integration, "
               "offline_message = excluded.offline_message, missed_chat = excluded.missed_chat, "
               "forward = excluded.forward, keep_copy = excluded.keep_copy, "
               "fallback = excluded.fallback, owner = excluded.owner"),
      group_(sql,
             "INSERT INTO agent_groups (account, id, name, forward, keep_copy) "
             "VALUES (:account, :id, :name, NULLIF(:forward, ''), :copy) "
             "ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, "
             "forward = excluded.forward, keep_copy = excluded.keep_copy"),
      agent_(sql,
             "INSERT INTO agents (id, account, name, address, active, forward, keep_copy) "
             "VALUES (:id, :account, :name, :address, :active, NULLIF(:forward, ''), :copy) "
             "ON CONFLICT (id) DO UPDATE SET account = excluded.account, name = excluded.name, "
             "address = excluded.address, active = excluded.active, forward = excluded.forward, "
             "keep_copy = excluded.keep_copy"),
      groups_(sql, "SELECT group_id FROM memberships WHERE agent = :agent"),
      leave_groups_(sql, "DELETE FROM memberships WHERE agent = :agent"),
      join_group_(sql,
                  "INSERT INTO memberships (account, group_id, agent) "
                  "VALUES (:account, :group, :agent)"),
      chat_(sql,
            "INSERT INTO chats (id, account, group_id, last_at) "
            "VALUES (:id, :account, NULLIF(:group, ''), :at) "
            "ON CONFLICT (id) DO UPDATE SET group_id = excluded.group_id, last_at = "
            "CASE WHEN last_at < excluded.last_at THEN excluded.last_at ELSE last_at END"),
      event_(sql,
             "INSERT INTO chat_events (chat, happened_at, kind, agent) "
             "VALUES (:chat, :at, :kind, :agent) "
             "ON CONFLICT (chat, happened_at, kind, agent) DO NOTHING"),
      touch_(sql, "UPDATE chats SET last_at = :at WHERE id = :chat AND last_at < :same"),
      early_(sql,
             "INSERT INTO early_events (chat, happened_at, kind) VALUES (:chat, :at, :kind) "
             "ON CONFLICT (chat, happened_at, kind) DO NOTHING"),
      came_early_(sql, "SELECT kind, happened_at FROM early_events WHERE chat = :chat"),
      no_longer_early_(sql, "DELETE FROM early_events WHERE chat = :chat"),
      presence_(sql, stale_after),
      remove_account_(sql, "DELETE FROM accounts WHERE id = :id"),
      remove_group_(sql, "DELETE FROM agent_groups WHERE account = :account AND id = :id"),
      remove_agent_(sql, "DELETE FROM agents WHERE id = :id"),
      remove_chat_(sql, "DELETE FROM chats WHERE id = :id"),
      remove_agent_of_(sql, "DELETE FROM agents WHERE id = :id AND account = :account"),
      remove_chat_of_(sql, "DELETE FROM chats WHERE id = :id AND account = :account"),
      remove_agent_elsewhere_(sql, "DELETE FROM agents WHERE id = :id AND account <> :account"),
      remove_chat_elsewhere_(sql, "DELETE FROM chats WHERE id = :id AND account <> :account") {}

void DirectoryWriter::put(const Account& account) {
    account_.run(account.id, account.name, Text(name_of(account.plan)),
                 account.email_integration ? 1 : 0, account.offline_message ? 1 : 0,
                 account.missed_chat ? 1 : 0, text_of(account.forward), account.keep_copy ? 1 : 0,
                 text_of(account.fallback), text_of(account.owner));
}

void DirectoryWriter::put(const Group& group) {
    group_.run(group.account, group.id, group.name, text_of(group.forward),
               group.keep_copy ? 1 : 0);
}

void DirectoryWriter::put(const Agent& agent) {
    agent_.run(agent.id, agent.account, agent.name, agent.address.text(), agent.active ? 1 : 0,
               text_of(agent.forward), agent.keep_copy ? 1 : 0);
    std::vector<Text> is_in;
    groups_.each([&](const auto& row) { is_in.push_back(std::get<0>(row)); }, agent.id);
    if (std::is_permutation(is_in.begin(), is_in.end(), agent.groups.begin(), agent.groups.end())) {
        return;
    }
    if (!is_in.empty()) leave_groups_.run(agent.id);
    for (const auto& group : agent.groups) join_group_.run(agent.account, group, agent.id);
}

void DirectoryWriter::put(const Chat& chat) {
    begin(chat, TimePoint{});
}

void DirectoryWriter::begin(const Chat& chat, TimePoint at) {
    chat_.run(chat.id, chat.account, chat.group.value_or(""), to_column(at));
    for (const auto& event : chat.events) add_event(chat.id, event);
    std::vector<std::pair<Text, Number>> early;
    came_early_.each(
        [&](const auto& row) { early.emplace_back(std::get<0>(row), std::get<1>(row)); }, chat.id);
    if (early.empty()) return;
    for (const auto& [kind, happened] : early) add_event(chat.id, kind, "", happened);
    no_longer_early_.run(chat.id);
}

void DirectoryWriter::put(const OnlineSpan& span) {
    presence_.tell(span);
}

void DirectoryWriter::put(const DirectoryContent& content) {
    for (const auto& account : content.accounts) put(account);
    for (const auto& group : content.groups) put(group);
    for (const auto& agent : content.agents) put(agent);
    for (const auto& chat : content.chats) put(chat);
    for (const auto& span : content.presence) put(span);
}

void DirectoryWriter::add_event(const std::string& chat, const ChatEvent& event) {
    add_event(chat, Text(name_of(event.kind)), event.agent, to_column(event.at));
}

void DirectoryWriter::add_event(const Text& chat, const Text& kind, const Text& agent, Number at) {
    event_.run(chat, at, kind, agent);
    touch_.run(at, chat, at);
}

void DirectoryWriter::add_early(const std::string& chat, const ChatEvent& event) {
    early_.run(chat, to_column(event.at), Text(name_of(event.kind)));
}

void DirectoryWriter::tell(const std::string& agent, const std::string& device, PresenceSign kind,
                           TimePoint at) {
    presence_.tell(agent, device, kind, at);
}

bool DirectoryWriter::remove_account(const std::string& account) {
    return remove_account_.run(account) > 0;
}

bool DirectoryWriter::remove_group(const std::string& account, const std::string& group) {
    return remove_group_.run(account, group) > 0;
}

bool DirectoryWriter::remove_agent(const std::string& agent) {
    return remove_agent_.run(agent) > 0;
}

bool DirectoryWriter::remove_chat(const std::string& chat) {
    return remove_chat_.run(chat) > 0;
}

void DirectoryWriter::remove(const DirectoryItem& named) {
    switch (named.what) {
        case DirectoryItem::What::account:
            remove_account(named.id);
            return;
        case DirectoryItem::What::group:
            remove_group(named.account, named.id);
            return;
        case DirectoryItem::What::agent:
            remove_agent_of_.run(named.id, named.account);
            return;
        case DirectoryItem::What::chat:
            remove_chat_of_.run(named.id, named.account);
            return;
    }
}

void DirectoryWriter::remove_elsewhere(const DirectoryItem& named) {
    if (named.what == DirectoryItem::What::agent)
        remove_agent_elsewhere_.run(named.id, named.account);
    if (named.what == DirectoryItem::What::chat)
        remove_chat_elsewhere_.run(named.id, named.account);
}

}  // namespace postern
