// SPDX-License-Identifier: Apache-2.0
//
// The rows of presence_told of one device: what was told of it, added to as postern/chat/signs.hpp
// says. Of a device's rows only those beside the moment are read and written.
//
// Within a transaction that the caller began. What the database refuses throws soci::soci_error.
#pragma once

#include <string>
#include <vector>

#include "postern/chat/signs.hpp"

#include "presence_row.hpp"
#include "query.hpp"

namespace postern {

class PresenceBook {
  public:
    PresenceBook(soci::session& sql, Duration stale_after);

    /// The agent must be there.
    void tell(const std::string& agent, const std::string& device, PresenceSign kind, TimePoint at);
    void tell(const OnlineSpan& span);

  private:
    using Text = std::string;
    using Number = long long;

    std::vector<SignRun> beside(const Text& agent, const Text& device, TimePoint from,
                                TimePoint until);
    void write(const Text& agent, const Text& device, const std::vector<SignRun>& before,
               const std::vector<SignRun>& after);

    Duration stale_after_;
    Query<In<Text, Text, Text, Text, Number, Number, Text, Text, Number, Number>,
          Out<int, Number, Number, Text>>
        beside_;
    Query<In<Text, Number, Number, Number, Text, Text>> put_;
    Query<In<Text, Text, Number, Number>> remove_;
};

}  // namespace postern
