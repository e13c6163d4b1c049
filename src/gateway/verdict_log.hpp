// SPDX-License-Identifier: Apache-2.0
//
// What the log says of a decision, or of not being able to take one.
#pragma once

#include <string_view>

#include "postern/base/time.hpp"
#include "postern/gateway/verdict.hpp"
#include "postern/store/state.hpp"

namespace postern {

/// `queue_id` is the deciding hop's; `took` the time this decision cost.
void log_verdict(const Notification& n, std::string_view queue_id, std::string_view verdict,
                 Duration took);

/// The event, and 451.
Verdict cannot_know(std::string_view event, const Error& error);

}  // namespace postern
