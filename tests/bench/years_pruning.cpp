// SPDX-License-Identifier: Apache-2.0
#include "years_pruning.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "years_load.hpp"

namespace postern::bench {

namespace {

constexpr auto kTurn = std::chrono::seconds{3};
constexpr int kMostTurns = 200;

bool has_older(const std::string& url, TimePoint before) {
    const auto state = opened(url, std::chrono::days{36'500}, false);
    NotificationFilter old;
    old.until = before;
    old.limit = 1;
    return !state->find(old).value().empty();
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

}  // namespace

void prune_beside_mail(const std::string& url, long long rows) {
    const Duration keep = std::chrono::days{45};
    std::printf("%lld of them are pruned while mail passes\n", rows / 2);
    std::vector<double> ratios;
    int turns = 0;
    // Half an hour of grace: what became too old meanwhile is the next hour's.
    while (has_older(url, now() - keep - std::chrono::minutes{30}) && turns++ < kMostTurns) {
        const auto alone = settle_for(*opened(url, keep, false), kTurn);
        const auto beside = settle_for(*opened(url, keep, true), kTurn);
        ratios.push_back(static_cast<double>(beside) / static_cast<double>(std::max(1LL, alone)));
        std::printf("  settled in %d s: %lld alone, %lld beside, ratio %.2f\n",
                    static_cast<int>(kTurn.count()), alone, beside, ratios.back());
        std::fflush(stdout);
    }
    const bool left = has_older(url, now() - keep - std::chrono::minutes{30});
    std::printf("mail beside pruning: %.2f of mail alone (median of %zu turns); %s\n",
                ratios.empty() ? 1.0 : median(ratios), ratios.size(),
                left ? "some that are too old are LEFT" : "none that is too old is left");
}

}  // namespace postern::bench
