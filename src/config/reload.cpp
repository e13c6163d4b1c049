// SPDX-License-Identifier: Apache-2.0
#include "postern/config/reload.hpp"

#include "settings_table.hpp"

namespace postern {

Settings start_settings(const Settings& settings) {
    Settings taken;
    for (const auto& setting : settings_table()) {
        if (setting.says.at_start) setting.copy(settings, taken);
    }
    return taken;
}

std::vector<std::string_view> restart_needed(const Settings& was, const Settings& is) {
    std::vector<std::string_view> keys;
    for (const auto& setting : settings_table()) {
        if (setting.says.at_start && !setting.same(was, is)) keys.push_back(setting.says.key);
    }
    return keys;
}

}  // namespace postern
