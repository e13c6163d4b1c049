// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/configuration.hpp"

#include "postern/config/keys.hpp"

namespace postern {

Duration Configuration::window(Kind kind) const {
    return kind == Kind::missed_chat ? settings.grace_window.missed_chat
                                     : settings.grace_window.offline_message;
}

ConfigurationResult load_configuration(const std::string& path) {
    auto loaded = load_settings(path);
    if (!loaded.good()) return {nullptr, std::move(loaded.findings)};
    auto keys = load_keys(loaded.settings.keys.files);
    if (!keys) return {nullptr, {Finding{path, 0, 0, "keys.files: " + keys.error().message()}}};
    return {std::make_shared<const Configuration>(
                Configuration{std::move(loaded.settings), std::move(*keys)}),
            {}};
}

}  // namespace postern
