// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/hold_book.hpp"

#include <algorithm>
#include <set>

namespace postern {

namespace {

/// From our answer until the hold queue shows it.
constexpr Duration kOnItsWay = std::chrono::seconds{10};

}  // namespace

bool HoldBook::admit(const Item& item, const Limits& limits) {
    const bool proves_nothing = item.notification.empty();
    if (proves_nothing && item.size > limits.bytes / kShareOfOne) return false;
    std::size_t count = 1;
    std::size_t of_notification = 1;
    std::uint64_t bytes = item.size;
    for (const auto& [queue_id, other] : items_) {
        if (other.notification.empty() != proves_nothing) continue;
        ++count;
        bytes += other.size;
        if (!proves_nothing && other.notification == item.notification) ++of_notification;
    }
    const bool has_room = count <= limits.count && bytes <= limits.bytes &&
                          (proves_nothing || of_notification <= kMostOfANotification);
    if (has_room) items_[item.queue_id] = item;
    return has_room;
}

void HoldBook::compare(const std::vector<HeldBounce>& held, TimePoint began,
                       const std::function<std::string(const std::string&)>& notification_of) {
    std::set<std::string> there;
    for (const auto& each : held) {
        there.insert(each.queue_id);
        // Held before this process began. The size is now known exactly.
        auto [item, is_new] = items_.try_emplace(each.queue_id, Item{each.queue_id});
        if (is_new) item->second.notification = notification_of(each.local_part);
        item->second.size = each.size;
    }
    std::erase_if(items_, [&](const auto& each) {
        return there.count(each.first) == 0 && each.second.since + kOnItsWay <= began;
    });
}

}  // namespace postern
