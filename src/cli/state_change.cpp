// SPDX-License-Identifier: Apache-2.0
#include "state_change.hpp"

#include <cstdlib>
#include <ostream>
#include <pwd.h>
#include <unistd.h>

#include "acting_as_owner.hpp"
#include "databases.hpp"
#include "json_output.hpp"

namespace postern {

namespace {

std::string operator_name() {
    if (const char* sudo = std::getenv("SUDO_USER"); sudo != nullptr && *sudo != '\0') return sudo;
    const auto* user = ::getpwuid(::getuid());
    return user == nullptr ? "uid " + std::to_string(::getuid()) : user->pw_name;
}

}  // namespace

Author author_of(const Call& call) {
    return {operator_name(), call.given.value("reason").value_or(""), call.clock.now()};
}

Exit change_state(const Call& call, const std::function<Result<int>(State&)>& change) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const ActingAsOwner owner(settings->state.database);
    const auto state = open_state(state_options(*settings));
    if (!state) return fail(call, state.error());
    const auto changed = change(**state);
    if (!changed) return fail(call, changed.error());
    if (call.json()) {
        print_json(call, {{"changed", *changed}});
    } else {
        call.out() << *changed << " changed\n";
    }
    return *changed > 0 ? Exit::good : Exit::no;
}

}  // namespace postern
