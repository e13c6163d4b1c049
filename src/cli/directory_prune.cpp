// SPDX-License-Identifier: Apache-2.0
//
// postern directory prune: removes chats and presence that nothing was told of for directory.keep,
// a step at a time, so that whoever else writes comes in between.
#include <array>
#include <ostream>

#include "acting_as_owner.hpp"
#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"

namespace postern {

namespace {

constexpr std::array kPruneOptions{
    kDirectoryOption,
};

}  // namespace

std::span<const Option> directory_prune_options() {
    return kPruneOptions;
}

Exit run_directory_prune(const Call& call) {
    auto options = directory_for(call);
    if (!options) return Exit::no;
    options->busy_timeout = kLockPatience;
    // What is not there is not made.
    if (const auto there = open_directory(*options); !there) return fail(call, there.error());
    const ActingAsOwner owner(options->url);
    const auto directory = open_directory_editor(*options);
    if (!directory) return fail(call, directory.error());
    long long removed = 0;
    for (bool more = true; more;) {
        const auto step = (*directory)->prune(call.clock.now());
        if (!step) return fail(call, step.error());
        removed += step->removed;
        more = step->more;
    }
    if (call.json()) {
        print_json(call, {{"removed", removed}});
    } else {
        call.out() << removed << " removed\n";
    }
    return Exit::good;
}

}  // namespace postern
