// SPDX-License-Identifier: Apache-2.0
//
// Every dangerous value of the table in a site's main.cf: none of them reaches the loop, or
// `postern check` tells of it. Many stand in one lab; where that does not go right it is bisected,
// and the message names the setting. A setting that shows only beside another is named with it.
#include <set>

#include <gtest/gtest.h>

#include "postern/postfix/parameters.hpp"

#include "setting_trials.hpp"

namespace postern::testing {
namespace {

using Batch = std::vector<std::string>;

constexpr std::size_t kAtOnce = 16;

/// "KEY=VALUE" for each row that a lab can judge, each parameter once.
Batch dangers() {
    Batch all;
    std::set<std::string> seen;
    for (const auto& group : postfix::parameter_groups()) {
        const bool kept_off = group.treatment == postfix::Treatment::pinned ||
                              group.treatment == postfix::Treatment::yours ||
                              group.treatment == postfix::Treatment::transport;
        for (const auto& row : group.rows) {
            if (!kept_off || row.danger.empty() || !seen.insert(row.name).second) continue;
            all.push_back(row.name + "=" + row.danger);
        }
    }
    return all;
}

/// Neighbours in the table do the same harm: they come into different labs.
std::vector<Batch> batches() {
    const auto all = dangers();
    std::vector<Batch> dealt((all.size() + kAtOnce - 1) / kAtOnce);
    for (std::size_t i = 0; i < all.size(); ++i) dealt[i % dealt.size()].push_back(all[i]);
    return dealt;
}

class MainCf : public ::testing::TestWithParam<Batch> {};

TEST_P(MainCf, DoesNotReachTheLoop) {
    if (const auto why = PostfixLab::unavailable()) GTEST_SKIP() << *why;
    // Postfix's own reports pass the site's cleanup, where some of these are told of instead.
    for (const auto& trial : wrong_among(GetParam(), Reports::of_strangers))
        ADD_FAILURE() << trial.setting << ": " << trial.outcome.text();
}

INSTANTIATE_TEST_SUITE_P(Lab, MainCf, ::testing::ValuesIn(batches()),
                         [](const auto& test) { return std::to_string(test.index); });

TEST(MainCfOfALab, HasDangersToTry) {
    EXPECT_GT(dangers().size(), 100U);
}

}  // namespace
}  // namespace postern::testing
