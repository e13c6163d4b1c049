// SPDX-License-Identifier: Apache-2.0
//
// postern_years: what years of notifications cost. Fills a state with so many rows, asks each of
// the questions that `postern why` and `postern notifications` have, copies it while notifications
// are settled, and settles some while a share of the rows is pruned, beside the same without.
//
//   postern_years FOLDER [ROWS]     a million unless given; FOLDER is where it may write
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "postern/store/state.hpp"

#include "years_backup.hpp"
#include "years_load.hpp"
#include "years_pruning.hpp"
#include "years_record.hpp"

namespace {

using namespace postern;

constexpr int kUnfinished = 100'000;

struct Question {
    const char* name;
    std::function<void(NotificationFilter&)> ask;
};

/// What is looked for is in the middle of the record, or nowhere.
std::vector<Question> questions(long long rows) {
    const auto middle = std::to_string(rows / 2);
    return {
        {"a draft that is unknown", [](auto& f) { f.draft = "<no-such@platform.example>"; }},
        {"--agent", [](auto& f) { f.agent = "agent-50000"; }},
        {"--agent, unknown", [](auto& f) { f.agent = "nobody"; }},
        {"--account", [](auto& f) { f.account = "account-10000"; }},
        {"--address", [](auto& f) { f.address = "agent-50000@firm.example"; }},
        {"--chat", [=](auto& f) { f.chat = "chat-" + std::to_string(rows / 8); }},
        {"--queue-id", [=](auto& f) { f.queue_id = "4Q" + middle + "z"; }},
        {"--id", [=](auto& f) { f.id = "n" + middle + "-of-a-million"; }},
        {"--fate parked", [](auto& f) { f.fates = {Fate::parked}; }},
        {"--fate given-up", [](auto& f) { f.fates = {Fate::given_up}; }},
        {"--fate sent", [](auto& f) { f.fates = {Fate::sent}; }},
        {"--rule D2", [](auto& f) { f.rule = "D2"; }},
        {"--rule, never used", [](auto& f) { f.rule = "D9"; }},
        {"--reason expired", [](auto& f) { f.reason = "expired"; }},
        {"--kind, never used", [](auto& f) { f.kind = Kind::missed_chat; }},
        {"--rule and --fate", [](auto& f) { f.rule = "O2", f.fates = {Fate::withheld}; }},
        {"--kind and --fate",
         [](auto& f) { f.kind = Kind::offline_message, f.fates = {Fate::merged}; }},
        {"--agent, --kind, --reason",
         [](auto& f) {
             f.agent = "agent-50000", f.kind = Kind::offline_message, f.reason = "expired";
         }},
        {"--agent and --rule", [](auto& f) { f.agent = "agent-50000", f.rule = "O2"; }},
        {"--account and --fate",
         [](auto& f) { f.account = "account-10000", f.fates = {Fate::merged}; }},
        {"the newest", [](auto&) {}},
    };
}

std::chrono::duration<double, std::milli> time_of(State& state, const NotificationFilter& filter) {
    const auto begun = std::chrono::steady_clock::now();
    if (const auto found = state.find(filter); !found)
        throw std::runtime_error(found.error().message());
    return std::chrono::steady_clock::now() - begun;
}

/// The median of five, after one that brings the pages in.
void ask_everything(const std::string& url, long long rows) {
    StateOptions options;
    options.database.url = url;
    options.read_only = true;
    const auto state = open_state(options);
    if (!state) throw std::runtime_error(state.error().message());
    for (const auto& question : questions(rows)) {
        NotificationFilter filter;
        question.ask(filter);
        const auto first = time_of(**state, filter);
        std::vector<std::chrono::duration<double, std::milli>> times;
        for (int i = 0; i < 5; ++i) times.push_back(time_of(**state, filter));
        std::sort(times.begin(), times.end());
        std::printf("%-26s %9.2f ms  (first %.2f)\n", question.name, times[2].count(),
                    first.count());
    }
}

/// What posternd reads when it starts.
void read_unfinished(const std::string& url) {
    const auto state = bench::opened(url, std::chrono::days{36'500}, false);
    bench::accept_unfinished(*state, kUnfinished);
    const auto begun = std::chrono::steady_clock::now();
    const auto unfinished = state->unfinished();
    if (!unfinished) throw std::runtime_error(unfinished.error().message());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::printf("at a start %zu unfinished ones are read in %.2f s\n", unfinished->size(),
                took.count());
}

void measure(const std::filesystem::path& folder, long long rows) {
    const auto file = folder / "years.db";
    const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    bench::write_years(file, {rows, now - std::chrono::days{90}, now});
    const auto size = static_cast<double>(std::filesystem::file_size(file));
    std::printf("%lld notifications, %.0f octets each\n\n", rows, size / static_cast<double>(rows));
    ask_everything("sqlite:" + file.string(), rows);
    std::printf("\n");
    bench::back_up_beside_mail(file.string(), folder);
    read_unfinished("sqlite:" + file.string());
    bench::prune_beside_mail("sqlite:" + file.string(), rows);
}

}  // namespace

int main(int count, char** words) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (count < 2) return std::fputs("usage: postern_years FOLDER [ROWS]\n", stderr), EXIT_FAILURE;
    try {
        measure(words[1], count > 2 ? std::atoll(words[2]) : 1'000'000);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "postern_years: %s\n", error.what());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
