// SPDX-License-Identifier: Apache-2.0
//
// How late are releases? Parks drafts at a steady rate and prints how long after its deadline each
// notification was decided, and how long after it the remote side had it. Not a test, and not run
// by CTest: the figures depend on the machine. Takes about a minute and a half; needs root, like
// every lab. Build with the preset `release`:
//
//   postern_release_rate [RATE] [SECONDS] [WINDOW]     20 a second for 60 s, window 20 s
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <thread>

#include "postern/base/file.hpp"

#include "directories.hpp"
#include "mail_host.hpp"
#include "mail_text.hpp"
#include "platform.hpp"
#include "wait.hpp"

namespace postern::testing {
namespace {

struct Load {
    int rate = 20;     ///< Drafts a second.
    int seconds = 60;  ///< For so long.
    int window = 20;   ///< Seconds.

    [[nodiscard]] int drafts() const { return rate * seconds; }
};

/// When the remote side had each draft's mail complete.
std::map<std::string, TimePoint> arrivals(const PostfixLab& lab) {
    std::map<std::string, TimePoint> at;
    for (const auto& entry : std::filesystem::directory_iterator(lab.value("SINK_DIR"))) {
        const auto written = std::chrono::file_clock::to_sys(entry.last_write_time());
        const auto message = parse_sink_message(read_file(entry.path()).value());
        at[MailText(message.text).field("Subject")] =
            std::chrono::time_point_cast<Duration>(written);
    }
    return at;
}

void print(const char* what, std::vector<Duration> lateness) {
    std::sort(lateness.begin(), lateness.end());
    const auto quantile = [&](double share) {
        const auto last = static_cast<double>(lateness.size() - 1);
        const auto ms = lateness[static_cast<std::size_t>(share * last)].count();
        return static_cast<double>(ms) / 1000;
    };
    std::printf("%-10s %6zu  min %.3f  p50 %.3f  p90 %.3f  p99 %.3f  max %.3f s\n", what,
                lateness.size(), quantile(0), quantile(0.5), quantile(0.9), quantile(0.99),
                quantile(1));
}

bool all_gone(const MailHost& host, const Load& load) {
    const auto limit = std::chrono::seconds(load.seconds + load.window + 60);
    const auto sink = host.postfix().value("SINK_DIR");
    return wait_until(
        [&] {
            // Seldom, so that the looking is no load.
            std::this_thread::sleep_for(std::chrono::seconds(1));
            const auto count = std::distance(std::filesystem::directory_iterator(sink), {});
            return count >= load.drafts();
        },
        limit);
}

int measure(const Load& load) {
    HostOptions options;
    options.window = std::chrono::seconds(load.window);
    const MailHost host(kOneAgent, options);
    const Platform platform(host.postfix().draft_port(),
                            {many_drafts("rate", "team", load.drafts()), 4,
                             std::chrono::milliseconds(1000 / load.rate)});
    const bool complete = all_gone(host, load);

    const auto arrived = arrivals(host.postfix());
    std::vector<Duration> deciding, arriving;
    for (const auto& record :
         read_records(host.postern({"--json", "notifications", "--limit", "1000000"}))) {
        if (!record.decided || !arrived.contains(record.draft)) continue;
        deciding.push_back(*record.decided - record.due);
        arriving.push_back(arrived.at(record.draft) - record.due);
    }
    std::printf("%d drafts at %d a second, window %d s; attempts repeated: %zu\n", load.drafts(),
                load.rate, load.window, platform.repeated());
    if (deciding.empty()) return 1;
    std::printf("seconds after the deadline:\n");
    print("decided", deciding);
    print("delivered", arriving);
    if (!complete)
        std::printf("not all of them arrived; in the queue:\n%s", host.postfix().queue().c_str());
    return complete ? 0 : 1;
}

}  // namespace
}  // namespace postern::testing

int main(int argc, char** argv) try {
    postern::testing::Load load;
    if (argc > 1) load.rate = std::max(1, std::atoi(argv[1]));
    if (argc > 2) load.seconds = std::max(1, std::atoi(argv[2]));
    if (argc > 3) load.window = std::max(0, std::atoi(argv[3]));
    return postern::testing::measure(load);
} catch (const std::exception& e) {
    std::fprintf(stderr, "postern_release_rate: %s\n", e.what());
    return 1;
}
