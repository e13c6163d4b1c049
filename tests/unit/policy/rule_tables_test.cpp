// SPDX-License-Identifier: Apache-2.0
//
// What holds for every row of the tables, and that none of them goes untested.
#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "postern/policy/rules.hpp"

namespace postern {
namespace {

TEST(RuleTables, HaveUniqueIdsAndWords) {
    std::set<std::string_view> ids;
    for (const auto kind : {Kind::offline_message, Kind::missed_chat}) {
        for (const auto& rule : rules_of(kind)) {
            EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
            EXPECT_FALSE(rule.withheld_when.empty()) << rule.id;
            EXPECT_FALSE(rule.reason.empty()) << rule.id;
            EXPECT_NE(rule.objects, nullptr) << rule.id;
        }
    }
}

TEST(RuleTables, HaveATestSuiteForEveryRule) {
    std::set<std::string> tested;
    const auto& unit = *::testing::UnitTest::GetInstance();
    for (int i = 0; i < unit.total_test_suite_count(); ++i) {
        const std::string suite = unit.GetTestSuite(i)->name();
        const auto end = suite.find_first_not_of("0123456789", 1);
        tested.insert(suite.substr(0, end));
    }
    for (const auto kind : {Kind::offline_message, Kind::missed_chat}) {
        for (const auto& rule : rules_of(kind)) {
            EXPECT_TRUE(tested.count(std::string(rule.id)))
                << rule.id << " has no suite: TEST(" << rule.id << "…, …) in tests/unit/policy";
        }
    }
}

}  // namespace
}  // namespace postern
