// SPDX-License-Identifier: Apache-2.0
//
// Where a notification may go, with the sender domains that come into question there.
#pragma once

#include <string>
#include <vector>

#include "postern/gateway/configuration.hpp"
#include "postern/store/state.hpp"

namespace postern {

/// The preferred one first, with what the notification is called if it leaves from it.
std::vector<SenderCandidate> sender_candidates(const Configuration& configuration,
                                               const Notification& n, const std::string& provider,
                                               TimePoint now);

Destination destination(const Configuration& configuration, const Notification& n,
                        const std::string& address, const std::string& provider, TimePoint now);

}  // namespace postern
