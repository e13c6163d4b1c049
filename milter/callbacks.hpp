// SPDX-License-Identifier: Apache-2.0
//
// The edge to libmilter: negotiates, translates callbacks to a Session and its Answers back.
//
// Everything but RCPT and end of message goes without a reply (SMFIP_NR_*): a message then costs
// a few large reads instead of a poll and two reads a step. Every callback runs inside one
// noexcept guard; an exception there is a defect of ours, and answered by 451.
#pragma once

#include <string>

#include "postern/base/result.hpp"
#include "postern/gateway/configuration.hpp"
#include "postern/gateway/gateway.hpp"

namespace postern {

/// Registers the filter and opens its socket. Once per process; both arguments must outlive it.
Result<void> open_milter(CurrentConfiguration& current, Gateway& gateway);

/// Serves; blocks. Returns only where libmilter ends by itself. Any thread.
Result<void> run_milter();

/// Waits for the callbacks that run; those that come later answer 451 and touch nothing of ours.
void stop_serving();

}  // namespace postern
