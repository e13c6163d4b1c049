// SPDX-License-Identifier: Apache-2.0
//
// Running a schedule: the site's requests are decided in batches, as the writer of the state does,
// and each of them alone, as if nobody had asked beside it. Both must agree in every answer and in
// the record, and no invariant may break.
#pragma once

#include <string>
#include <vector>

#include "record.hpp"
#include "schedule.hpp"
#include "site.hpp"

namespace postern::ledger {

class Model {
  public:
    explicit Model(std::uint64_t seed) : site_(seed) {}

    /// What broke, or nothing.
    std::string run(const Schedule& schedule);
    /// What happened, a line each.
    [[nodiscard]] const std::vector<std::string>& story() const { return story_; }

  private:
    struct Asked {
        Move move;
        bool is_lost;
    };

    std::string run_batch(const std::vector<Asked>& batch);
    Answer alone(const Asked& asked, std::string& fault);
    [[nodiscard]] std::string broken_departures() const;
    [[nodiscard]] std::string broken_counts() const;

    Site site_;
    Record together_;
    Record alone_;
    std::vector<std::string> story_;
    long long counted_ = 0;  ///< Departures on record.
};

/// Without whatever it breaks as well without.
Schedule shrunk(Schedule schedule, std::uint64_t seed);

}  // namespace postern::ledger
