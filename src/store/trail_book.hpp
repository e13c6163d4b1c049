// SPDX-License-Identifier: Apache-2.0
//
// Trails, in terms of rows: what was seen in Postfix's log is added to what is on record.
//
// Every function runs within a transaction that its caller began. Throws soci::soci_error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postern/store/trails.hpp"

#include "trail_row.hpp"

namespace postern {

class TrailBook {
  public:
    explicit TrailBook(soci::session& sql);

    int follow(const std::vector<trail::Sighting>& sightings,
               const LogPosition& position);  ///< Trails::follow()

  private:
    bool note(const trail::Sighting& sighting);

    Query<In<std::string>, Out<std::string, long long>> sent_;
    Query<In<std::string, int>, TrailRow> load_;
    Query<TrailRow> put_;
    Query<In<std::string, std::string>> remember_;
};

}  // namespace postern
