// SPDX-License-Identifier: Apache-2.0
//
// The part of the schedule that is about waiting for a sender domain: when one may be used is known
// beforehand, unless an operator or a recovery is faster (lookout.cpp).
#include <algorithm>

#include "postern/gateway/release_schedule.hpp"

namespace postern {

void ReleaseSchedule::await_sender(const std::string& queue_id, const std::string& agent,
                                   TimePoint due) {
    await(queue_id, agent, due);
    files_[queue_id].agents[agent].for_sender = true;
}

bool ReleaseSchedule::awaits_sender() const {
    return std::any_of(files_.begin(), files_.end(), [](const auto& file) {
        const auto& agents = file.second.agents;
        return std::any_of(agents.begin(), agents.end(),
                           [](const auto& each) { return waits_for_sender(each.second); });
    });
}

void ReleaseSchedule::sender_returned(TimePoint now) {
    std::vector<std::pair<std::string, std::string>> waiting;
    for (const auto& [queue_id, file] : files_) {
        for (const auto& [agent, recipient] : file.agents) {
            if (waits_for_sender(recipient)) waiting.emplace_back(queue_id, agent);
        }
    }
    for (const auto& [queue_id, agent] : waiting) await(queue_id, agent, now);
}

}  // namespace postern
