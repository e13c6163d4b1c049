// SPDX-License-Identifier: Apache-2.0
//
// postern directory EVENT: tells the directory one event.
#include "acting_as_owner.hpp"
#include "commands.hpp"
#include "databases.hpp"
#include "directory_events.hpp"
#include "json_output.hpp"

namespace postern {

namespace {

const DirectoryEvent& event_of(const Command& command) {
    for (const auto& event : directory_events()) {
        if (event.name == command.name) return event;
    }
    return directory_events().front();  // Not reached: the commands come from that table.
}

/// Whether telling it again may help is for whoever called to see.
Exit not_told(const Call& call, const Error& error) {
    const auto no = fail(call, error);
    return error.code == ErrorCode::unavailable ? Exit::unknown : no;
}

}  // namespace

Exit run_directory_event(const Call& call) {
    const auto change = read_change(event_of(call.command), call.given, call.clock.now());
    if (!change) return misuse(call, change.error());
    const auto options = directory_for(call);
    if (!options) return Exit::no;
    const ActingAsOwner owner(options->url);
    const auto directory = open_directory_editor(*options);
    if (!directory) return not_told(call, directory.error());
    if (const auto told = (*change)(**directory); !told) return not_told(call, told.error());
    if (call.json()) print_json(call, {{"applied", 1}});
    return Exit::good;
}

}  // namespace postern
