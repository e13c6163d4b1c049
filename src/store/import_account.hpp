// SPDX-License-Identifier: Apache-2.0
//
// Reads one account of an import with everything in it: groups before agents before chats, since
// each may name what came before, in whatever order the text has them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "postern/store/listing.hpp"

#include "directory_reader.hpp"
#include "import_fields.hpp"

namespace postern {

/// What an import has named so far, and on which line: nothing may be named twice.
struct ImportMemory {
    std::map<std::string, int> accounts{}, agents{}, chats{};
};

class AccountImport {
  public:
    AccountImport(DirectoryReader* existing, ImportMemory& memory, DirectoryContent& content,
                  ImportFaults& faults)
        : existing_(existing), memory_(memory), content_(content), faults_(faults) {}

    void read(const DocumentNode& node);

  private:
    void read_settings(const ImportFields& fields, bool is_new);
    void read_plan(const ImportFields& fields, bool is_new);

    void read_group(const DocumentNode& node);
    [[nodiscard]] bool has_group(const std::string& group) const;
    void check_group(const DocumentNode& node, const std::string& group);

    void read_agent(const DocumentNode& node);
    std::optional<Agent> start_agent(const ImportFields& fields, const std::string& id);
    void read_memberships(const ImportFields& fields, Agent& agent);
    void read_device(const DocumentNode& node, const std::string& agent);
    void add_span(const ImportFields& fields, OnlineSpan span);

    void read_chat(const DocumentNode& node);
    void read_event(const DocumentNode& node, Chat& chat);
    [[nodiscard]] bool has_agent(const std::string& agent) const;

    /// Those that the document names and those that are there.
    [[nodiscard]] std::vector<Group> all_groups() const;
    void check_forwards(const ImportFields& fields);
    /// False, with a fault, where it was named before.
    bool is_first(std::map<std::string, int>& named, const DocumentNode& node,
                  const std::string& what, const std::string& id);

    DirectoryReader* existing_;  ///< Null in a whole import.
    ImportMemory& memory_;
    DirectoryContent& content_;
    ImportFaults& faults_;

    Account account_;
    std::map<std::string, int> groups_;
    std::map<std::string, Agent> agents_;
    std::map<std::string, const DocumentNode*> agent_places_;
};

}  // namespace postern
