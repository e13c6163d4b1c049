// SPDX-License-Identifier: Apache-2.0
//
// postern_decisions: what the directory takes to say all that one decision needs, in accounts of
// one agent and of many. A message to a thousand agents is a thousand such decisions, so that what
// grows with the others here grows with their square there.
//
//   postern_decisions FOLDER [AGENTS]     a thousand unless given; FOLDER is for its database
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "postern/store/editor.hpp"

namespace {

using namespace postern;
using Microseconds = std::chrono::duration<double, std::micro>;
using namespace std::chrono_literals;

constexpr int kDecisions = 2'000;
constexpr Duration kStale = 5min;

template <typename T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message());
    return *std::move(result);
}

/// What was told of everybody's device before a visitor wrote.
struct Scene {
    const char* account;
    const char* words;
    int agents = 1;
    std::optional<Duration> seen{};  ///< So long before.
    std::optional<Duration> left{};
};

std::string agent_id(const Scene& scene, int number) {
    return scene.account + ("-" + std::to_string(number));
}

void import(DirectoryEditor& editor, const Scene& scene) {
    std::string text = std::string("accounts: [{id: ") + scene.account + ", plan: pro, agents: [";
    for (int i = 0; i < scene.agents; ++i) {
        const auto id = agent_id(scene, i);
        text.append("{id: ").append(id).append(", address: ").append(id).append("@firm.example},");
    }
    must(editor.import(text + "]}]", scene.account, false));
}

void tell(DirectoryEditor& editor, const Scene& scene, TimePoint written) {
    std::vector<DirectoryChange> events;
    const auto add = [&](int agent, PresenceSign kind, Duration before) {
        events.emplace_back([&scene, agent, kind, at = written - before](DirectoryEvents& to) {
            return to.presence(agent_id(scene, agent), "web", kind, at);
        });
    };
    for (int i = 0; i < scene.agents; ++i) {
        if (scene.seen) add(i, PresenceSign::of_life, *scene.seen);
        if (scene.left) add(i, PresenceSign::out, *scene.left);
    }
    must(editor.tell(events));
}

/// The median.
Microseconds decide(Directory& directory, const Scene& scene, TimePoint written) {
    Draft draft;
    draft.account = scene.account;
    draft.occurred = written;
    std::vector<Microseconds> times;
    for (int i = 0; i < kDecisions; ++i) {
        const auto agent = agent_id(scene, i % scene.agents);
        const auto begun = std::chrono::steady_clock::now();
        must(directory.notification_facts(draft, agent, {written + 2min, kStale}));
        times.emplace_back(std::chrono::steady_clock::now() - begun);
    }
    std::nth_element(times.begin(), times.begin() + kDecisions / 2, times.end());
    return times[kDecisions / 2];
}

void measure(const std::filesystem::path& folder, int agents) {
    const DatabaseOptions options{"sqlite:" + (folder / "decisions.db").string()};
    const std::vector<Scene> scenes{
        {"alone", "nobody else in the account"},
        {"gone", "others, none heard of for an hour", agents, 1h},
        {"there", "others, all online", agents, 1min},
        {"left", "others, all signed out a minute before", agents, 2min, 1min},
    };
    const auto written = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    const auto editor = must(open_directory_editor(options));
    for (const auto& scene : scenes) {
        import(*editor, scene);
        tell(*editor, scene, written);
    }
    const auto directory = must(open_directory(options));
    decide(*directory, scenes.front(), written);  // Brings the pages in.
    std::optional<Microseconds> alone;
    for (const auto& scene : scenes) {
        const auto took = decide(*directory, scene, written);
        if (!alone) alone = took;
        std::printf("%5d agents: %-40s %8.1f us a decision, %6.1f times\n", scene.agents,
                    scene.words, took.count(), took / *alone);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argc > 3) {
        std::fprintf(stderr, "usage: postern_decisions FOLDER [AGENTS]\n");
        return 2;
    }
    try {
        measure(argv[1], argc == 3 ? std::atoi(argv[2]) : 1'000);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "postern_decisions: %s\n", error.what());
        return EXIT_FAILURE;
    }
}
