// SPDX-License-Identifier: Apache-2.0
//
// What `postern check` has to say of one setting's hold on the world.
//
// A fault will keep postern from working although everything is installed. A note is about
// something that is not there yet, which is right before the installation is complete, and later
// is not (--strict). Unknown is what nobody who could know has answered.
#pragma once

#include <string>
#include <vector>

#include "postern/config/settings.hpp"

namespace postern {

struct Remark {
    enum class Weight { note, fault, unknown };

    Weight weight;
    std::string setting;  ///< "keys.files"
    std::string text;
    std::string publish{};  ///< The record that a zone should have; empty for none.
    std::string set{};      ///< The command that mends it; empty where it takes more than one.
    bool accepted = false;  ///< A note that is known: no fault under --strict either.
};

using Remarks = std::vector<Remark>;

/// What can be looked at without changing anything, one function per group of settings.
Remarks check_keys(const Settings& settings);
Remarks check_directory(const Settings& settings);
Remarks check_state(const Settings& settings);
Remarks check_database_folders(const Settings& settings);
Remarks check_resolvers(const Settings& settings);
Remarks check_user(const Settings& settings);
Remarks check_socket(const Settings& settings);
Remarks check_postfix(const Settings& settings);

/// What Postfix has set, service by service. Runs its programs.
Remarks check_postfix_settings(const Settings& settings);

/// What DNS has of the sender domains. Waits for name servers.
Remarks check_dns(const Settings& settings);

}  // namespace postern
