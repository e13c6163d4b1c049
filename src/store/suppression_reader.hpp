// SPDX-License-Identifier: Apache-2.0
//
// Looking up suppressions, their trail, what came back, and what was not believed.
#pragma once

#include <string>
#include <vector>

#include <soci/soci.h>

#include "postern/store/suppressions.hpp"

namespace postern {

class SuppressionReader {
  public:
    explicit SuppressionReader(soci::session& sql) : sql_(&sql) {}

    /// `mailbox` names the filter's subject as an operator's suppression does.
    std::vector<Suppression> find(const SuppressionFilter& filter, const std::string& mailbox);
    std::vector<SuppressionChange> changes(const std::string& subject, int limit);
    std::vector<RecordedBounce> bounces_of(const std::string& notification);
    std::vector<DisbelievedReports> disbelieved(int limit);
    std::vector<UnknownBounce> not_understood(TimePoint since, int limit);

  private:
    soci::session* sql_;
};

}  // namespace postern
