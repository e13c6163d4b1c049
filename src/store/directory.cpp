// SPDX-License-Identifier: Apache-2.0
#include "postern/store/directory.hpp"

#include <algorithm>

#include "postern/chat/kind.hpp"
#include "postern/store/read_through.hpp"

#include "current_directory.hpp"
#include "engine.hpp"
#include "schema.hpp"
#include "session_pool.hpp"

namespace postern {

namespace {

/// The chat, with its events, is looked for where `chat` is null; so it is below.
NotificationFacts read_facts(DirectoryReader& reader, const std::optional<Chat>* chat,
                             const Draft& draft, const std::string& agent,
                             const PresenceTerms& terms) {
    NotificationFacts facts;
    facts.account = reader.account(draft.account);
    facts.chat = chat != nullptr ? *chat : reader.chat(draft.chat);
    if (chat == nullptr && facts.chat) facts.chat->events = reader.events(draft.chat);
    if (!facts.account) return facts;
    facts.agent = reader.agent(draft.account, agent);
    facts.forwards = reader.forwards(draft.account);
    const auto scope = scope_of(*facts.account, draft.group, facts.chat);
    if (scope) facts.group = reader.group(draft.account, *scope);
    const bool shared =
        facts.agent && redirection(*facts.account, facts.group, *facts.agent).has_value();
    if (shared) facts.colleagues = reader.agents(draft.account);
    const auto since = draft.occurred - terms.stale_after;
    facts.presence = shared ? reader.presence(draft.account, scope, agent, since)
                            : reader.presence_of(agent, since);
    if (shared || !traits_of(draft.kind).asks_of_others) return facts;
    for (const auto at : {draft.occurred, terms.now}) {
        const auto other =
            reader.another_online(draft.account, scope, agent, at, terms.stale_after);
        if (!other) continue;
        const auto spans = reader.presence_of(*other, since);
        facts.presence.insert(facts.presence.end(), spans.begin(), spans.end());
        break;
    }
    return facts;
}

DraftFacts read_draft_facts(DirectoryReader& reader, const std::optional<Chat>* chat,
                            const std::string& account, const std::string& id,
                            const std::optional<std::string>& group) {
    DraftFacts facts;
    facts.account = reader.account(account);
    facts.chat = chat != nullptr ? *chat : reader.chat(id);
    if (!facts.account) return facts;
    facts.group_exists = group && reader.has_group(account, *group);
    if (const auto scope = scope_of(*facts.account, group, facts.chat)) {
        facts.group = reader.group(account, *scope);
    }
    facts.agents = reader.agents(account);
    return facts;
}

class PooledDirectory final : public Directory {
  public:
    explicit PooledDirectory(std::shared_ptr<const Engine> engine)
        : pool_(std::move(engine), kDirectorySchema) {}

    Result<void> open(const DatabaseOptions& options) {
        if (!options.may_be_absent) return pool_.open(options.readers);
        pool_.open_when_asked(options.readers);
        return {};
    }

    Result<DraftFacts> draft_facts(const std::string& account, const std::string& chat,
                                   const std::optional<std::string>& group) override {
        return pool_.read([&](CurrentDirectory& current) {
            auto facts = current.ask(account, chat, [&](DirectoryReader& reader, auto* known) {
                return read_draft_facts(reader, known, account, chat, group);
            });
            if (facts.chat) facts.chat->events.clear();
            return facts;
        });
    }

    Result<NotificationFacts> notification_facts(const Draft& draft, const std::string& agent,
                                                 const PresenceTerms& terms) override {
        return pool_.read([&](CurrentDirectory& current) {
            return current.ask(draft.account, draft.chat, [&](DirectoryReader& reader, auto* chat) {
                return read_facts(reader, chat, draft, agent, terms);
            });
        });
    }

    Result<bool> has_account(const std::string& account) override {
        return pool_.read([&](CurrentDirectory& current) {
            return current.ask(account, [&](DirectoryReader& reader) {
                return reader.account(account).has_value();
            });
        });
    }

    Result<bool> has_address(const std::string& account, const Address& address) override {
        return pool_.read([&](CurrentDirectory& current) {
            return current.ask(account, [&](DirectoryReader& reader) {
                reader.look_for_import();
                return reader.has_address(account, address);
            });
        });
    }

    Result<long long> read_through() {
        return pool_.read([](CurrentDirectory& current) { return current.read_through(); });
    }

  private:
    SessionPool<CurrentDirectory> pool_;
};

Result<std::unique_ptr<PooledDirectory>> open_pooled(const DatabaseOptions& options) {
    auto engine = engine_of(options);
    if (!engine) return engine.error();
    auto directory = std::make_unique<PooledDirectory>(*std::move(engine));
    if (auto opened = directory->open(options); !opened) {
        return std::move(opened).with_context("directory").error();
    }
    return directory;
}

}  // namespace

Result<std::unique_ptr<Directory>> open_directory(const DatabaseOptions& options) {
    auto directory = open_pooled(options);
    if (!directory) return directory.error();
    return std::unique_ptr<Directory>(*std::move(directory));
}

Result<long long> read_through_directory(const DatabaseOptions& options) {
    auto directory = open_pooled(options);
    if (!directory) return directory.error();
    return (*directory)->read_through();
}

}  // namespace postern
