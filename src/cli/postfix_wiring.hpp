// SPDX-License-Identifier: Apache-2.0
//
// One Postfix and what postern needs of it: what the commands `postern postfix …` begin with.
#pragma once

#include <string>

#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"
#include "postern/postfix/plan.hpp"

#include "command.hpp"

namespace postern {

struct Wiring {
    Settings settings;
    std::string configuration;  ///< The folder of main.cf and master.cf.
    postfix::Site site;
    postfix::Surroundings around;
    postfix::Plan plan;

    /// Where our tables and copies stand.
    [[nodiscard]] std::string folder() const { return configuration + "/postern"; }
    [[nodiscard]] std::string file(const std::string& name) const {
        return configuration + "/" + name;
    }
    [[nodiscard]] std::string kept() const { return folder() + "/kept"; }
};

/// Fails as read_postfix_site() does.
Result<Wiring> read_wiring(const Settings& settings);

/// "postconf -c /etc/postfix-out": for an instance that is not the default one.
std::string postconf_command(const Settings& settings);
/// How this Postfix is stopped and started. A reload is not enough: how many may wait at a port is
/// set when a service is first started.
std::string restart_command(const Wiring& wiring);

/// Asks on standard output, and reads the answer. --yes is one.
bool agreed(const Call& call, const std::string& question);

inline constexpr Option kYes{"yes", "", "without asking"};

}  // namespace postern
