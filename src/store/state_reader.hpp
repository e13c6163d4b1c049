// SPDX-License-Identifier: Apache-2.0
//
// Looking notifications up. A filter becomes one statement with only the conditions it names, so
// that the indexes can serve it; the values are always bound, never written into the statement.
#pragma once

#include <string>
#include <vector>

#include <soci/soci.h>

#include "postern/store/state.hpp"

#include "sender_reader.hpp"
#include "suppression_reader.hpp"
#include "trail_reader.hpp"

namespace postern {

/// The statement of State::find(), its values left open.
std::string statement_of(const NotificationFilter& filter);

class StateReader {
  public:
    explicit StateReader(soci::session& sql)
        : suppressions(sql), senders(sql), trails(sql), sql_(&sql) {}

    SuppressionReader suppressions;
    SenderReader senders;
    TrailReader trails;

    std::vector<Notification> unfinished();                            ///< State::unfinished()
    std::vector<Notification> find(const NotificationFilter& filter);  ///< State::find()

  private:
    soci::session* sql_;
};

}  // namespace postern
