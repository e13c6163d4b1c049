// SPDX-License-Identifier: Apache-2.0
//
// What holds for every row of the tables, and that none of them goes untested.
#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "postern/chat/kind.hpp"
#include "postern/policy/rules.hpp"

namespace postern {
namespace {

TEST(RuleTables, HaveUniqueIdsAndWords) {
    std::set<std::string_view> ids;
    for (const auto& traits : kKinds) {
        EXPECT_FALSE(rules_of(traits.kind).empty()) << traits.name;
        for (const auto& rule : rules_of(traits.kind)) {
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
    for (const auto& traits : kKinds) {
        for (const auto& rule : rules_of(traits.kind)) {
            EXPECT_TRUE(tested.count(std::string(rule.id)))
                << rule.id << " has no suite: TEST(" << rule.id << "…, …) in tests/unit/policy";
        }
    }
}

}  // namespace
}  // namespace postern
