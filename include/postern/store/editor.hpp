// SPDX-License-Identifier: Apache-2.0
//
// Writing to the directory: imports, and one call per event of the platform.
//
// Everything in one call happens in one transaction or not at all. Faults are reported with the
// place they stand in ("import.yaml:12:5: …").
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "postern/base/file.hpp"
#include "postern/base/result.hpp"
#include "postern/store/directory.hpp"

namespace postern {

struct ImportSummary {
    int accounts = 0, groups = 0, agents = 0, chats = 0, devices = 0, removed = 0;
};

class DirectoryEditor {
  public:
    DirectoryEditor() = default;
    DirectoryEditor(const DirectoryEditor&) = delete;
    DirectoryEditor& operator=(const DirectoryEditor&) = delete;
    virtual ~DirectoryEditor() = default;

    /// What `read` brings is YAML or JSON (docs/directory.md), of any length; `name` stands for it
    /// in messages. Incremental: what is named is added or changed, nothing else touched; with
    /// `whole`, what is not named is removed. It is read and compared without a lock, which is
    /// taken for what differs. ErrorCode::conflict, and nothing is changed, where somebody else
    /// changed meanwhile what an incremental one names.
    virtual Result<ImportSummary> import(const ReadBytes& read, const std::string& name,
                                         bool whole) = 0;
    Result<ImportSummary> import(std::string_view text, const std::string& name, bool whole) {
        return import(bytes_of(text), name, whole);
    }

    /// Online: opens a span, or renews the open one's sign of life. Offline: ends it.
    virtual Result<void> presence(const std::string& agent, const std::string& device, bool online,
                                  TimePoint at) = 0;
    /// Creates the chat where it is not known; `account` is then needed, else it must agree.
    virtual Result<void> chat_new(const std::string& account, const std::string& chat,
                                  const std::optional<std::string>& group, TimePoint at) = 0;
    virtual Result<void> chat_event(const std::string& chat, const ChatEvent& event) = 0;
    virtual Result<void> agent_address(const std::string& agent, const Address& address) = 0;
    virtual Result<void> agent_active(const std::string& agent, bool active) = 0;
    virtual Result<void> agent_forward(const std::string& agent,
                                       const std::optional<Address>& to) = 0;
    virtual Result<void> account_forward(const std::string& account,
                                         const std::optional<Address>& to) = 0;
    virtual Result<void> account_plan(const std::string& account, Plan plan) = 0;
    /// With everything that belongs to it.
    virtual Result<void> remove_account(const std::string& account) = 0;
    virtual Result<void> account_switch(const std::string& account, Kind kind, bool on) = 0;
};

/// Opens the directory for writing, creating and migrating it where needed.
Result<std::unique_ptr<DirectoryEditor>> open_directory_editor(const DatabaseOptions& options);

}  // namespace postern
