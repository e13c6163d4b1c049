// SPDX-License-Identifier: Apache-2.0
#include "told_events.hpp"

#include "postern/base/text.hpp"
#include "postern/chat/kind.hpp"

#include "forward_loop.hpp"
#include "import_steps.hpp"

namespace postern {

namespace {

using Session = EditingSession::Session;

Error unknown(std::string_view what, const std::string& id) {
    return {ErrorCode::not_found,
            "the directory has no " + std::string(what) + " " + in_quotes(id)};
}

Result<void> check_id(std::string_view what, const std::string& id) {
    if (!id.empty() && canonical_id(id) == id) return {};
    return Error{ErrorCode::invalid, in_quotes(id) + " is no identifier of a " + std::string(what) +
                                         ": 1 to 64 of a-z 0-9 . _ -"};
}

/// What an import that is in force says of an account is carried out before anything is told of it.
void settle_account(Session& session, const std::string& account) {
    if (session.import && session.import->in_force) carry_out_of(session, account);
}

/// The same of the account that it was in and of that which it is in.
void settle(Session& session, DirectoryItem::What what, const std::string& id) {
    if (!session.import || !session.import->in_force) return;
    const auto comes = session.pending.account_of(what, id);
    if (comes) carry_out_of(session, *comes);
    if (what == DirectoryItem::What::agent) {
        const auto known = session.reader.account_of_agent(id);
        if (known) carry_out_of(session, *known);
    } else if (const auto known = session.reader.chat(id)) {
        carry_out_of(session, known->account);
    }
}

/// An import whose portions are being written looks at it once more before it is in force.
void touch(Session& session, const std::string& account) {
    if (session.import && !session.import->in_force) session.pending.touch(account);
}

template <typename Change>
Result<void> change_account(Session& session, const std::string& id, const Change& change) {
    settle_account(session, id);
    touch(session, id);
    auto account = session.reader.account(id);
    if (!account) return unknown("account", id);
    change(*account);
    session.writer.put(*account);
    return check_forwards(session.reader, id);
}

template <typename Change>
Result<void> change_agent(Session& session, const std::string& id, const Change& change) {
    settle(session, DirectoryItem::What::agent, id);
    const auto account = session.reader.account_of_agent(id);
    if (!account) return unknown("agent", id);
    touch(session, *account);
    auto agent = session.reader.agent(*account, id).value();
    change(agent);
    session.writer.put(agent);
    return check_forwards(session.reader, *account);
}

/// Told again, a chat may name its group for the first time, and nothing else may differ.
Result<void> agree(const Chat& known, const Chat& told) {
    if (!told.account.empty() && told.account != known.account) {
        return Error{ErrorCode::conflict, "chat " + in_quotes(known.id) + " belongs to account " +
                                              in_quotes(known.account)};
    }
    if (told.group && known.group && told.group != known.group) {
        return Error{ErrorCode::conflict, "chat " + in_quotes(known.id) + " belongs to group " +
                                              in_quotes(*known.group)};
    }
    return {};
}

Result<void> found(bool there, std::string_view what, const std::string& id) {
    if (there) return {};
    return unknown(what, id);
}

}  // namespace

Result<void> ToldEvents::presence(const std::string& agent, const std::string& device,
                                  PresenceSign kind, TimePoint at) {
    if (auto valid = check_id("device", device); !valid) return valid;
    settle(session_, DirectoryItem::What::agent, agent);
    if (!session_.reader.account_of_agent(agent)) return unknown("agent", agent);
    session_.writer.tell(agent, device, kind, at);
    return {};
}

Result<void> ToldEvents::chat_new(const std::string& account, const std::string& chat,
                                  const std::optional<std::string>& group, TimePoint at) {
    if (auto valid = check_id("chat", chat); !valid) return valid;
    return add_chat({chat, account, group}, at);
}

Result<void> ToldEvents::add_chat(Chat chat, TimePoint at) {
    settle(session_, DirectoryItem::What::chat, chat.id);
    settle_account(session_, chat.account);
    const auto known = session_.reader.chat(chat.id);
    if (known) {
        if (auto agreed = agree(*known, chat); !agreed) return agreed;
        chat.account = known->account;
        if (!chat.group) chat.group = known->group;
    }
    if (!session_.reader.account(chat.account)) return unknown("account", chat.account);
    if (chat.group && !session_.reader.has_group(chat.account, *chat.group)) {
        return unknown("group", *chat.group);
    }
    if (known && known->group != chat.group) touch(session_, chat.account);
    session_.writer.begin(chat, at);
    return {};
}

Result<void> ToldEvents::chat_event(const std::string& id, const ChatEvent& event) {
    if (auto valid = check_id("chat", id); !valid) return valid;
    settle(session_, DirectoryItem::What::chat, id);
    if (!event.agent.empty()) settle(session_, DirectoryItem::What::agent, event.agent);
    const auto chat = session_.reader.chat(id);
    if (!chat && event.agent.empty()) {
        session_.writer.add_early(id, event);
        return {};
    }
    if (!event.agent.empty()) {
        const auto account = session_.reader.account_of_agent(event.agent);
        if (!account) return unknown("agent", event.agent);
        if (chat && *account != chat->account) {
            return Error{ErrorCode::not_found, "account " + in_quotes(chat->account) +
                                                   " has no agent " + in_quotes(event.agent)};
        }
        if (!chat) session_.writer.begin({id, *account}, event.at);
    }
    session_.writer.add_event(id, event);
    return {};
}

Result<void> ToldEvents::agent_address(const std::string& agent, const Address& address) {
    if (auto fine = check_address(address); !fine) return fine;
    return change_agent(session_, agent, [&](Agent& changed) { changed.address = address; });
}

Result<void> ToldEvents::agent_active(const std::string& agent, bool active) {
    return change_agent(session_, agent, [&](Agent& changed) { changed.active = active; });
}

Result<void> ToldEvents::agent_forward(const std::string& agent, const std::optional<Address>& to) {
    if (auto fine = check_address(to); !fine) return fine;
    return change_agent(session_, agent, [&](Agent& changed) { changed.forward = to; });
}

Result<void> ToldEvents::account_forward(const std::string& account,
                                         const std::optional<Address>& to) {
    if (auto fine = check_address(to); !fine) return fine;
    return change_account(session_, account, [&](Account& changed) { changed.forward = to; });
}

Result<void> ToldEvents::account_plan(const std::string& account, Plan plan) {
    return change_account(session_, account, [&](Account& changed) { changed.plan = plan; });
}

Result<void> ToldEvents::account_switch(const std::string& account, Kind kind, bool on) {
    return change_account(session_, account,
                          [&](Account& changed) { changed.*traits_of(kind).is_on = on; });
}

Result<void> ToldEvents::remove_account(const std::string& account) {
    settle_account(session_, account);
    touch(session_, account);
    return found(session_.writer.remove_account(account), "account", account);
}

Result<void> ToldEvents::remove_group(const std::string& account, const std::string& group) {
    settle_account(session_, account);
    touch(session_, account);
    return found(session_.writer.remove_group(account, group), "group", group);
}

Result<void> ToldEvents::remove_agent(const std::string& agent) {
    settle(session_, DirectoryItem::What::agent, agent);
    if (const auto account = session_.reader.account_of_agent(agent)) touch(session_, *account);
    return found(session_.writer.remove_agent(agent), "agent", agent);
}

Result<void> ToldEvents::remove_chat(const std::string& chat) {
    settle(session_, DirectoryItem::What::chat, chat);
    if (const auto known = session_.reader.chat(chat)) touch(session_, known->account);
    return found(session_.writer.remove_chat(chat), "chat", chat);
}

Result<void> ToldEvents::check_address(const std::optional<Address>& address) const {
    auto words = address && objection_ ? objection_(*address) : std::string();
    if (words.empty()) return {};
    return Error{ErrorCode::invalid, std::move(words)};
}

}  // namespace postern
