// SPDX-License-Identifier: Apache-2.0
//
// What a reload of posternd cannot put into force, by the settings table: rows that are taken at
// the start. posternd starts by start_settings() alone, so a setting that it opens something with
// and whose row does not say so is not forgotten at a reload: it never has its value.
#pragma once

#include <string_view>
#include <vector>

#include "postern/config/settings.hpp"

namespace postern {

/// Those taken at the start, all others with their defaults.
Settings start_settings(const Settings& settings);

/// The keys of those taken at the start that differ, in the order of the table.
std::vector<std::string_view> restart_needed(const Settings& was, const Settings& is);

}  // namespace postern
