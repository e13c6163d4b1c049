// SPDX-License-Identifier: Apache-2.0
#include "databases.hpp"

#include <ostream>

#include "postern/base/text.hpp"
#include "postern/config/load.hpp"
#include "postern/deliverability/obstacle.hpp"

#include "service_unit.hpp"

namespace postern {

namespace {

/// Mail to where it would come back from never reaches anybody, so nobody gets such an address.
AddressObjection objection_by(const Settings& settings) {
    return [settings](const Address& address) -> std::string {
        const auto* rule = own_domain(address, settings);
        if (rule == nullptr) return {};
        return in_quotes(address.text()) + ": " + std::string(rule->withheld_when) + " (rule " +
               std::string(rule->id) + "); give an address where somebody reads mail";
    };
}

}  // namespace

std::string configuration_path(const Call& call) {
    return call.given.value("config").value_or(kDefaultConfiguration);
}

std::optional<Settings> settings_for(const Call& call) {
    auto loaded = load_settings(configuration_path(call));
    for (const auto& finding : loaded.findings) call.streams.err << finding.message() << '\n';
    return loaded.good() ? std::optional(std::move(loaded.settings)) : std::nullopt;
}

DatabaseOptions directory_options(const Settings& settings) {
    return {settings.directory.database,    1,
            settings.database.busy_timeout, settings.presence.stale_after,
            settings.directory.keep,        objection_by(settings)};
}

StateOptions state_options(const Settings& settings) {
    StateOptions options{{settings.state.database, 1, settings.database.busy_timeout}};
    options.keep = settings.state.keep;
    options.terms = ledger::terms_of(settings);
    options.prunes = false;
    return options;
}

Result<std::unique_ptr<State>> open_state_of(const Settings& settings) {
    auto options = state_options(settings);
    options.read_only = true;
    auto state = open_state(options);
    if (state || state.error().code != ErrorCode::not_found) return state;
    return std::move(state).with_context("posternd creates it when it starts; until then");
}

std::optional<DatabaseOptions> directory_for(const Call& call) {
    if (const auto url = call.given.value("database")) return DatabaseOptions{*url, 1};
    const auto settings = settings_for(call);
    return settings ? std::optional(directory_options(*settings)) : std::nullopt;
}

}  // namespace postern
