// SPDX-License-Identifier: Apache-2.0
//
// A notification's trail: what became of it after it left, as far as Postfix's log has told.
//
// A sighting is one line of that log which is about a departure of ours; the trail is what stays of
// all of them. It is evidence and no more: nothing is decided by it, and a line that was never read
// is an explanation lost. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "postern/base/time.hpp"
#include "postern/trail/entry.hpp"

namespace postern::trail {

/// What left: a notification, the first time or once more from another sender domain.
struct Departure {
    std::string notification;
    int attempt = 1;
    bool operator==(const Departure&) const = default;
};

struct Sighting {
    enum class Kind : std::uint8_t { queued, tried, expired, removed };

    Departure departure;
    std::string queue_id;  ///< Hop 2's: the file that it left in.
    Kind kind = Kind::queued;
    TimePoint at;
    // Of what was tried:
    std::string to;       ///< As the line has it.
    std::string orig_to;  ///< Likewise.
    Status status = Status::none;
    std::string agent;
    std::string relay;
    std::string dsn;
    std::string reply;  ///< Fit to be shown (shown_reply()).
};

struct Trail {
    Departure departure;
    std::string queue_id;  ///< The latest.
    Status status = Status::none;
    int tries = 0;
    std::optional<TimePoint> first{};  ///< When it was tried.
    std::optional<TimePoint> last{};
    std::string agent;
    std::string relay;
    std::string dsn;
    std::string reply;
    std::optional<TimePoint> delivered{};
    std::optional<TimePoint> removed{};  ///< From Postfix's queue.
    bool operator==(const Trail&) const = default;
};

/// The trail after a further sighting. What was delivered stays delivered, whatever became of
/// another copy of it.
Trail after(Trail trail, const Sighting& sighting);

/// Whether more is to be expected of it.
inline bool is_open(const Trail& trail) {
    return !trail.removed;
}

/// Whether the line is about that recipient: others of the same queue file are the site's, such as
/// blind copies. `address` as Address::text() has it.
bool concerns(const Sighting& sighting, std::string_view address);

/// A remote server's words on one line, in characters that may be shown, and no more of them than
/// tell something. Those that were cut off in the log end in "…".
std::string shown_reply(const Attempt& attempt);
/// The same for a short field, such as a relay's name.
std::string shown_word(std::string_view word);

}  // namespace postern::trail
