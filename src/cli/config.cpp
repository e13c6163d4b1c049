// SPDX-License-Identifier: Apache-2.0
//
// postern config: the settings in force, in the form they are written in.
#include <array>
#include <ostream>

#include "postern/config/reference.hpp"

#include "commands.hpp"
#include "databases.hpp"

namespace postern {

namespace {

constexpr std::array kConfigOptions{
    Option{"default", "", "the commented sample with every default instead"},
};

}  // namespace

std::span<const Option> config_options() {
    return kConfigOptions;
}

Exit run_config(const Call& call) {
    if (call.given.has("default")) {
        if (call.json()) {
            return misuse(call, {ErrorCode::invalid, "the commented sample is YAML only"});
        }
        call.out() << sample_yaml();
        return Exit::good;
    }
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    call.out() << (call.json() ? print_config_json(*settings) : print_config(*settings));
    return Exit::good;
}

}  // namespace postern
