// SPDX-License-Identifier: Apache-2.0
//
// What `postqueue -j` shows, as far as it concerns us, and the words by which a parked notification
// is known in it. ErrorCode::unavailable where the listing is not whole: nothing may be concluded
// from what is absent in it then.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"

namespace postern {

/// A recipient in the drafts domain that is still queued: one agent's notification.
struct Waiting {
    enum class Where {
        deferred,    ///< Parked, or put off for another reason.
        on_its_way,  ///< Just arrived, or being delivered.
        on_hold,     ///< For an operator.
    };
    std::string queue_id;
    std::string agent;
    TimePoint due{};  ///< As the parking reply names it; the epoch where another reason is given.
    Where where = Where::deferred;
};

/// What came to a return path and is on hold.
struct HeldBounce {
    std::string queue_id;
    std::string local_part;  ///< Of the return path.
    std::uint64_t size = 0;
};

struct QueueListing {
    std::vector<Waiting> waiting;
    std::vector<HeldBounce> held;
};

Result<QueueListing> read_queue(std::string_view json_lines, std::string_view drafts_domain);
/// The notifications alone.
Result<std::vector<Waiting>> read_queue_listing(std::string_view json_lines,
                                                std::string_view drafts_domain);

/// "… until 2026-11-23T12:02:00Z": the words of the parking reply, and how to read them back.
std::string parking_text(TimePoint due);
std::optional<TimePoint> read_parking_text(std::string_view delay_reason);

}  // namespace postern
