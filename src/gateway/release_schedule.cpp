// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/release_schedule.hpp"

namespace postern {

void ReleaseSchedule::put_down(const std::string& queue_id, File& file, TimePoint due) {
    order_.erase({file.due, queue_id});
    file.due = due;
    order_.emplace(due, queue_id);
}

void ReleaseSchedule::await(const std::string& queue_id, const std::string& agent, TimePoint due) {
    auto& file = files_[queue_id];
    file.waiting.insert(agent);
    file.tries = 0;
    put_down(queue_id, file, due);
}

void ReleaseSchedule::arrived(const std::string& queue_id, const std::string& agent) {
    const auto found = files_.find(queue_id);
    if (found == files_.end()) return;
    auto& file = found->second;
    file.waiting.erase(agent);
    if (!file.waiting.empty()) return;
    order_.erase({file.due, queue_id});
    files_.erase(found);
}

std::optional<std::string> ReleaseSchedule::take(TimePoint now) {
    if (order_.empty() || order_.begin()->first > now) return std::nullopt;
    const auto queue_id = order_.begin()->second;
    auto& file = files_[queue_id];
    if (++file.tries < kTries) {
        put_down(queue_id, file, now + kFirstRepeat * (1 << (file.tries - 1)));
        return queue_id;
    }
    order_.erase(order_.begin());
    files_.erase(queue_id);
    return queue_id;
}

std::optional<TimePoint> ReleaseSchedule::next() const {
    if (order_.empty()) return std::nullopt;
    return order_.begin()->first;
}

}  // namespace postern
