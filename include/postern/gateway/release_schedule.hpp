// SPDX-License-Identifier: Apache-2.0
//
// When Postfix is to be asked to present which queue file again. Plain data with a clock handed
// in; releases.hpp puts threads around it.
//
// A queue file (one draft at hop 1) holds one recipient per agent, and one request presents all of
// them. It stays on the schedule until every agent's notification in it has arrived: a request that
// came before Postfix had put the file aside does nothing, so it is repeated after 1 s, 2 s,
// 4 s … up to kTries; then Postfix's own schedule is relied on.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "postern/base/time.hpp"

namespace postern {

class ReleaseSchedule {
  public:
    static constexpr int kTries = 8;
    static constexpr Duration kFirstRepeat{1000};

    void await(const std::string& queue_id, const std::string& agent, TimePoint due);
    void arrived(const std::string& queue_id, const std::string& agent);

    /// A queue file to present now, or nothing. It is put down for a repeat at once.
    std::optional<std::string> take(TimePoint now);

    /// When take() will next have something.
    [[nodiscard]] std::optional<TimePoint> next() const;

    [[nodiscard]] std::size_t size() const { return files_.size(); }

  private:
    struct File {
        TimePoint due;
        int tries = 0;
        std::set<std::string> waiting;
    };

    void put_down(const std::string& queue_id, File& file, TimePoint due);

    std::map<std::string, File> files_;
    std::set<std::pair<TimePoint, std::string>> order_;
};

}  // namespace postern
