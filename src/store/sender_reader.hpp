// SPDX-License-Identifier: Apache-2.0
//
// Looking up how sender domains stand, why, and what they sent.
#pragma once

#include <vector>

#include <soci/soci.h>

#include "postern/store/senders.hpp"

namespace postern {

class SenderReader {
  public:
    explicit SenderReader(soci::session& sql) : sql_(&sql) {}

    std::vector<SenderStanding> standings(const SenderFilter& filter);
    std::vector<SenderChange> changes(const SenderFilter& filter);
    std::vector<SenderRecord> traffic(const SenderFilter& filter, TimePoint since);
    std::vector<SenderRecord> sent_on_day(TimePoint at);

  private:
    soci::session* sql_;
};

}  // namespace postern
