// SPDX-License-Identifier: Apache-2.0
//
// Questions about presence, asked of recorded spans. A span covers its device from the moment it
// signed in until it signed out, or until it had been silent for longer than `stale_after`: a
// laptop closed without a word is not somebody at a desk.
#pragma once

#include "postern/chat/account.hpp"

namespace postern {

/// When a span ended or will end unless there is another sign of life.
TimePoint end_of(const OnlineSpan& span, Duration stale_after);

/// Was the device signed in at that moment? The end itself is offline.
bool online_at(const OnlineSpan& span, TimePoint at, Duration stale_after);

}  // namespace postern
