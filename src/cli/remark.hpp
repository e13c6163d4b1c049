// SPDX-License-Identifier: Apache-2.0
//
// What `postern check` has to say of one setting's hold on the world.
//
// A fault keeps posternd from starting, or postern from working although everything is installed. A
// note is about something that is not there yet, without which posternd starts: that is right
// before the installation is complete, and later is not (--strict). Unknown is what nobody who
// could know has answered.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "postern/config/settings.hpp"
#include "postern/postfix/site.hpp"

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

inline Remark note(std::string setting, std::string text) {
    return {Remark::Weight::note, std::move(setting), std::move(text)};
}

inline Remark fault(std::string setting, std::string text) {
    return {Remark::Weight::fault, std::move(setting), std::move(text)};
}

/// What can be looked at without changing anything, one function per group of settings.
Remarks check_keys(const Settings& settings);
Remarks check_patterns(const Settings& settings);
Remarks check_dns_files(const Settings& settings);
Remarks check_directory(const Settings& settings);
Remarks check_state(const Settings& settings);
Remarks check_database_folders(const Settings& settings);
Remarks check_resolvers(const Settings& settings);
Remarks check_user(const Settings& settings);
/// Who posternd is at its start, by the unit that runs it with this file, and whether it can become
/// milter.user from there. Where it stays who it is, that becomes milter.user.
Remarks take_unit(const std::string& file, Settings& settings);
/// Whether the unit that runs posternd with this file lets it write where the settings say.
Remarks check_unit(const std::string& file, const Settings& settings);
Remarks check_socket(const Settings& settings);
Remarks check_trail(const Settings& settings);
Remarks check_postfix(const Settings& settings);

/// Whether posternd may read the file that the settings came from.
Remarks check_configuration_file(const std::string& file, const Settings& settings);

/// What Postfix has set, service by service. Runs its programs.
Remarks check_postfix_settings(const Settings& settings);

/// Whether the signer can read its keys.
Remarks check_signers_keys(const postfix::Site& site, const Settings& settings);

/// What DNS has of the sender domains. Waits for name servers.
Remarks check_dns(const Settings& settings);

}  // namespace postern
