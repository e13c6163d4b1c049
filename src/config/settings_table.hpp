// SPDX-License-Identifier: Apache-2.0
//
// The one place where a setting is declared: a row in settings_table.cpp, beside its field in
// <postern/config/settings.hpp>. `postern_write_references` then writes the documentation.
#pragma once

#include <vector>

#include "postern/config/settings.hpp"

#include "table.hpp"

namespace postern {

const Table<Settings>& settings_table();

/// The keys of each item of `senders`.
const Table<SenderSettings>& sender_table();

/// In the order of the table.
const std::vector<GroupDescription>& setting_groups();

/// The defaults, with examples where a setting is required.
Settings sample_settings();

}  // namespace postern
