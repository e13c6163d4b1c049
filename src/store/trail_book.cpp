// SPDX-License-Identifier: Apache-2.0
#include "trail_book.hpp"

#include "columns.hpp"
#include "failure.hpp"

namespace postern {

namespace {

/// By how much the log's clock may be behind: at the end of summer time it is an hour.
constexpr Duration kTolerance = std::chrono::hours{1} + std::chrono::minutes{5};

}  // namespace

trail::Trail trail_of(const TrailRow& row) {
    const auto& [notification, attempt, queue_id, status, tries, first, last, agent, relay, dsn,
                 reply, delivered, removed] = row;
    const auto known = trail::status_from(status);
    if (!known) refuse_row("state: a trail has an unknown status");
    return {{notification, attempt},
            queue_id,
            *known,
            tries,
            optional_time_of(first),
            optional_time_of(last),
            agent,
            relay,
            dsn,
            reply,
            optional_time_of(delivered),
            optional_time_of(removed)};
}

long long put(Query<TrailRow>& statement, const trail::Trail& t) {
    return statement.run(t.departure.notification, t.departure.attempt, t.queue_id,
                         std::string(trail::name_of(t.status)), t.tries, to_column(t.first),
                         to_column(t.last), t.agent, t.relay, t.dsn, t.reply,
                         to_column(t.delivered), to_column(t.removed));
}

TrailBook::TrailBook(soci::session& sql)
    : sent_(sql,
            "SELECT address, COALESCE(decided_at, -1) FROM notifications WHERE id = :id "
            "AND fate = 'sent'"),
      load_(sql, "SELECT " + kTrailColumns +
                     " FROM trails WHERE notification = :notification AND attempt = :attempt"),
      put_(sql, kPutTrail),
      remember_(sql,
                "INSERT INTO log_positions (log, position) VALUES (:log, :position) "
                "ON CONFLICT (log) DO UPDATE SET position = excluded.position") {}

int TrailBook::follow(const std::vector<trail::Sighting>& sightings, const LogPosition& position) {
    int noted = 0;
    for (const auto& sighting : sightings) noted += note(sighting) ? 1 : 0;
    remember_.run(position.log, position.position);
    return noted;
}

bool TrailBook::note(const trail::Sighting& sighting) {
    const auto& [notification, attempt] = sighting.departure;
    bool is_meant = false;
    sent_.each(
        [&](const auto& row) {
            const auto& [address, decided] = row;
            is_meant =
                trail::concerns(sighting, address) && sighting.at + kTolerance >= time_of(decided);
        },
        notification);
    if (!is_meant) return false;
    trail::Trail known;
    load_.each([&](const TrailRow& row) { known = trail_of(row); }, notification, attempt);
    put(put_, trail::after(std::move(known), sighting));
    return true;
}

}  // namespace postern
