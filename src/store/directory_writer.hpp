// SPDX-License-Identifier: Apache-2.0
//
// The directory's rows, written on one session within a transaction that the caller began.
//
// Each put() adds what is not there and changes what is. Everything was validated before: what the
// schema still refuses throws soci::soci_error.
#pragma once

#include <string>

#include "postern/store/listing.hpp"

#include "presence_book.hpp"
#include "query.hpp"

namespace postern {

/// Something of the directory by its name.
struct DirectoryItem {
    enum class What { account, group, agent, chat };

    What what;
    std::string id;
    std::string account{};  ///< Whose it is.
};

class DirectoryWriter {
  public:
    /// Signs of life of one device that are further apart are two stretches.
    DirectoryWriter(soci::session& sql, Duration stale_after);

    void put(const Account& account);
    void put(const Group& group);
    void put(const Agent& agent);      ///< With exactly its groups.
    void put(const Chat& chat);        ///< Adds its events to those there are.
    void put(const OnlineSpan& span);  ///< As with_stretch() has it; its agent must be there.
    void put(const DirectoryContent& content);

    /// As put(), told of at that moment.
    void begin(const Chat& chat, TimePoint at);
    void add_event(const std::string& chat, const ChatEvent& event);
    /// Of a chat that is not there yet, by the visitor: it gets its events when it is put.
    void add_early(const std::string& chat, const ChatEvent& event);
    /// The agent must be there.
    void tell(const std::string& agent, const std::string& device, PresenceSign kind, TimePoint at);

    /// With everything that belongs to it; false where there is none.
    bool remove_account(const std::string& account);
    bool remove_group(const std::string& account, const std::string& group);
    bool remove_agent(const std::string& agent);
    bool remove_chat(const std::string& chat);
    /// Of its account: an agent or a chat that is another account's by now stays.
    void remove(const DirectoryItem& named);
    /// An agent or a chat that is another account's than `named` says.
    void remove_elsewhere(const DirectoryItem& named);

  private:
    using Text = std::string;
    using Number = long long;

    void add_event(const Text& chat, const Text& kind, const Text& agent, Number at);

    Query<In<Text, Text, Text, int, int, int, Text, int, Text, Text>> account_;
    Query<In<Text, Text, Text, Text, int>> group_;
    Query<In<Text, Text, Text, Text, int, Text, int>> agent_;
    Query<In<Text>, Out<Text>> groups_;
    Query<In<Text>> leave_groups_;
    Query<In<Text, Text, Text>> join_group_;
    Query<In<Text, Text, Text, Number>> chat_;
    Query<In<Text, Number, Text, Text>> event_;
    Query<In<Number, Text, Number>> touch_;
    Query<In<Text, Number, Text>> early_;
    Query<In<Text>, Out<Text, Number>> came_early_;
    Query<In<Text>> no_longer_early_;
    PresenceBook presence_;
    Query<In<Text>> remove_account_;
    Query<In<Text, Text>> remove_group_;
    Query<In<Text>> remove_agent_;
    Query<In<Text>> remove_chat_;
    Query<In<Text, Text>> remove_agent_of_, remove_chat_of_;
    Query<In<Text, Text>> remove_agent_elsewhere_, remove_chat_elsewhere_;
};

}  // namespace postern
