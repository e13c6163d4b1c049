// SPDX-License-Identifier: Apache-2.0
//
// What has to be started anew so that changed files count: told, or done where somebody asks for
// it.
#pragma once

#include <string>
#include <vector>

#include "postfix_wiring.hpp"

namespace postern {

inline constexpr Option kRestart{"restart", "",
                                 "then restarts Postfix, and the signer where its files changed"};

/// How this Postfix is stopped and started. A reload is not enough: how many may wait at a port is
/// set when a service is first started.
std::string restart_command(const Wiring& wiring);
/// "systemctl restart opendkim"; "" where there is no signer.
std::string restart_of_signer(const Wiring& wiring);
/// How posternd is started and tried, where nobody listens at milter.socket; "" elsewhere, and
/// without systemd.
std::string steps_to_posternd(const Wiring& wiring);

/// Whether it runs; a Postfix that cannot be asked does not. `postfix status` is root's.
bool postfix_runs(const Wiring& wiring);
/// The same, for as long as a start takes.
bool postfix_comes_up(const Wiring& wiring);
/// Runs a command of restarts(), and prints that it is done or why it is not.
bool restart_now(const Call& call, const std::string& command);

/// The signer first, where its files or keys change.
std::vector<std::string> restarts(const Wiring& wiring, bool signer);

/// Runs them where `call` has --restart, and prints each; else prints them as what is left to do,
/// with `next` behind them. A Postfix that does not run is not started. Exit::no where one failed.
Exit restart_or_tell(const Call& call, const Wiring& wiring,
                     const std::vector<std::string>& commands, const std::string& next);

}  // namespace postern
