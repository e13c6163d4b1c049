// SPDX-License-Identifier: Apache-2.0
#include "suspension.hpp"

#include <algorithm>

namespace postern {

namespace {

int next_step(const std::optional<SenderStanding>& standing, TimePoint now,
              const ReputationSettings& terms) {
    return standing && !is_forgotten(*standing, now, terms) ? standing->step + 1 : 1;
}

}  // namespace

bool left_before_end(const std::optional<SenderStanding>& standing, const SenderStrike& strike) {
    return standing && !standing->disputed && (!standing->until || strike.sent < *standing->until);
}

SenderStanding suspended(const std::optional<SenderStanding>& standing, const SenderStrike& strike,
                         SenderCause cause, const ReputationSettings& terms) {
    const int step = next_step(standing, strike.at, terms);
    const auto last = terms.suspensions.size() - 1;
    const auto span = terms.suspensions[std::min(static_cast<std::size_t>(step - 1), last)];
    SenderStanding next;
    next.domain = strike.domain;
    next.provider = strike.provider;
    next.cause = cause;
    next.evidence = strike.evidence;
    next.author = "bounce";
    next.notification = strike.notification;
    next.since = strike.at;
    next.until = strike.at + span;
    next.step = step;
    return next;
}

double share(long long part, long long whole) {
    return static_cast<double>(part) / static_cast<double>(std::max(whole, 1LL));
}

}  // namespace postern
