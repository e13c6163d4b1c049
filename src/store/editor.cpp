// SPDX-License-Identifier: Apache-2.0
#include "postern/store/editor.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "editing_session.hpp"
#include "import_run.hpp"

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

template <typename Change>
Result<void> change_account(Session& session, const std::string& id, const Change& change) {
    auto account = session.reader.account(id);
    if (!account) return unknown("account", id);
    change(*account);
    session.writer.put(*account);
    return check_forwards(session, id);
}

template <typename Change>
Result<void> change_agent(Session& session, const std::string& id, const Change& change) {
    const auto account = session.reader.account_of_agent(id);
    if (!account) return unknown("agent", id);
    auto agent = session.reader.agent(*account, id).value();
    change(agent);
    session.writer.put(agent);
    return check_forwards(session, *account);
}

/// Silence longer than `stale_after` was absence: what follows it is another stretch.
Result<void> set_presence(Session& session, const OnlineSpan& heard, bool online,
                          Duration stale_after) {
    if (!session.reader.account_of_agent(heard.agent)) return unknown("agent", heard.agent);
    if (!online) {
        session.writer.end(heard.agent, heard.device, heard.from);
    } else if (!session.writer.renew(heard.agent, heard.device, heard.from,
                                     heard.from - stale_after)) {
        session.writer.put(heard);
    }
    return {};
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

Result<void> add_chat(Session& session, Chat chat) {
    const auto known = session.reader.chat(chat.id);
    if (known) {
        if (auto agreed = agree(*known, chat); !agreed) return agreed;
        chat.account = known->account;
        if (!chat.group) chat.group = known->group;
    }
    if (!session.reader.account(chat.account)) return unknown("account", chat.account);
    if (chat.group && !session.reader.has_group(chat.account, *chat.group)) {
        return unknown("group", *chat.group);
    }
    session.writer.put(chat);
    return {};
}

Result<void> add_event(Session& session, const std::string& id, const ChatEvent& event) {
    const auto chat = session.reader.chat(id);
    if (!chat) return unknown("chat", id);
    if (!event.agent.empty() && !session.reader.agent(chat->account, event.agent)) {
        return Error{ErrorCode::not_found, "account " + in_quotes(chat->account) +
                                               " has no agent " + in_quotes(event.agent)};
    }
    session.writer.add_event(id, event);
    return {};
}

class StoredDirectoryEditor final : public DirectoryEditor {
  public:
    StoredDirectoryEditor(std::unique_ptr<const Engine> engine, const DatabaseOptions& options)
        : session_(std::move(engine)),
          stale_after_(options.stale_after),
          objection_(options.objection) {}

    Result<void> open() { return session_.open(); }

    Result<ImportSummary> import(const ReadBytes& read, const std::string& name,
                                 bool whole) override {
        return run_import(session_, read, name, whole, objection_);
    }

    Result<void> presence(const std::string& agent, const std::string& device, bool online,
                          TimePoint at) override {
        if (auto valid = check_id("device", device); !valid) return valid;
        return session_.edit([&](Session& session) {
            return set_presence(session, {agent, device, at, at}, online, stale_after_);
        });
    }

    Result<void> chat_new(const std::string& account, const std::string& chat,
                          const std::optional<std::string>& group, TimePoint /*at*/) override {
        if (auto valid = check_id("chat", chat); !valid) return valid;
        return session_.edit([&](Session& session) {
            return add_chat(session, {chat, account, group});
        });
    }

    Result<void> chat_event(const std::string& chat, const ChatEvent& event) override {
        return session_.edit([&](Session& session) { return add_event(session, chat, event); });
    }

    Result<void> agent_address(const std::string& agent, const Address& address) override {
        if (auto fine = check_address(address); !fine) return fine;
        return on_agent(agent, [&](Agent& changed) { changed.address = address; });
    }
    Result<void> agent_active(const std::string& agent, bool active) override {
        return on_agent(agent, [&](Agent& changed) { changed.active = active; });
    }
    Result<void> agent_forward(const std::string& agent,
                               const std::optional<Address>& to) override {
        if (auto fine = check_address(to); !fine) return fine;
        return on_agent(agent, [&](Agent& changed) { changed.forward = to; });
    }
    Result<void> account_forward(const std::string& account,
                                 const std::optional<Address>& to) override {
        if (auto fine = check_address(to); !fine) return fine;
        return on_account(account, [&](Account& changed) { changed.forward = to; });
    }
    Result<void> account_plan(const std::string& account, Plan plan) override {
        return on_account(account, [&](Account& changed) { changed.plan = plan; });
    }
    Result<void> account_switch(const std::string& account, Kind kind, bool on) override {
        return on_account(account, [&](Account& changed) {
            (kind == Kind::missed_chat ? changed.missed_chat : changed.offline_message) = on;
        });
    }

    Result<void> remove_account(const std::string& account) override {
        return session_.edit([&](Session& session) -> Result<void> {
            if (session.writer.remove_account(account)) return {};
            return unknown("account", account);
        });
    }

  private:
    [[nodiscard]] Result<void> check_address(const std::optional<Address>& address) const {
        auto words = address && objection_ ? objection_(*address) : std::string();
        if (words.empty()) return {};
        return Error{ErrorCode::invalid, std::move(words)};
    }

    template <typename Change>
    Result<void> on_agent(const std::string& id, const Change& change) {
        return session_.edit([&](Session& session) { return change_agent(session, id, change); });
    }
    template <typename Change>
    Result<void> on_account(const std::string& id, const Change& change) {
        return session_.edit([&](Session& session) { return change_account(session, id, change); });
    }

    EditingSession session_;
    Duration stale_after_;
    AddressObjection objection_;
};

}  // namespace

Result<std::unique_ptr<DirectoryEditor>> open_directory_editor(const DatabaseOptions& options) {
    auto engine = engine_of(options);
    if (!engine) return engine.error();
    auto editor = std::make_unique<StoredDirectoryEditor>(*std::move(engine), options);
    if (auto opened = editor->open(); !opened) {
        return std::move(opened).with_context("directory").error();
    }
    return std::unique_ptr<DirectoryEditor>(std::move(editor));
}

}  // namespace postern
