// SPDX-License-Identifier: Apache-2.0
//
// A Trail as a row of the table trails, and its way there and back.
#pragma once

#include <string>
#include <tuple>

#include "postern/trail/trail.hpp"

#include "query.hpp"

namespace postern {

/// In the order of kTrailColumns.
using TrailRow =
    std::tuple<std::string, int, std::string, std::string, int, long long, long long, std::string,
               std::string, std::string, std::string, long long, long long>;

inline const std::string kTrailColumns =
    "notification, attempt, queue_id, status, tries, COALESCE(first_at, -1), "
    "COALESCE(last_at, -1), agent, relay, dsn, reply, COALESCE(delivered_at, -1), "
    "COALESCE(removed_at, -1)";

/// Inserts the row or replaces the one of that departure.
inline const std::string kPutTrail =
    "INSERT INTO trails (notification, attempt, queue_id, status, tries, first_at, last_at, agent, "
    "relay, dsn, reply, delivered_at, removed_at) VALUES (:notification, :attempt, :queue_id, "
    ":status, :tries, NULLIF(:first, -1), NULLIF(:last, -1), :agent, :relay, :dsn, :reply, "
    "NULLIF(:delivered, -1), NULLIF(:removed, -1)) ON CONFLICT (notification, attempt) DO UPDATE "
    "SET queue_id = excluded.queue_id, status = excluded.status, tries = excluded.tries, "
    "first_at = excluded.first_at, last_at = excluded.last_at, agent = excluded.agent, "
    "relay = excluded.relay, dsn = excluded.dsn, reply = excluded.reply, "
    "delivered_at = excluded.delivered_at, removed_at = excluded.removed_at";

/// Throws soci::soci_error on an unknown status: the schema rules that out.
trail::Trail trail_of(const TrailRow& row);
long long put(Query<TrailRow>& statement, const trail::Trail& trail);

}  // namespace postern
