// SPDX-License-Identifier: Apache-2.0
//
// Whether somebody listens where smtpd_milters points: connects and hangs up. An address of a kind
// that is not known counts as reachable, so that nothing wrong is said of it.
#pragma once

#include <string>

namespace postern {

/// "inet:HOST:PORT" or "unix:/PATH".
bool reachable(const std::string& milter);

}  // namespace postern
