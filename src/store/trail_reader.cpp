// SPDX-License-Identifier: Apache-2.0
#include "trail_reader.hpp"

#include "conditions.hpp"
#include "trail_row.hpp"

namespace postern {

std::string TrailReader::position_in(const std::string& log) {
    Conditions conditions;
    conditions.equal("log", log);
    std::string position;
    select_rows<std::tuple<std::string>>(
        *sql_, "position FROM log_positions", conditions, "",
        [&](const std::tuple<std::string>& row) { position = std::get<0>(row); });
    return position;
}

std::vector<OpenTrail> TrailReader::open(int limit) {
    Conditions conditions;
    conditions.also("removed_at IS NULL");
    std::vector<OpenTrail> all;
    select_rows<std::tuple<std::string, std::string, int>>(
        *sql_, "queue_id, notification, attempt FROM trails", conditions,
        " LIMIT " + std::to_string(limit), [&](const auto& row) {
            const auto& [queue_id, notification, attempt] = row;
            all.emplace_back(queue_id, trail::Departure{notification, attempt});
        });
    return all;
}

std::vector<std::string> TrailReader::seen_in(const std::string& queue_id) {
    Conditions conditions;
    conditions.equal("queue_id", queue_id);
    std::vector<std::string> all;
    select_rows<std::tuple<std::string>>(
        *sql_, "DISTINCT notification FROM trails", conditions, "",
        [&](const std::tuple<std::string>& row) { all.push_back(std::get<0>(row)); });
    return all;
}

std::vector<trail::Trail> TrailReader::of_notification(const std::string& notification) {
    Conditions conditions;
    conditions.equal("notification", notification);
    std::vector<trail::Trail> all;
    select_rows<TrailRow>(*sql_, kTrailColumns + " FROM trails", conditions, " ORDER BY attempt",
                          [&](const TrailRow& row) { all.push_back(trail_of(row)); });
    return all;
}

}  // namespace postern
