// SPDX-License-Identifier: Apache-2.0
#include "years_pruning.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <numeric>
#include <thread>
#include <vector>

#include "years_load.hpp"

namespace postern::bench {

namespace {

constexpr auto kTurn = std::chrono::seconds{3};
constexpr std::size_t kMostTurns = 40;
constexpr auto kPatience = std::chrono::hours{1};

bool has_older(const std::string& url, TimePoint before) {
    const auto state = opened(url, std::chrono::days{36'500}, false);
    NotificationFilter old;
    old.until = before;
    old.limit = 1;
    return !state->find(old).value().empty();
}

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Turn by turn: what comes between, as another program's use of the disk, is in one of them only.
std::vector<double> ratios(const std::vector<double>& beside, const std::vector<double>& alone) {
    std::vector<double> all;
    for (std::size_t i = 0; i < alone.size(); ++i) all.push_back(beside[i] / alone[i]);
    return all;
}

double median(std::vector<double> values) {
    if (values.empty()) return 1;
    std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

}  // namespace

void prune_beside_mail(const std::string& url, long long rows) {
    constexpr long long kMost = 1'000'000;
    const auto expired = std::min(rows / 2, kMost);
    // The rows are spread evenly over 90 days.
    const auto keep =
        std::chrono::duration_cast<Duration>(std::chrono::days{90}) * (rows - expired) / rows;
    // Half an hour of grace: what became too old meanwhile is the next hour's.
    const auto is_done = [&] { return !has_older(url, now() - keep - std::chrono::minutes{30}); };
    std::printf("%lld of them are pruned while mail passes\n", expired);
    std::vector<double> alone;
    std::vector<double> beside;
    while (!is_done() && alone.size() < kMostTurns) {
        // By turns which is the first: the machine is not the same all the while.
        for (const bool prunes : {alone.size() % 2 == 0, alone.size() % 2 != 0}) {
            const auto settled = settle_for(*opened(url, keep, prunes), kTurn);
            (prunes ? beside : alone).push_back(static_cast<double>(settled));
        }
        std::printf("  settled in %d s: %.0f alone, %.0f beside\n", static_cast<int>(kTurn.count()),
                    alone.back(), beside.back());
    }
    const auto begun = std::chrono::steady_clock::now();
    for (const auto state = opened(url, keep, true); !is_done();) {
        if (std::chrono::steady_clock::now() - begun > kPatience) break;
        std::this_thread::sleep_for(kTurn);
    }
    std::printf("mail beside pruning: %.2f of mail alone (median of %zu turns; sums: %.2f); %s\n",
                median(ratios(beside, alone)), alone.size(), sum(beside) / sum(alone),
                is_done() ? "none that is too old is left" : "some that are too old are LEFT");
}

}  // namespace postern::bench
