// SPDX-License-Identifier: Apache-2.0
//
// The directory's rows, written on one session within a transaction that the caller began.
//
// Each put() adds what is not there and changes what is. Everything was validated before: what the
// schema still refuses throws soci::soci_error.
#pragma once

#include <string>

#include "postern/store/listing.hpp"

#include "query.hpp"

namespace postern {

/// Something of the directory by its name.
struct Named {
    enum class What { account, group, agent, chat, presence };

    What what;
    std::string id;         ///< Of presence, the agent's.
    std::string account{};  ///< Of a group.
    std::string device{};   ///< Of presence, as `from`.
    TimePoint from{};
};

class DirectoryWriter {
  public:
    explicit DirectoryWriter(soci::session& sql);

    void put(const Account& account);
    void put(const Group& group);
    void put(const Agent& agent);  ///< With exactly its groups.
    void put(const Chat& chat);    ///< Adds its events to those there are.
    /// A stretch that lasts ends an earlier one of the same device, at its last sign of life.
    void put(const OnlineSpan& span);
    void put(const DirectoryContent& content);

    void add_event(const std::string& chat, const ChatEvent& event);
    /// The device's lasting stretch: heard of at that moment. False where it has none, or none
    /// that was heard of since `oldest`.
    bool renew(const std::string& agent, const std::string& device, TimePoint at, TimePoint oldest);
    /// Ends the device's lasting stretch, not before it began.
    void end(const std::string& agent, const std::string& device, TimePoint at);

    /// With everything that belongs to it; false where there is none.
    bool remove_account(const std::string& account);
    /// Whether it is there or not, with everything that belongs to it.
    void remove(const Named& named);

  private:
    using Text = std::string;
    using Number = long long;

    Query<In<Text, Text, Text, int, int, int, Text, int, Text, Text>> account_;
    Query<In<Text, Text, Text, Text, int>> group_;
    Query<In<Text, Text, Text, Text, int, Text, int>> agent_;
    Query<In<Text>> leave_groups_;
    Query<In<Text, Text, Text>> join_group_;
    Query<In<Text, Text, Text>> chat_;
    Query<In<Text, Number, Text, Text>> event_;
    Query<In<Text, Number, Number, Number, Text>> span_;
    Query<In<Text, Text, Number>> end_others_;
    Query<In<Number, Number, Text, Text, Number>> renew_;
    Query<In<Number, Number, Text, Text>> end_;
    Query<In<Text>> remove_;
    Query<In<Text, Text>> remove_group_;
    Query<In<Text>> remove_agent_;
    Query<In<Text>> remove_chat_;
    Query<In<Text, Text, Number>> remove_span_;
};

}  // namespace postern
