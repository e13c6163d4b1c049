// SPDX-License-Identifier: Apache-2.0
//
// From a call to the settings and databases it is about.
//
// Only the settings are read, never the keys: whoever may ask what became of a notification need
// not be able to forge one.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "postern/config/settings.hpp"
#include "postern/store/directory.hpp"
#include "postern/store/editor.hpp"
#include "postern/store/state.hpp"

#include "command.hpp"

namespace postern {

/// The file of -c, else the default one.
std::string configuration_path(const Call& call);

/// Prints every finding and returns nothing where there is one.
std::optional<Settings> settings_for(const Call& call);

DatabaseOptions directory_options(const Settings& settings);
StateOptions state_options(const Settings& settings);

/// For reading, as posternd left it. ErrorCode::not_found where posternd never ran.
Result<std::unique_ptr<State>> open_state_of(const Settings& settings);

inline constexpr Option kDirectoryOption{"database", "URL",
                                         "this directory, sqlite:/path, instead of -c's"};

/// How long a command waits for another writer's lock that has more to lose than a question: a
/// stream of events, a file that took long to read, a job at night.
inline constexpr Duration kLockPatience = std::chrono::minutes{10};

/// The directory of --database, else of the settings; nothing where those are not good.
std::optional<DatabaseOptions> directory_for(const Call& call);

}  // namespace postern
