// SPDX-License-Identifier: Apache-2.0
//
// A suspension begins: the same for an account's standing and for everybody's.
#pragma once

#include <optional>

#include "postern/sender/standing.hpp"

namespace postern {

/// The notification left while the domain was suspended, or before: no news.
bool left_before_end(const std::optional<SenderStanding>& standing, const SenderStrike& strike);

/// The next step of `standing`, whosever that is. Whom it holds back is left open.
SenderStanding suspended(const std::optional<SenderStanding>& standing, const SenderStrike& strike,
                         SenderCause cause, const ReputationSettings& terms);

/// 0 to 1, and more where the whole is not known.
double share(long long part, long long whole);

}  // namespace postern
