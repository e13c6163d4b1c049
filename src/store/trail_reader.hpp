// SPDX-License-Identifier: Apache-2.0
//
// Looking trails up, and how far Postfix's log was read. Throws soci::soci_error.
#pragma once

#include <string>
#include <vector>

#include <soci/soci.h>

#include "postern/store/trails.hpp"

namespace postern {

class TrailReader {
  public:
    explicit TrailReader(soci::session& sql) : sql_(&sql) {}

    std::string position_in(const std::string& log);  ///< Trails, likewise
    std::vector<OpenTrail> open(int limit);           ///< open_trails()
    std::vector<std::string> seen_in(const std::string& queue_id);
    std::vector<trail::Trail> of_notification(const std::string& notification);  ///< trails_of()

  private:
    soci::session* sql_;
};

}  // namespace postern
