// SPDX-License-Identifier: Apache-2.0
#include "trial_account.hpp"

#include "postern/store/editor.hpp"

#include "acting_as_owner.hpp"
#include "databases.hpp"
#include "json_output.hpp"

namespace postern {

namespace {

/// JSON is YAML, and quotes for itself.
std::string account_text(const std::string& name, const std::string& address) {
    const Json agent{{"id", name}, {"address", address}};
    const Json account{{"id", name},
                       {"name", "postern try"},
                       {"plan", "pro"},
                       {"notifications", {{"offline-message", true}, {"missed-chat", false}}},
                       {"agents", Json::array({agent})}};
    return json_text({{"accounts", Json::array({account})}}, -1);
}

}  // namespace

Result<void> add_trial_account(const Settings& settings, const std::string& name,
                               const std::optional<std::string>& address, TimePoint occurred) {
    const auto options = directory_options(settings);
    // What is not there is not made: nothing would take it away again.
    if (const auto there = open_directory(options); !there) return there.error();
    const ActingAsOwner owner(options.url);
    const auto directory = open_directory_editor(options);
    if (!directory) return directory.error();
    const auto text = account_text(name, address.value_or(kNobody));
    const auto imported = (*directory)->import(text, "the trial's account", false);
    if (!imported) return imported.error();
    if (address) return {};
    return (*directory)
        ->presence(name, "postern-try", PresenceSign::of_life, occurred - std::chrono::seconds{1});
}

Result<void> remove_trial_account(const Settings& settings, const std::string& name) {
    const auto options = directory_options(settings);
    const ActingAsOwner owner(options.url);
    const auto directory = open_directory_editor(options);
    if (!directory) return directory.error();
    return (*directory)->remove_account(name);
}

}  // namespace postern
