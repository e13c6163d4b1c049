// SPDX-License-Identifier: Apache-2.0
//
// Where a notification may go, after DNS was asked: its own address first, then the account's
// fallback (docs/deliverability.md). Whether either is suppressed is asked while it is recorded.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "postern/store/directory.hpp"
#include "postern/store/state.hpp"

#include "presentation.hpp"

namespace postern {

struct Ways {
    Notification notification;  ///< To the first of `to`, or withheld.
    std::vector<Destination> to{};
};

/// ErrorCode::unavailable where nobody says what the address's domain is, and it is too early to
/// go without.
Result<Ways> ways_of(const Presentation& at, const NotificationFacts& facts, Notification ruled);

}  // namespace postern
