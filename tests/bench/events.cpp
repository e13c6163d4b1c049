// SPDX-License-Identifier: Apache-2.0
//
// postern_events: how many events a second the directory takes. The same events by the same command
// on the same disk, each acknowledged before the next is told (a commit each), and streamed without
// waiting; by turns, three times.
//
//   postern_events FOLDER POSTERN [EVENTS]     20,000 unless given, of 10,000 agents
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "postern/store/editor.hpp"

#include "event_feeder.hpp"

namespace {

using namespace postern;

constexpr int kAccounts = 500;
constexpr int kAgents = 10'000;

std::string agent_of(int number) {
    return "agent-" + std::to_string(number);
}

void fill(const std::string& url) {
    std::string text = R"({"accounts": [)";
    for (int account = 0; account < kAccounts; ++account) {
        text += (account == 0 ? "" : ",") + std::string(R"({"id": "account-)") +
                std::to_string(account) + R"(", "plan": "pro", "agents": [)";
        for (int i = account; i < kAgents; i += kAccounts) {
            text += (i == account ? "" : ",") + std::string(R"({"id": ")") + agent_of(i) +
                    R"(", "address": ")" + agent_of(i) + R"(@firm.example"})";
        }
        text += "]}";
    }
    const auto editor = open_directory_editor({url});
    if (!editor) throw std::runtime_error(editor.error().message());
    const auto imported = (*editor)->import(text + "]}", "events", true);
    if (!imported) throw std::runtime_error(imported.error().message());
}

/// Nine in ten are heartbeats, the others sign-outs and what happens in chats.
std::vector<std::string> some_events(int count, TimePoint from) {
    std::mt19937 random(16);
    const auto up_to = [&](int most) {
        return std::uniform_int_distribution<>(0, most - 1)(random);
    };
    std::vector<std::string> lines;
    for (int i = 0; i < count; ++i) {
        const auto at = " --at " + format_time(from + i * Duration{10}) + "\n";
        const auto agent = agent_of(up_to(kAgents));
        const int kind = up_to(100);
        const auto chat = "chat-" + std::to_string(up_to(1000));
        if (kind < 90) {
            lines.push_back("presence " + agent + " web online" + at);
        } else if (kind < 95) {
            lines.push_back("presence " + agent + " web offline" + at);
        } else {
            lines.push_back("chat-left " + chat + at);
        }
    }
    return lines;
}

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// Events a second, each acknowledged before the next.
double one_by_one(const std::string& postern, const std::string& url,
                  const std::vector<std::string>& lines) {
    bench::EventFeeder feeder(postern, url);
    const auto begun = std::chrono::steady_clock::now();
    for (const auto& line : lines) {
        feeder.write(line);
        feeder.read_taken();
    }
    return static_cast<double>(lines.size()) / seconds_since(begun);
}

double streamed(const std::string& postern, const std::string& url,
                const std::vector<std::string>& lines) {
    bench::EventFeeder feeder(postern, url);
    const auto begun = std::chrono::steady_clock::now();
    std::jthread writer([&] {
        for (const auto& line : lines) feeder.write(line);
    });
    for (std::size_t i = 0; i < lines.size(); ++i) feeder.read_taken();
    return static_cast<double>(lines.size()) / seconds_since(begun);
}

void measure(const std::filesystem::path& folder, const std::string& postern, int count) {
    const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    const auto lines = some_events(count, now - std::chrono::hours{1});
    const std::vector<std::string> few(lines.begin(),
                                       lines.begin() + std::min(count, count / 10 + 1));
    std::printf("%d agents, %d events\n", kAgents, count);
    for (int round = 1; round <= 3; ++round) {
        const auto file = folder / ("events-" + std::to_string(round) + ".db");
        const auto url = "sqlite:" + file.string();
        fill(url);
        const auto alone = one_by_one(postern, url, few);
        const auto together = streamed(postern, url, lines);
        std::printf("one commit each %8.0f a second, streamed %8.0f a second, ratio %.1f\n", alone,
                    together, together / alone);
        for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
    }
}

}  // namespace

int main(int count, char** words) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (count < 3) {
        return std::fputs("usage: postern_events FOLDER POSTERN [EVENTS]\n", stderr), EXIT_FAILURE;
    }
    try {
        measure(words[1], words[2], count > 3 ? std::atoi(words[3]) : 20'000);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "postern_events: %s\n", error.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
