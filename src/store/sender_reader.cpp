// SPDX-License-Identifier: Apache-2.0
#include "sender_reader.hpp"

#include "conditions.hpp"
#include "sender_row.hpp"

namespace postern {

namespace {

Conditions conditions_of(const SenderFilter& filter) {
    Conditions conditions;
    conditions.equal("sender_domain", filter.domain);
    conditions.equal("provider", filter.provider);
    return conditions;
}

}  // namespace

std::vector<SenderStanding> SenderReader::standings(const SenderFilter& filter) {
    auto conditions = conditions_of(filter);
    std::vector<SenderStanding> all;
    select_rows<StandingRow>(
        *sql_, kStandingColumns + " FROM sender_standings", conditions,
        limited("since_at DESC, sender_domain, provider, account", filter.limit),
        [&](const StandingRow& row) { all.push_back(standing_of(row)); });
    return all;
}

std::vector<SenderChange> SenderReader::changes(const SenderFilter& filter) {
    using Row = std::tuple<std::string, std::string, std::string, std::string, std::string,
                           std::string, long long, long long, int, std::string>;
    auto conditions = conditions_of(filter);
    std::vector<SenderChange> all;
    select_rows<Row>(*sql_,
                     "sender_domain, provider, what, cause, author, why, changed_at, "
                     "COALESCE(held_until, -1), step, account FROM sender_changes",
                     conditions, limited("number DESC", filter.limit), [&](const Row& row) {
                         const auto& [domain, provider, what, cause, author, why, at, until, step,
                                      account] = row;
                         all.push_back({domain, provider, what, cause, author, why, time_of(at),
                                        optional_time_of(until), step, account});
                     });
    return all;
}

std::vector<SenderRecord> SenderReader::traffic(const SenderFilter& filter, TimePoint since) {
    using Row =
        std::tuple<std::string, std::string, long long, long long, long long, long long, long long>;
    auto conditions = conditions_of(filter);
    conditions.bound("hour_at >= ", since);
    std::vector<SenderRecord> all;
    select_rows<Row>(
        *sql_,
        "sender_domain, provider, CAST(SUM(sent) AS BIGINT), CAST(SUM(refused) AS BIGINT), "
        "CAST(SUM(content) AS BIGINT), CAST(SUM(complaints) AS BIGINT), "
        "CAST(SUM(delivered) AS BIGINT) FROM sender_traffic",
        conditions,
        " GROUP BY sender_domain, provider" +
            limited("SUM(sent) DESC, sender_domain, provider", filter.limit),
        [&](const Row& row) {
            const auto& [domain, provider, sent, refused, content, complaints, delivered] = row;
            all.push_back({domain, provider, {sent, refused, content, complaints, delivered}});
        });
    return all;
}

std::vector<SenderRecord> SenderReader::sent_on_day(TimePoint at) {
    using Row = std::tuple<std::string, long long>;
    const auto day = std::chrono::floor<std::chrono::days>(at);
    Conditions conditions;
    conditions.bound("day_at = ", TimePoint(day));
    std::vector<SenderRecord> all;
    select_rows<Row>(*sql_, "sender_domain, sent FROM sender_days", conditions,
                     " ORDER BY sender_domain", [&](const Row& row) {
                         const auto& [domain, sent] = row;
                         all.push_back({domain, "", {sent}});
                     });
    return all;
}

}  // namespace postern
