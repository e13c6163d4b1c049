// SPDX-License-Identifier: Apache-2.0
#include "import_run.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "forward_loop.hpp"
#include "import.hpp"
#include "import_stage.hpp"

namespace postern {

namespace {

using Session = EditingSession::Session;

void add_told(const DirectoryContent& told, ImportSummary& summary) {
    const auto size = [](const auto& all) { return static_cast<int>(all.size()); };
    summary.accounts += size(told.accounts);
    summary.groups += size(told.groups);
    summary.agents += size(told.agents);
    summary.chats += size(told.chats);
    summary.devices += size(told.presence);
}

Error changed_meanwhile(std::string_view what, const std::string& id) {
    return {ErrorCode::conflict, std::string(what) + " " + in_quotes(id) +
                                     " was changed while the import was read: nothing of it was "
                                     "taken, import it again"};
}

Error without_room(Error error) {
    error.context.emplace_back("the folder for temporary files (SQLITE_TMPDIR, TMPDIR, /var/tmp)");
    return error;
}

class ImportRun {
  public:
    ImportRun(EditingSession& session, const std::string& name, bool whole,
              const ImportTerms& terms)
        : session_(session),
          whole_(whole),
          reading_(name, terms.objection),
          stage_(terms.stale_after) {}

    Result<void> read(const DocumentNode& account) {
        return session_.read([&](Session& session) -> Result<void> {
            const auto told = reading_.account(account, whole_ ? nullptr : &session.reader);
            if (!reading_.is_sound() || told.accounts.empty()) return {};
            const auto there = session.listing.account(told.accounts.front().id);
            const auto change = change_between(there, told, whole_);
            const auto moved =
                whole_ ? elsewhere(change.put, session.reader) : std::vector<Named>{};
            const auto staged = catching([&] {
                stage_.add(change);
                for (const auto& each : moved) stage_.add(each);
            });
            if (!staged) return without_room(staged.error());
            add_told(told, summary_);
            return {};
        });
    }

    Result<void> finish(const DocumentNode& document) {
        if (auto sound = reading_.finish(document); !sound) return sound;
        if (!whole_) return {};
        // Only now is it known what has but moved.
        stage_.for_each_gone([&](const Named& gone) { add_removed(gone); });
        return session_.read([&](Session& session) -> Result<void> {
            for (const auto& id : session.listing.accounts()) {
                if (!reading_.named().accounts.contains(id)) remove(session.listing.account(id));
            }
            return {};
        });
    }

    Result<ImportSummary> write() {
        if (!stage_.has_any()) return summary_;
        return session_.edit([&](Session& session) -> Result<ImportSummary> {
            stage_.for_each_gone([&](const Named& named) { session.writer.remove(named); });
            for (const auto& account : stage_.accounts()) {
                if (auto put = write(session, account); !put) return put.error();
            }
            return summary_;
        });
    }

  private:
    void remove(const DirectoryContent& account) {
        const auto add = [&](const Named& gone) {
            stage_.add(gone);
            add_removed(gone);
        };
        add({Named::What::account, account.accounts.front().id});
        for (const auto& group : account.groups) add({Named::What::group, group.id, group.account});
        for (const auto& agent : account.agents) add({Named::What::agent, agent.id});
        for (const auto& chat : account.chats) add({Named::What::chat, chat.id});
    }

    /// What is named elsewhere has moved.
    void add_removed(const Named& gone) {
        const auto& named = reading_.named();
        const bool moved = (gone.what == Named::What::agent && named.agents.contains(gone.id)) ||
                           (gone.what == Named::What::chat && named.chats.contains(gone.id));
        if (!moved) ++summary_.removed;
    }

    /// Agents and chats that are another account's: they leave it before they are put here.
    static std::vector<Named> elsewhere(const DirectoryContent& put, DirectoryReader& existing) {
        std::vector<Named> moved;
        for (const auto& agent : put.agents) {
            const auto owner = existing.account_of_agent(agent.id);
            if (owner && *owner != agent.account) moved.push_back({Named::What::agent, agent.id});
        }
        for (const auto& chat : put.chats) {
            const auto known = existing.chat(chat.id);
            if (known && known->account != chat.account) {
                moved.push_back({Named::What::chat, chat.id});
            }
        }
        return moved;
    }

    Result<void> write(Session& session, const std::string& account) {
        const auto put = stage_.put(account);
        const auto before = stage_.before(account);
        if (!whole_) {
            if (auto same = is_as_before(session.reader, before); !same) return same;
        }
        session.writer.put(put);
        // Nobody else has changed the forwards of an account that was not there.
        if (before.accounts.empty()) return {};
        return check_forwards(session.reader, account);
    }

    /// Else the values that an incremental import does not name would be put back.
    static Result<void> is_as_before(DirectoryReader& reader, const DirectoryContent& before) {
        for (const auto& account : before.accounts) {
            if (reader.account(account.id) != account) {
                return changed_meanwhile("account", account.id);
            }
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

    EditingSession& session_;
    bool whole_;
    ImportReading reading_;
    ImportStage stage_;
    ImportSummary summary_;
};

Result<ImportSummary> import_all(ImportRun& run, const ReadBytes& read, const std::string& name) {
    const auto take = [&](const DocumentNode& account) { return run.read(account); };
    const auto document = read_document(read, name, "accounts", take);
    if (!document) return document.error();
    if (auto finished = run.finish(*document); !finished) return finished.error();
    return run.write();
}

}  // namespace

Result<ImportSummary> run_import(EditingSession& session, const ReadBytes& read,
                                 const std::string& name, bool whole, const ImportTerms& terms) {
    // What the stage cannot hold is refused as what the directory cannot hold is.
    auto imported = catching([&] {
        ImportRun run(session, name, whole, terms);
        return import_all(run, read, name);
    });
    return imported ? *std::move(imported) : imported.error();
}

}  // namespace postern
