// SPDX-License-Identifier: Apache-2.0
#include "destination.hpp"

#include "postern/gateway/identity.hpp"
#include "postern/sender/choice.hpp"

namespace postern {

std::vector<SenderCandidate> sender_candidates(const Configuration& configuration,
                                               const Notification& n, const std::string& provider,
                                               TimePoint now) {
    std::vector<SenderCandidate> candidates;
    const auto local = message_id_local(configuration.keys, n.id);
    for (const auto* sender : ranked_senders(configuration.settings.senders, n.account, provider)) {
        candidates.push_back(
            {sender->domain, local + "@" + sender->domain, cap_on_day(*sender, now)});
    }
    return candidates;
}

Destination destination(const Configuration& configuration, const Notification& n,
                        const std::string& address, const std::string& provider, TimePoint now) {
    return {address, provider, sender_candidates(configuration, n, provider, now)};
}

}  // namespace postern
