// SPDX-License-Identifier: Apache-2.0
#include "postern/store/editor.hpp"

#include "editing_session.hpp"
#include "import_run.hpp"
#include "told_events.hpp"

namespace postern {

namespace {

using Session = EditingSession::Session;

/// Nobody is still writing the portions of one that began before that.
constexpr auto kLongestImport = std::chrono::hours{24};

class StoredDirectoryEditor final : public DirectoryEditor {
  public:
    StoredDirectoryEditor(std::unique_ptr<const Engine> engine, const DatabaseOptions& options)
        : session_(std::move(engine), options.stale_after),
          stale_after_(options.stale_after),
          keep_(options.keep),
          objection_(options.objection),
          pace_(options.pace) {}

    Result<void> open() { return session_.open(); }

    Result<ImportSummary> import(const ReadBytes& read, const std::string& name,
                                 bool whole) override {
        return run_import(session_, read, name, whole, {stale_after_, objection_, pace_});
    }

    Result<std::vector<Result<void>>> tell(std::span<const DirectoryChange> events) override {
        auto told = together(events);
        if (told || events.size() < 2) return told;
        // What the database refuses of one of them is that one's alone.
        std::vector<Result<void>> outcomes;
        for (const auto& event : events) {
            if (!is_writable()) return told;
            outcomes.push_back(alone(event));
        }
        return outcomes;
    }

    Result<Pruned> prune(TimePoint now) override {
        return session_.edit([&](Session& session) -> Result<Pruned> {
            if (tidy_import(session, now)) return Pruned{0, true};
            return session.pruning.step(now, now - keep_);
        });
    }

    Result<void> presence(const std::string& agent, const std::string& device, PresenceSign kind,
                          TimePoint at) override {
        return alone([&](auto& to) { return to.presence(agent, device, kind, at); });
    }
    Result<void> chat_new(const std::string& account, const std::string& chat,
                          const std::optional<std::string>& group, TimePoint at) override {
        return alone([&](auto& to) { return to.chat_new(account, chat, group, at); });
    }
    Result<void> chat_event(const std::string& chat, const ChatEvent& event) override {
        return alone([&](auto& to) { return to.chat_event(chat, event); });
    }
    Result<void> agent_address(const std::string& agent, const Address& address) override {
        return alone([&](auto& to) { return to.agent_address(agent, address); });
    }
    Result<void> agent_active(const std::string& agent, bool active) override {
        return alone([&](auto& to) { return to.agent_active(agent, active); });
    }
    Result<void> agent_forward(const std::string& agent,
                               const std::optional<Address>& address) override {
        return alone([&](auto& to) { return to.agent_forward(agent, address); });
    }
    Result<void> account_forward(const std::string& account,
                                 const std::optional<Address>& address) override {
        return alone([&](auto& to) { return to.account_forward(account, address); });
    }
    Result<void> account_plan(const std::string& account, Plan plan) override {
        return alone([&](auto& to) { return to.account_plan(account, plan); });
    }
    Result<void> account_switch(const std::string& account, Kind kind, bool on) override {
        return alone([&](auto& to) { return to.account_switch(account, kind, on); });
    }
    Result<void> remove_account(const std::string& account) override {
        return alone([&](auto& to) { return to.remove_account(account); });
    }
    Result<void> remove_group(const std::string& account, const std::string& group) override {
        return alone([&](auto& to) { return to.remove_group(account, group); });
    }
    Result<void> remove_agent(const std::string& agent) override {
        return alone([&](auto& to) { return to.remove_agent(agent); });
    }
    Result<void> remove_chat(const std::string& chat) override {
        return alone([&](auto& to) { return to.remove_chat(chat); });
    }

  private:
    Result<void> alone(const DirectoryChange& event) {
        return session_.edit([&](Session& session) {
            ToldEvents events(session, objection_);
            return event(events);
        });
    }

    Result<std::vector<Result<void>>> together(std::span<const DirectoryChange> events) {
        return session_.edit([&](Session& session) -> Result<std::vector<Result<void>>> {
            ToldEvents each(session, objection_);
            std::vector<Result<void>> outcomes;
            outcomes.reserve(events.size());
            for (const auto& event : events) {
                outcomes.push_back(session.apart([&](Session&) { return event(each); }));
            }
            return outcomes;
        });
    }

    /// Goes on with an import that is in force; removes what one left that never will be. Whether
    /// there is more to do.
    bool tidy_import(Session& session, TimePoint now) {
        if (!session.import) return false;
        if (session.import->in_force) return carry_out_some(session, pace_.rows_at_once);
        if (session.import->begun > now - kLongestImport) return false;
        if (session.pending.clear()) return true;
        session.pending.end();
        return false;
    }

    bool is_writable() {
        return session_.edit([](Session&) -> Result<void> { return {}; }).has_value();
    }

    EditingSession session_;
    Duration stale_after_;
    Duration keep_;
    AddressObjection objection_;
    ImportPace pace_;
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
