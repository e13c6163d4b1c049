// SPDX-License-Identifier: Apache-2.0
#include "years_load.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace postern::bench {

namespace {

using Steady = std::chrono::steady_clock;

constexpr int kThreads = 4;

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

/// As many as can be until it is enough.
long long settle_until(State& state, const std::function<bool()>& enough) {
    long long settled = 0;
    while (!enough()) {
        auto n = next_notification();
        if (!state.accept({n})) break;
        n.fate = Fate::sent;
        n.address = n.agent + "@firm.example";
        n.sender_domain = "mail.example";
        n.decided = now();
        if (!state.settle(std::move(n))) break;
        ++settled;
    }
    return settled;
}

}  // namespace

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

long long settle_while(State& state, const std::function<bool()>& enough) {
    std::atomic<long long> settled{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back([&] { settled += settle_until(state, enough); });
    }
    for (auto& thread : threads) thread.join();
    return settled;
}

long long settle_for(State& state, std::chrono::milliseconds turn) {
    return settle_while(state, [until = Steady::now() + turn] { return Steady::now() >= until; });
}

void accept_unfinished(State& state, int count) {
    constexpr int kTogether = 1000;
    for (int left = count; left > 0; left -= kTogether) {
        std::vector<Notification> some;
        for (int i = 0; i < std::min(left, kTogether); ++i) some.push_back(next_notification());
        if (const auto accepted = state.accept(std::move(some)); !accepted) {
            throw std::runtime_error(accepted.error().message());
        }
    }
}

}  // namespace postern::bench
