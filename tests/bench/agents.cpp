// SPDX-License-Identifier: Apache-2.0
//
// postern_agents: what a directory of many agents costs. Imports them for the first time, again,
// with one in a thousand changed, and with each changed, while somebody else streams events and
// posternd decides; then reads them all. Each in a process of its own, whose memory is told.
//
//   postern_agents FOLDER [AGENTS]     a hundred thousand unless given; FOLDER is for its files
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "postern/store/editor.hpp"
#include "postern/store/listing.hpp"

#include "agents_file.hpp"

namespace {

using namespace postern;
using Steady = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr auto kPatience = std::chrono::minutes{5};
constexpr auto kBetweenEvents = std::chrono::milliseconds{5};
constexpr auto kBetweenDecisions = std::chrono::milliseconds{100};
constexpr int kRenamed = 1000;
constexpr int kAsked = 400;  ///< An agent.
constexpr Duration kStale = std::chrono::minutes{5};
constexpr double kMebibyte = 1024;  // of the kibibytes that getrusage(2) counts

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message());
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

DatabaseOptions directory_in(const std::filesystem::path& folder) {
    DatabaseOptions options{"sqlite:" + (folder / "directory.db").string()};
    options.busy_timeout = kPatience;
    return options;
}

struct Told {
    long long events = 0;
    long long lost = 0;
    Seconds longest{0};
};

/// Signs of life of one device, some two hundred a second, until it is enough.
Told tell(const DatabaseOptions& options, const std::atomic<bool>& enough) {
    Told told;
    const auto editor = must(open_directory_editor(options));
    while (!enough) {
        const auto begun = Steady::now();
        const auto at = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
        const auto taken = editor->presence("witness", "phone", PresenceSign::of_life, at);
        told.lost += taken ? 0 : 1;
        ++told.events;
        told.longest = std::max(told.longest, Seconds(Steady::now() - begun));
        std::this_thread::sleep_for(kBetweenEvents);
    }
    return told;
}

/// The longest that the directory took for a decision in one of the accounts that are imported.
Seconds decide(const DatabaseOptions& options, const std::atomic<bool>& enough) {
    const auto directory = must(open_directory(options));
    Draft draft;
    draft.account = "account-" + std::to_string(kAsked / bench::kAgentsOfAnAccount);
    const auto agent = "agent-" + std::to_string(kAsked);
    Seconds longest{0};
    while (!enough) {
        const auto begun = Steady::now();
        draft.occurred = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
        must(directory->notification_facts(draft, agent, {draft.occurred, kStale}));
        longest = std::max(longest, Seconds(Steady::now() - begun));
        std::this_thread::sleep_for(kBetweenDecisions);
    }
    return longest;
}

/// How much memory `work` took at most, in MiB, in a process of its own.
double in_a_process(const std::function<void()>& work) {
    const auto child = ::fork();
    if (child == 0) {
        try {
            work();
            ::_exit(EXIT_SUCCESS);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "postern_agents: %s\n", error.what());
            ::_exit(EXIT_FAILURE);
        }
    }
    int status = 0;
    struct rusage used {};
    if (::wait4(child, &status, 0, &used) != child || status != 0) {
        throw std::runtime_error("a process failed");
    }
    return static_cast<double>(used.ru_maxrss) / kMebibyte;
}

void import_file(const DatabaseOptions& options, const std::filesystem::path& file) {
    const auto read = must(open_file(file.string()));
    must(must(open_directory_editor(options))->import(read, file.string(), false));
}

void import_beside_events(const char* what, const DatabaseOptions& options,
                          const std::filesystem::path& file) {
    std::atomic<bool> enough = false;
    Told told;
    Seconds decision{0};
    const auto begun = Steady::now();
    const auto memory = in_a_process([&] {
        std::thread beside([&] { told = tell(options, enough); });
        std::thread asking([&] { decision = decide(options, enough); });
        import_file(options, file);
        enough = true;
        beside.join();
        asking.join();
        const Seconds took = Steady::now() - begun;
        std::printf(
            "%-28s %7.1f s; beside it %lld events, %lld lost, the longest wait %.2f s; a "
            "decision took %.0f ms at most",
            what, took.count(), told.events, told.lost, told.longest.count(),
            decision.count() * 1e3);
        std::fflush(stdout);
    });
    std::printf("; %.0f MiB\n", memory);
}

void read_all(const DatabaseOptions& options) {
    const auto begun = Steady::now();
    const auto memory = in_a_process([&] {
        std::size_t agents = 0;
        must(list_accounts(options, [&](const DirectoryContent& c) { agents += c.agents.size(); }));
        std::printf("%-28s %7.1f s for %zu agents", "everything read",
                    Seconds(Steady::now() - begun).count(), agents);
        std::fflush(stdout);
    });
    std::printf("; %.0f MiB\n", memory);
}

void measure(const std::filesystem::path& folder, int agents) {
    const auto options = directory_in(folder);
    const auto file = folder / "agents.yaml";
    const auto changed = folder / "changed.yaml";
    bench::write_agents(file, agents);
    const auto renamed = folder / "renamed.yaml";
    bench::write_agents(changed, agents, kRenamed);
    bench::write_agents(renamed, agents, 1);
    must(must(open_directory_editor(options))
             ->import("accounts: [{id: witnesses, plan: pro, agents: [{id: witness, address: "
                      "w@firm.example}]}]",
                      "witness", false));
    std::printf("%d agents, a file of %.1f MB\n\n", agents,
                static_cast<double>(std::filesystem::file_size(file)) / 1e6);
    import_beside_events("imported for the first time", options, file);
    import_beside_events("imported again", options, file);
    import_beside_events("with one in 1000 changed", options, changed);
    import_beside_events("with each one changed", options, renamed);
    read_all(options);
}

}  // namespace

int main(int count, char** words) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (count < 2)
        return std::fputs("usage: postern_agents FOLDER [AGENTS]\n", stderr), EXIT_FAILURE;
    try {
        measure(words[1], count > 2 ? std::atoi(words[2]) : 100'000);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "postern_agents: %s\n", error.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
