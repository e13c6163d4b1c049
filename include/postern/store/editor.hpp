// SPDX-License-Identifier: Apache-2.0
//
// Writing to the directory: imports, and the events of the platform.
//
// Everything in one call happens at one moment or not at all, and all but a large import in one
// transaction. Faults of an import are reported with the place they stand in ("import.yaml:12:5:
// …").
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "postern/base/file.hpp"
#include "postern/base/result.hpp"
#include "postern/chat/signs.hpp"
#include "postern/store/directory.hpp"

namespace postern {

struct ImportSummary {
    int accounts = 0, groups = 0, agents = 0, chats = 0, devices = 0, removed = 0;
};

/// What the platform tells, an event a call. Told twice, an event is still one; presence and what
/// happens in a chat may be told in any order, and count by when they happened. Fails with
/// ErrorCode::not_found, conflict or invalid where an event cannot be true of this directory, and
/// with ErrorCode::unavailable where it cannot be written now.
class DirectoryEvents {
  public:
    DirectoryEvents() = default;
    DirectoryEvents(const DirectoryEvents&) = delete;
    DirectoryEvents& operator=(const DirectoryEvents&) = delete;
    virtual ~DirectoryEvents() = default;

    /// A sign of life, signing in included, or a sign-out (postern/chat/signs.hpp).
    virtual Result<void> presence(const std::string& agent, const std::string& device,
                                  PresenceSign kind, TimePoint at) = 0;
    /// Creates the chat where it is not known; `account` is then needed, else it must agree.
    virtual Result<void> chat_new(const std::string& account, const std::string& chat,
                                  const std::optional<std::string>& group, TimePoint at) = 0;
    /// Of a chat that is not known, what an agent did makes one of the agent's account; what the
    /// visitor did is kept until the chat is known.
    virtual Result<void> chat_event(const std::string& chat, const ChatEvent& event) = 0;
    virtual Result<void> agent_address(const std::string& agent, const Address& address) = 0;
    virtual Result<void> agent_active(const std::string& agent, bool active) = 0;
    virtual Result<void> agent_forward(const std::string& agent,
                                       const std::optional<Address>& to) = 0;
    virtual Result<void> account_forward(const std::string& account,
                                         const std::optional<Address>& to) = 0;
    virtual Result<void> account_plan(const std::string& account, Plan plan) = 0;
    virtual Result<void> account_switch(const std::string& account, Kind kind, bool on) = 0;

    /// With everything that belongs to it; ErrorCode::not_found where there is none.
    virtual Result<void> remove_account(const std::string& account) = 0;
    /// Its agents and chats stay.
    virtual Result<void> remove_group(const std::string& account, const std::string& group) = 0;
    /// What the agent did in chats stays.
    virtual Result<void> remove_agent(const std::string& agent) = 0;
    virtual Result<void> remove_chat(const std::string& chat) = 0;
};

/// One step of removing what is old.
struct Pruned {
    int removed = 0;
    bool more = false;  ///< There may be more to remove.
};

/// One event, ready to be told.
using DirectoryChange = std::function<Result<void>(DirectoryEvents&)>;

/// Each event is a transaction of its own.
class DirectoryEditor : public DirectoryEvents {
  public:
    /// What `read` brings is YAML or JSON (docs/directory.md), of any length; `name` stands for it
    /// in messages. Incremental: what is named is added or changed, nothing else touched; with
    /// `whole`, accounts, groups and agents that are not named are removed. It is read and compared
    /// without a lock. What differs is written in steps (DatabaseOptions::pace), with the lock let
    /// go between them, and counts for whoever reads at one moment. ErrorCode::conflict, and
    /// nothing is changed, where somebody else changed meanwhile what an incremental one names, or
    /// imported.
    virtual Result<ImportSummary> import(const ReadBytes& read, const std::string& name,
                                         bool whole) = 0;
    Result<ImportSummary> import(std::string_view text, const std::string& name, bool whole) {
        return import(bytes_of(text), name, whole);
    }

    /// Many events in one transaction, with an outcome for each: what is wrong with one concerns
    /// that one alone. Fails where the database cannot be written now: then all of them are to be
    /// told again, whichever of them was taken.
    virtual Result<std::vector<Result<void>>> tell(std::span<const DirectoryChange> events) = 0;

    /// Removes chats and presence of which nothing was told for DatabaseOptions::keep, a step at a
    /// time: each is a short transaction.
    virtual Result<Pruned> prune(TimePoint now) = 0;
};

/// Opens the directory for writing, creating and migrating it where needed.
Result<std::unique_ptr<DirectoryEditor>> open_directory_editor(const DatabaseOptions& options);

}  // namespace postern
