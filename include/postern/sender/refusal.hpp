// SPDX-License-Identifier: Apache-2.0
//
// What a refusal proves to the account whose notification it was. It may be the sender domain's
// fault, or the rule of one recipient who would take no mail of ours from whatever domain: a closed
// group, say, in the words that the provider has for everything. A mailbox that refuses the next
// domain as well refuses us, not them. So its word is disputed: it suspends nothing, what it alone
// had suspended is used again, and for a day nothing more that it says counts. Where within two
// hours (kRefusalHours) a second mailbox refuses both, it is the provider who does.
#pragma once

#include <vector>

#include "postern/sender/standing.hpp"

namespace postern {

/// The account's standings that a refusal, already counted, changes: its sender domain's, and those
/// of others that it disputes. `there` are all of the account's at its provider; `recent` is the
/// account's, of kRefusalHours.
std::vector<SenderStanding> judge_refusal(const std::vector<SenderStanding>& there,
                                          const SenderStrike& strike, const SenderTraffic& recent,
                                          const ReputationSettings& terms);

}  // namespace postern
