// SPDX-License-Identifier: Apache-2.0
//
// The daemon as an ordered list of steps: socket, own user, databases, threads, service, end.
#pragma once

#include <string>

#include "postern/gateway/configuration.hpp"

#include "signals.hpp"

namespace postern {

/// Loads the configuration and reports its findings on standard error. Null where there are any.
std::shared_ptr<const Configuration> load_or_complain(const std::string& path);

/// Serves until SIGTERM or SIGINT. The exit status: 0 after a clean end, 1 otherwise. libmilter's
/// threads still stand when it returns: the process is to end without further ado (std::_Exit).
int serve(const std::string& configuration_path, const std::shared_ptr<const Configuration>& first,
          Signals& signals);

}  // namespace postern
