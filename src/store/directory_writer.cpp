// SPDX-License-Identifier: Apache-2.0
#include "directory_writer.hpp"

#include "columns.hpp"

namespace postern {

namespace {

std::string text_of(const std::optional<Address>& address) {
    return address ? address->text() : std::string();
}

}  // namespace

DirectoryWriter::DirectoryWriter(soci::session& sql)
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
      leave_groups_(sql, "DELETE FROM memberships WHERE agent = :agent"),
      join_group_(sql,
                  "INSERT INTO memberships (account, group_id, agent) "
                  "VALUES (:account, :group, :agent)"),
      chat_(sql,
            "INSERT INTO chats (id, account, group_id) VALUES (:id, :account, NULLIF(:group, '')) "
            "ON CONFLICT (id) DO UPDATE SET group_id = excluded.group_id"),
      event_(sql,
             "INSERT INTO chat_events (chat, happened_at, kind, agent) "
             "VALUES (:chat, :at, :kind, :agent) "
             "ON CONFLICT (chat, happened_at, kind, agent) DO NOTHING"),
      span_(sql,
            "INSERT INTO presence (account, agent, device, started_at, seen_at, ended_at) "
            "SELECT account, id, :device, :started, :seen, NULLIF(:ended, -1) FROM agents "
            "WHERE id = :agent ON CONFLICT (agent, device, started_at) "
            "DO UPDATE SET seen_at = excluded.seen_at, ended_at = excluded.ended_at"),
      end_others_(sql,
                  "UPDATE presence SET ended_at = seen_at WHERE agent = :agent "
                  "AND device = :device AND ended_at IS NULL AND started_at <> :started"),
      renew_(sql,
             "UPDATE presence SET seen_at = CASE WHEN seen_at < :at THEN :same ELSE seen_at END "
             "WHERE agent = :agent AND device = :device AND ended_at IS NULL "
             "AND seen_at >= :oldest"),
      end_(sql,
           "UPDATE presence "
           "SET ended_at = CASE WHEN started_at < :at THEN :same ELSE started_at END "
           "WHERE agent = :agent AND device = :device AND ended_at IS NULL"),
      remove_(sql, "DELETE FROM accounts WHERE id = :id"),
      remove_group_(sql, "DELETE FROM agent_groups WHERE account = :account AND id = :id"),
      remove_agent_(sql, "DELETE FROM agents WHERE id = :id"),
      remove_chat_(sql, "DELETE FROM chats WHERE id = :id"),
      remove_span_(sql,
                   "DELETE FROM presence "
                   "WHERE agent = :agent AND device = :device AND started_at = :started") {}

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
    leave_groups_.run(agent.id);
    for (const auto& group : agent.groups) join_group_.run(agent.account, group, agent.id);
}

void DirectoryWriter::put(const Chat& chat) {
    chat_.run(chat.id, chat.account, chat.group.value_or(""));
    for (const auto& event : chat.events) add_event(chat.id, event);
}

void DirectoryWriter::put(const OnlineSpan& span) {
    const auto started = to_column(span.from);
    if (!span.until) end_others_.run(span.agent, span.device, started);
    span_.run(span.device, started, to_column(span.seen), to_column(span.until), span.agent);
}

void DirectoryWriter::put(const DirectoryContent& content) {
    for (const auto& account : content.accounts) put(account);
    for (const auto& group : content.groups) put(group);
    for (const auto& agent : content.agents) put(agent);
    for (const auto& chat : content.chats) put(chat);
    for (const auto& span : content.presence) put(span);
}

void DirectoryWriter::add_event(const std::string& chat, const ChatEvent& event) {
    event_.run(chat, to_column(event.at), Text(name_of(event.kind)), event.agent);
}

bool DirectoryWriter::renew(const std::string& agent, const std::string& device, TimePoint at,
                            TimePoint oldest) {
    return renew_.run(to_column(at), to_column(at), agent, device, to_column(oldest)) > 0;
}

void DirectoryWriter::end(const std::string& agent, const std::string& device, TimePoint at) {
    end_.run(to_column(at), to_column(at), agent, device);
}

bool DirectoryWriter::remove_account(const std::string& account) {
    return remove_.run(account) > 0;
}

void DirectoryWriter::remove(const Named& named) {
    switch (named.what) {
        case Named::What::account:
            remove_.run(named.id);
            break;
        case Named::What::group:
            remove_group_.run(named.account, named.id);
            break;
        case Named::What::agent:
            remove_agent_.run(named.id);
            break;
        case Named::What::chat:
            remove_chat_.run(named.id);
            break;
        case Named::What::presence:
            remove_span_.run(named.id, named.device, to_column(named.from));
            break;
    }
}

}  // namespace postern
