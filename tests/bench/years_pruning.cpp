// SPDX-License-Identifier: Apache-2.0
#include "years_pruning.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "postern/store/state.hpp"

namespace postern::bench {

namespace {

using Steady = std::chrono::steady_clock;

constexpr int kThreads = 4;
constexpr auto kTurn = std::chrono::seconds{3};
constexpr int kMostTurns = 200;

TimePoint now() {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

std::unique_ptr<State> opened(const std::string& url, Duration keep, bool prunes) {
    StateOptions options;
    options.database.url = url;
    options.keep = keep;
    options.prunes = prunes;
    auto state = open_state(options);
    if (!state) throw std::runtime_error(state.error().message());
    return *std::move(state);
}

Notification next_notification() {
    static std::atomic<long long> last{0};
    Notification n;
    n.id = "beside-" + std::to_string(++last);
    n.account = "account-1";
    n.draft = "<" + n.id + "@platform.example>";
    n.agent = "agent-" + std::to_string(last % 100'000);
    n.chat = n.id;
    n.queue_id = n.id;
    n.occurred = n.accepted = n.due = now();
    return n;
}

/// An acceptance and a settlement each, as many as can be in a turn.
long long settle_for_a_turn(State& state) {
    std::atomic<long long> settled{0};
    const auto work = [&, until = Steady::now() + kTurn] {
        while (Steady::now() < until) {
            auto n = next_notification();
            if (!state.accept({n})) return;
            n.fate = Fate::sent;
            n.address = n.agent + "@firm.example";
            n.sender_domain = "mail.example";
            n.decided = now();
            if (!state.settle(std::move(n))) return;
            ++settled;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) threads.emplace_back(work);
    for (auto& thread : threads) thread.join();
    return settled;
}

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
        const auto alone = settle_for_a_turn(*opened(url, keep, false));
        const auto beside = settle_for_a_turn(*opened(url, keep, true));
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
