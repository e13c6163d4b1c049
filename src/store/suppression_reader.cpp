// SPDX-License-Identifier: Apache-2.0
#include "suppression_reader.hpp"

#include <array>

#include "conditions.hpp"
#include "suppression_row.hpp"

namespace postern {

namespace {

/// A text as LIKE finds it, whatever it contains.
std::string verbatim(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

DeliveryAction action_from(std::string_view name) {
    using enum DeliveryAction;
    for (const auto action : {failed, delayed, delivered, relayed, expanded}) {
        if (name_of(action) == name) return action;
    }
    return none;
}

}  // namespace

std::vector<Suppression> SuppressionReader::find(const SuppressionFilter& filter,
                                                 const std::string& mailbox) {
    Conditions conditions;
    if (!filter.subject.empty()) conditions.either("subject", filter.subject, mailbox);
    if (!filter.domain.empty()) conditions.like("subject", "%@" + verbatim(filter.domain));
    if (!filter.agent.empty()) conditions.like("subject", verbatim(filter.agent) + "/%");
    if (filter.cause) conditions.equal("cause", name_of(*filter.cause));
    conditions.bound("since_at >= ", filter.since);
    conditions.bound("since_at < ", filter.until);
    std::vector<Suppression> all;
    select_rows<SuppressionRow>(
        *sql_, kSuppressionColumns + " FROM suppressions", conditions,
        limited("since_at DESC, subject", filter.limit),
        [&](const SuppressionRow& row) { all.push_back(suppression_of(row)); });
    return all;
}

std::vector<SuppressionChange> SuppressionReader::changes(const std::string& subject, int limit) {
    using Row =
        std::tuple<std::string, std::string, std::string, std::string, std::string, long long>;
    Conditions conditions;
    conditions.equal("subject", subject);
    std::vector<SuppressionChange> all;
    select_rows<Row>(*sql_,
                     "subject, what, cause, author, why, changed_at FROM suppression_changes",
                     conditions, limited("number DESC", limit), [&](const Row& row) {
                         const auto& [of, what, cause, author, why, at] = row;
                         all.push_back({of, what, cause, author, why, time_of(at)});
                     });
    return all;
}

std::vector<RecordedBounce> SuppressionReader::bounces_of(const std::string& notification) {
    using Row =
        std::tuple<std::string, std::string, std::string, std::string, std::string, std::string,
                   std::string, long long, int, std::string, std::string, std::string>;
    Conditions conditions;
    conditions.equal("notification", notification);
    std::vector<RecordedBounce> all;
    select_rows<Row>(
        *sql_,
        "used_for, bounce_class, action, status, evidence, reporter, effect, "
        "bounced_at, attempt, sender_domain, not_again, fault FROM bounces",
        conditions, " ORDER BY bounced_at", [&](const Row& row) {
            const auto& [use, bounce_class, action, status, evidence, reporter, effect, at, attempt,
                         sender, not_again, fault] = row;
            const auto known = bounce_class_from(bounce_class).value_or(BounceClass::undefined);
            all.push_back({notification, bounce_use_from(use).value_or(BounceUse::failure), known,
                           action_from(action), status, evidence, reporter, effect, time_of(at),
                           attempt, sender, not_again,
                           fault_from(fault).value_or(fault_of(known))});
        });
    return all;
}

std::vector<DisbelievedReports> SuppressionReader::disbelieved(int limit) {
    using Row = std::tuple<std::string, std::string, long long, long long, long long>;
    Conditions none;
    std::vector<DisbelievedReports> all;
    select_rows<Row>(*sql_, "victim, why, reports, first_at, last_at FROM disbelieved", none,
                     limited("last_at DESC, victim, why", limit), [&](const Row& row) {
                         const auto& [victim, why, count, first, last] = row;
                         all.push_back({victim, why, count, time_of(first), time_of(last)});
                     });
    return all;
}

std::vector<UnknownBounce> SuppressionReader::not_understood(TimePoint since, int limit) {
    using Row = std::tuple<std::string, std::string, std::string, long long>;
    Conditions conditions;
    conditions.equal("b.bounce_class", name_of(BounceClass::undefined));
    conditions.bound("b.bounced_at >= ", since);
    std::vector<UnknownBounce> all;
    select_rows<Row>(*sql_,
                     "b.status, b.evidence, COALESCE(n.address, ''), b.bounced_at FROM bounces b "
                     "LEFT JOIN notifications n ON n.id = b.notification",
                     conditions, limited("b.bounced_at DESC", limit), [&](const Row& row) {
                         const auto& [status, evidence, address, at] = row;
                         all.push_back({status, evidence, address, time_of(at)});
                     });
    return all;
}

}  // namespace postern
