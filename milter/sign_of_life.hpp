// SPDX-License-Identifier: Apache-2.0
//
// Whether the daemon answers on its own socket, as Postfix would find it: it is connected to,
// agrees on the protocol, and takes a connection and a sender. That passes libmilter's loop, one of
// its workers, and the locks that all sessions share. It asks no database and no name server: those
// have the time they need. Under no service's name (milter_macro_daemon_name), it means nothing to
// us.
#pragma once

#include <string>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"

namespace postern {

/// `socket` as milter.socket has it; `patience` for each answer. Fails with ErrorCode::unavailable.
Result<void> answers(const std::string& socket, Duration patience);

}  // namespace postern
