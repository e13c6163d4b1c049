// SPDX-License-Identifier: Apache-2.0
#include "import_run.hpp"

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
          steps_(session, terms, whole) {}

    /// What another import left comes first.
    Result<void> begin() { return steps_.settle(); }

    Result<void> read(const DocumentNode& account) {
        return session_.read([&](Session& session) -> Result<void> {
            if (session.import && session.import->in_force) return another_came_first();
            const auto told = reading_.account(account, whole_ ? nullptr : &session.reader);
            if (!reading_.is_sound() || told.accounts.empty()) return {};
            const auto& id = told.accounts.front().id;
            const auto change = change_between(session.listing.account(id), told, whole_);
            add_told(told, summary_);
            auto staged = stage(portions_of(id, change));
            return staged ? stage(departures(change.put.chats, session.reader)) : staged;
        });
    }

    Result<void> finish(const DocumentNode& document) {
        if (auto sound = reading_.finish(document); !sound) return sound;
        if (!whole_) return {};
        auto staged = session_.read([&](Session& session) -> Result<void> {
            if (session.import && session.import->in_force) return another_came_first();
            for (const auto& id : session.listing.accounts()) {
                if (reading_.named().accounts.contains(id)) continue;
                auto gone = stage(portions_of_removal(session.listing.account(id)));
                if (!gone) return gone;
            }
            return {};
        });
        // Only now is it known what has but moved.
        if (staged) stage_.for_each_gone([&](const DirectoryItem& gone) { add_removed(gone); });
        return staged;
    }

    Result<ImportSummary> write() {
        if (auto written = steps_.write(stage_); !written) return written.error();
        return summary_;
    }

  private:
    static Error another_came_first() {
        return {ErrorCode::conflict,
                "another import was written meanwhile: nothing of this one was taken, import it "
                "again"};
    }

    Result<void> stage(const std::vector<ImportPortion>& portions) {
        const auto staged = catching([&] { stage_.add(portions); });
        return staged ? Result<void>() : without_room(staged.error());
    }

    /// Chats leave the account that they are in now for the one that names them. Agents do, too:
    /// that account does not name them.
    static std::vector<ImportPortion> departures(const std::vector<Chat>& put,
                                                 DirectoryReader& there) {
        std::vector<ImportPortion> all;
        for (const auto& chat : put) {
            const auto known = there.chat(chat.id);
            if (!known || known->account == chat.account) continue;
            auto& portion = all.emplace_back();
            portion.account = known->account;
            portion.gone.push_back({DirectoryItem::What::chat, chat.id, known->account});
        }
        return all;
    }

    /// What is named elsewhere has moved.
    void add_removed(const DirectoryItem& gone) {
        const auto& named = reading_.named();
        const bool moved =
            (gone.what == DirectoryItem::What::agent && named.agents.contains(gone.id)) ||
            (gone.what == DirectoryItem::What::chat && named.chats.contains(gone.id));
        if (!moved) ++summary_.removed;
    }

    EditingSession& session_;
    bool whole_;
    ImportReading reading_;
    ImportStage stage_;
    ImportSteps steps_;
    ImportSummary summary_;
};

Result<ImportSummary> import_all(ImportRun& run, const ReadBytes& read, const std::string& name) {
    if (auto begun = run.begin(); !begun) return begun.error();
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
