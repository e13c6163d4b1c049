// SPDX-License-Identifier: Apache-2.0
//
// postern directory apply: events from standard input, one per line, each on record when the next
// is read, so that a platform may keep the pipe open. A line that cannot be applied is reported
// with its number and left out; those after it still count. Empty lines and # comments may stand.
#include <array>
#include <istream>
#include <ostream>

#include "postern/base/text.hpp"

#include "acting_as_owner.hpp"
#include "commands.hpp"
#include "databases.hpp"
#include "directory_events.hpp"
#include "json_output.hpp"

namespace postern {

namespace {

constexpr std::array kApplyOptions{
    Option{"database", "URL", "this directory, sqlite:/path, instead of -c's"},
};

struct LineFault {
    int line;
    std::string text;
};

struct ApplyProgress {
    int applied = 0;
    std::vector<LineFault> faults{};
};

Result<void> apply_line(std::string_view line, DirectoryEditor& directory, TimePoint now) {
    const auto change = read_event_line(line, now);
    return change ? (*change)(directory) : change.error();
}

/// Faults are told at once: the input may go on for days.
ApplyProgress apply_all(const Call& call, DirectoryEditor& directory) {
    ApplyProgress progress;
    std::string text;
    for (int number = 1; std::getline(call.streams.in, text); ++number) {
        const auto line = trim(text);
        if (line.empty() || line.starts_with('#')) continue;
        const auto applied = apply_line(line, directory, call.clock.now());
        if (applied) {
            ++progress.applied;
            continue;
        }
        progress.faults.push_back({number, applied.error().message()});
        call.streams.err << "line " << number << ": " << progress.faults.back().text << std::endl;
    }
    return progress;
}

void print_json(const Call& call, const ApplyProgress& progress) {
    auto faults = Json::array();
    for (const auto& [line, text] : progress.faults)
        faults.push_back({{"line", line}, {"text", text}});
    print_json(call, {{"applied", progress.applied}, {"faults", faults}});
}

}  // namespace

std::span<const Option> directory_apply_options() {
    return kApplyOptions;
}

Exit run_directory_apply(const Call& call) {
    const auto options = directory_for(call);
    if (!options) return Exit::no;
    const ActingAsOwner owner(options->url);
    const auto directory = open_directory_editor(*options);
    if (!directory) return fail(call, directory.error());
    const auto progress = apply_all(call, **directory);
    if (call.json()) {
        print_json(call, progress);
    } else {
        call.out() << progress.applied << " applied, " << progress.faults.size() << " at fault\n";
    }
    return progress.faults.empty() ? Exit::good : Exit::no;
}

}  // namespace postern
