// SPDX-License-Identifier: Apache-2.0
//
// Waiting for a real system: asks again and again whether something has come true, and gives up
// at a limit. Not for code under a fake clock, and no replacement for an event one could wait for.
#pragma once

#include <functional>

#include "postern/base/time.hpp"

namespace postern::testing {

/// True as soon as `condition` is; false if it still is not when `limit` has passed.
[[nodiscard]] bool wait_until(const std::function<bool()>& condition,
                              Duration limit = std::chrono::seconds(20));

}  // namespace postern::testing
