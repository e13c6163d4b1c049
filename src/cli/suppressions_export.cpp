// SPDX-License-Identifier: Apache-2.0
//
// postern suppressions export: all of them, or some, as import takes them: one JSON object a line.
#include <array>
#include <ostream>

#include "commands.hpp"
#include "databases.hpp"
#include "suppression_input.hpp"
#include "suppression_json.hpp"

namespace postern {

namespace {

constexpr std::array kExportOptions{kOfDomain, kOfAgent, kOfCause, kSince, kUntil};

}  // namespace

std::span<const Option> suppressions_export_options() {
    return kExportOptions;
}

Exit run_suppressions_export(const Call& call) {
    auto filter = read_suppression_filter(call);
    if (!filter) return misuse(call, filter.error());
    filter->limit = kMostSuppressions;
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto state = open_state_of(*settings);
    if (!state) return fail(call, state.error());
    const auto found = (*state)->suppressions(*filter);
    if (!found) return fail(call, found.error());
    for (const auto& suppression : *found) {
        call.out() << json_text(to_json(suppression), -1) << '\n';
    }
    return Exit::good;
}

}  // namespace postern
