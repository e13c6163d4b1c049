// SPDX-License-Identifier: Apache-2.0
//
// Whatever notifications are looked for by, SQLite finds them by an index: of every combination of
// conditions, the plan is looked at. What few have in common is found by that, whatever else is
// asked besides.
#include <bitset>
#include <regex>

#include "sqlite_fixture.hpp"
#include "state_reader.hpp"

namespace postern {
namespace {

struct Condition {
    void (*add)(NotificationFilter&);
    std::vector<std::string> indexes;  ///< One of these is used where it stands alone.
    bool is_narrow;
};

// clang-format off
const std::vector<Condition> kConditions{
    {[](auto& f) { f.account = "shop"; },              {"notifications_of_account"},     true},
    {[](auto& f) { f.draft = "d1"; },                  {"notifications_of_draft"},       true},
    {[](auto& f) { f.agent = "anna"; },                {"notifications_of_agent"},       true},
    {[](auto& f) { f.chat = "c1"; },                   {"notifications_of_chat"},        true},
    {[](auto& f) { f.address = "anna@shop.example"; }, {"notifications_at_address"},     true},
    {[](auto& f) { f.queue_id = "Q1"; },               {"notifications_in_queue_file"},  true},
    {[](auto& f) { f.id = "id-anna"; },                {"sqlite_autoindex_notifications"}, true},
    {[](auto& f) { f.rule = "O2"; },                   {"notifications_by_rule"},        false},
    {[](auto& f) { f.reason = "agent-online"; },       {"notifications_by_reason"},      false},
    {[](auto& f) { f.kind = Kind::missed_chat; },      {"notifications_of_kind"},        false},
    {[](auto& f) { f.fates = {Fate::parked, Fate::issued}; },
     {"notifications_by_fate", "notifications_unfinished"}, false},
    {[](auto& f) { f.since = TimePoint(Duration(1)); }, {"notifications_by_acceptance"}, false},
    {[](auto& f) { f.until = TimePoint(Duration(9)); }, {"notifications_by_acceptance"}, false},
};
// clang-format on
constexpr std::size_t kCount = 13;
using Some = std::bitset<kCount>;

NotificationFilter filter_of(const Some& some) {
    NotificationFilter filter;
    for (std::size_t i = 0; i < kCount; ++i) {
        if (some[i]) kConditions[i].add(filter);
    }
    return filter;
}

/// What may serve: that of a narrow condition, where there is one.
std::vector<std::string> indexes_for(const Some& some) {
    std::vector<std::string> narrow;
    std::vector<std::string> wide;
    for (std::size_t i = 0; i < kCount; ++i) {
        if (!some[i]) continue;
        const auto& [add, indexes, is_narrow] = kConditions[i];
        auto& all = is_narrow ? narrow : wide;
        all.insert(all.end(), indexes.begin(), indexes.end());
    }
    return narrow.empty() ? wide : narrow;
}

std::string plan_of(soci::session& sql, const std::string& statement) {
    const auto unbound = std::regex_replace(statement, std::regex(":v[0-9]+"), "?");
    const soci::rowset<soci::row> rows = (sql.prepare << "EXPLAIN QUERY PLAN " + unbound);
    std::string plan;
    for (const auto& row : rows) plan += row.get<std::string>(3) + '\n';
    return plan;
}

using SqliteQuestions = SqliteFailure;

TEST_F(SqliteQuestions, AreAnsweredByAnIndexWhateverTheyName) {
    ASSERT_EQ(kConditions.size(), kCount);
    static_cast<void>(state());
    auto sql = stranger("state");
    for (unsigned long number = 1; number < 1UL << kCount; ++number) {
        const Some some(number);
        const auto plan = plan_of(sql, statement_of(filter_of(some)));
        const auto indexes = indexes_for(some);
        const bool is_served = std::any_of(indexes.begin(), indexes.end(), [&](const auto& index) {
            return plan.find("SEARCH notifications USING INDEX " + index) != plan.npos;
        });
        EXPECT_TRUE(is_served) << statement_of(filter_of(some)) << '\n' << plan;
    }
}

TEST_F(SqliteQuestions, ForTheCommonAreAnsweredByTime) {
    static_cast<void>(state());
    auto sql = stranger("state");
    NotificationFilter all;
    NotificationFilter sent;
    sent.fates = {Fate::sent, Fate::parked};
    NotificationFilter offline;
    offline.kind = Kind::offline_message;
    for (const auto& filter : {all, sent, offline}) {
        EXPECT_NE(
            plan_of(sql, statement_of(filter)).find("USING INDEX notifications_by_acceptance"),
            std::string::npos);
    }
}

}  // namespace
}  // namespace postern
