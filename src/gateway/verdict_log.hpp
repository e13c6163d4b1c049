// SPDX-License-Identifier: Apache-2.0
//
// The line that says what became of one notification.
#pragma once

#include <string_view>

#include "postern/base/time.hpp"
#include "postern/store/state.hpp"

namespace postern {

/// `queue_id` is the deciding hop's; `took` the time this decision cost.
void log_verdict(const Notification& n, std::string_view queue_id, std::string_view verdict,
                 Duration took);

}  // namespace postern
