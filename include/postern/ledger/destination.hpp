// SPDX-License-Identifier: Apache-2.0
//
// Where a notification may go, from which sender domains, and which messages are ready for it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "postern/sender/choice.hpp"

namespace postern {

/// A message that is ready to leave for one destination: from that sender domain, and saying, at a
/// fallback, that this rule kept it from its agent.
struct ReadyMessage {
    std::string sender_domain;
    std::string rule;  ///< "" at the address it was meant for.
    bool operator==(const ReadyMessage&) const = default;
};

/// Where a notification may go, and from which sender domains, the preferred one first.
struct Destination {
    std::string address;
    std::string provider;
    std::vector<SenderCandidate> senders{};
    /// What may be recorded as sent, since its message is ready; where there is no list, anything.
    std::optional<std::vector<ReadyMessage>> ready{};
};

}  // namespace postern
