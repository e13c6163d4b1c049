// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/presence.hpp"

#include <algorithm>

namespace postern {

TimePoint end_of(const OnlineSpan& span, Duration stale_after) {
    const auto silent = span.seen + stale_after;
    return span.until ? std::min(*span.until, silent) : silent;
}

bool online_at(const OnlineSpan& span, TimePoint at, Duration stale_after) {
    return span.from <= at && at < end_of(span, stale_after);
}

}  // namespace postern
