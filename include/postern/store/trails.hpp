// SPDX-License-Identifier: Apache-2.0
//
// The part of the state that Postfix's log writes: the trails of notifications that left, and how
// far the log was read.
//
// State is one of these. What was seen and the position behind it are durable together or not at
// all, so that a line counts once whenever the process ends. ErrorCode::unavailable where nothing
// can be written now.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/trail/trail.hpp"

namespace postern {

/// How far a log was read, in the words of whoever reads it.
struct LogPosition {
    std::string log;
    std::string position;
};

/// The queue file that a departure was last seen in.
using OpenTrail = std::pair<std::string, trail::Departure>;

class Trails {
  public:
    Trails() = default;
    Trails(const Trails&) = delete;
    Trails& operator=(const Trails&) = delete;
    virtual ~Trails() = default;

    /// Puts what was seen on record, in its order. How much of it that was: what is about no
    /// notification on record, about another recipient, or older than the decision, is left out.
    virtual Result<int> follow(std::vector<trail::Sighting> sightings, LogPosition position) = 0;

    /// "" where it was never read.
    virtual Result<std::string> position_in(const std::string& log) = 0;
    /// Those that Postfix may still have, at most so many.
    virtual Result<std::vector<OpenTrail>> open_trails(int limit) = 0;
    /// The notifications that were last seen in that queue file of Postfix's.
    virtual Result<std::vector<std::string>> seen_in(const std::string& queue_id) = 0;
    /// Of one notification, the first departure first.
    virtual Result<std::vector<trail::Trail>> trails_of(const std::string& notification) = 0;
};

}  // namespace postern
