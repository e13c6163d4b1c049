// SPDX-License-Identifier: Apache-2.0
//
// From what is known of one recipient to its class. The order, which docs/bounces.md explains: the
// action, a status code used for one thing only, the remote's words, the words around them; then
// what is only likely: any other status code, words that name no reason, a vague status code, the
// reply code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/bounce/report.hpp"

#include "patterns.hpp"

namespace postern {

struct Evidence {
    std::string recipient;  ///< As the report names it; may be empty.
    DeliveryAction action = DeliveryAction::none;
    std::string status;      ///< The field Status, as it stands.
    std::string diagnostic;  ///< What the remote said.
    std::string around;      ///< What the notice says of this recipient beside that.
    /// Addresses of ours. What is said of one of them is not said of the recipient.
    std::vector<std::string> ours;
};

/// Fills in everything of an outcome but its recipients.
BounceOutcome classify(const Evidence& evidence, const RefusalPatterns& refusals);

}  // namespace postern
