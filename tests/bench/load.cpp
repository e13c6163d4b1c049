// SPDX-License-Identifier: Apache-2.0
#include "load.hpp"

#include <atomic>
#include <latch>
#include <thread>

#include "connection.hpp"

namespace postern {

namespace {

/// Message numbers, each given to one connection only.
class Numbers {
  public:
    Numbers(std::int64_t first, std::int64_t count)
        : next_(static_cast<std::uint64_t>(first)),
          end_(static_cast<std::uint64_t>(first) + static_cast<std::uint64_t>(count)) {}

    std::optional<std::uint64_t> take() {
        const auto number = next_.fetch_add(1, std::memory_order_relaxed);
        return number < end_ ? std::optional(number) : std::nullopt;
    }

  private:
    std::atomic<std::uint64_t> next_;
    std::uint64_t end_;
};

struct Share {
    std::uint64_t sent = 0;
    Statistics statistics;
    std::optional<Error> failure;
};

class Load {
  public:
    Load(const LoadOptions& options, const MessageTemplate& message)
        : options_(options),
          message_(message),
          warmup_(options.first_number, options.warmup),
          measured_(options.first_number + options.warmup, options.messages),
          ready_(options.connections) {}

    LoadRun run();

  private:
    void serve(Share& share);
    Result<void> send_all(Connection& connection, Numbers& numbers, Share& share);
    void sample(std::optional<ProcessUse>& use, LoadRun& run) const;

    const LoadOptions& options_;
    const MessageTemplate& message_;
    Numbers warmup_;
    Numbers measured_;
    std::latch ready_;
    std::latch go_{1};
};

LoadRun Load::run() {
    LoadRun run;
    std::vector<Share> shares(static_cast<std::size_t>(options_.connections));
    std::vector<std::jthread> threads;
    threads.reserve(shares.size());
    for (auto& share : shares) threads.emplace_back([this, &share] { serve(share); });
    ready_.wait();
    sample(run.before, run);
    const auto start = std::chrono::steady_clock::now();
    go_.count_down();
    for (auto& thread : threads) thread.join();
    run.elapsed = std::chrono::steady_clock::now() - start;
    sample(run.after, run);
    for (const auto& share : shares) {
        run.sent += share.sent;
        run.statistics.add(share.statistics);
        if (share.failure) run.failures.push_back(*share.failure);
    }
    return run;
}

void Load::serve(Share& share) {
    Share unmeasured;
    auto connection = Connection::open(options_, message_);
    Result<void> done =
        connection ? send_all(*connection, warmup_, unmeasured) : Result<void>(connection.error());
    ready_.count_down();
    go_.wait();
    if (done) done = send_all(*connection, measured_, share);
    if (done) done = connection->quit();
    if (!done) share.failure = done.error();
}

Result<void> Load::send_all(Connection& connection, Numbers& numbers, Share& share) {
    while (const auto number = numbers.take()) {
        ++share.sent;
        if (auto sent = connection.send_message(*number, share.statistics); !sent) return sent;
    }
    return {};
}

void Load::sample(std::optional<ProcessUse>& use, LoadRun& run) const {
    if (!options_.pid) return;
    auto now = process_use(*options_.pid);
    if (now) {
        use = *now;
    } else {
        run.failures.push_back(now.error());
    }
}

}  // namespace

LoadRun run_load(const LoadOptions& options, const MessageTemplate& message) {
    return Load(options, message).run();
}

}  // namespace postern
