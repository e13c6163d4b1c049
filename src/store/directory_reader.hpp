// SPDX-License-Identifier: Apache-2.0
//
// The directory's look-ups on one session, each an indexed read prepared once.
//
// Nothing is guessed from rows that contradict the schema (an address that is none, an unknown
// plan): they throw soci::soci_error like any unreadable database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postern/store/directory.hpp"

#include "presence_row.hpp"
#include "query.hpp"

namespace postern {

class DirectoryReader {
  public:
    explicit DirectoryReader(soci::session& sql);

    std::optional<Account> account(const std::string& id);
    /// Whether an import is in force that may not stand in the tables yet, as account(), which asks
    /// for it on its way, or look_for_import() last found.
    [[nodiscard]] bool saw_import() const { return saw_import_; }
    void look_for_import() { saw_import_ = import_.any(); }
    std::optional<Chat> chat(const std::string& id);
    std::vector<ChatEvent> events(const std::string& chat);
    bool has_group(const std::string& account, const std::string& group);
    std::optional<Group> group(const std::string& account, const std::string& id);
    std::vector<Group> groups(const std::string& account);
    bool has_address(const std::string& account, const Address& address);
    /// What a visitor did in a chat that is not there.
    std::vector<ChatEvent> early_events(const std::string& chat);
    /// How much text there is; what cannot be read throws.
    long long read_through();

    std::vector<Agent> agents(const std::string& account);
    std::optional<Agent> agent(const std::string& account, const std::string& id);
    std::optional<std::string> account_of_agent(const std::string& id);
    std::vector<Forward> forwards(const std::string& account);

    /// The stretches that lasted at `since` or later, as far as signs of life go, of the account's
    /// agents or of one group's and `agent`, in the order of agent, device and time.
    std::vector<OnlineSpan> presence(const std::string& account,
                                     const std::optional<std::string>& group,
                                     const std::string& agent, TimePoint since);
    /// The same, of one agent.
    std::vector<OnlineSpan> presence_of(const std::string& agent, TimePoint since);

    /// Somebody but `agent`, of the group or of the account, who was online at that moment.
    std::optional<std::string> another_online(const std::string& account,
                                              const std::optional<std::string>& group,
                                              const std::string& agent, TimePoint at,
                                              Duration stale_after);

  private:
    using Text = std::string;
    using Number = long long;
    using AccountRow = Out<Text, Text, int, int, int, Text, int, Text, Text, int>;
    using AgentRow = Out<Text, Text, Text, Text, int, Text, int>;
    using GroupRow = Out<Text, Text, Text, int>;

    using EventQuery = Query<In<Text>, Out<Text, Text, Number>>;

    static Agent agent_of(const AgentRow& row);
    static std::vector<ChatEvent> events_by(EventQuery& query, const std::string& chat);
    static Group group_of(const Text& account, const GroupRow& row);

    bool saw_import_ = false;
    Query<In<Text>, AccountRow> account_;
    Query<In<>, Out<int>> import_;
    Query<In<Text>, Out<Text, Text>> chat_;
    EventQuery events_, early_;
    Query<In<Text, Text>, GroupRow> group_;
    Query<In<Text>, GroupRow> groups_;
    Query<In<Text, Text>, Out<int>> address_;
    Query<In<Text>, AgentRow> agents_;
    Query<In<Text, Text>, AgentRow> agent_;
    Query<In<Text>, Out<Text>> owner_;
    Query<In<Text>, Out<Text, Text>> groups_of_agents_;
    Query<In<Text>, Out<Text>> groups_of_agent_;
    Query<In<Text>, Out<Text, Text>> forwards_;
    Query<In<Text, Number>, ToldRow> presence_;
    Query<In<Text, Number, Text, Text>, ToldRow> group_presence_;
    Query<In<Text, Number>, ToldRow> agent_presence_;
    Query<In<Text, Text, Number, Number, Number>, Out<Text>> another_online_;
    Query<In<Text, Text, Number, Number, Number, Text>, Out<Text>> another_of_group_online_;
    Query<In<>, Out<Number>> everything_;
};

}  // namespace postern
