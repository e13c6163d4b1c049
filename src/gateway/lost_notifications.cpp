// SPDX-License-Identifier: Apache-2.0
#include "lost_notifications.hpp"

#include <algorithm>
#include <iterator>

namespace postern {

namespace {

using namespace std::chrono_literals;

/// Until then Postfix may be busy with it in ways that no listing shows.
constexpr Duration kOverdue = 10s;
constexpr Duration kBetweenListings = 5s;
/// A client that was not answered comes back within minutes, if it does.
constexpr Duration kClientsPatience = 10min;
constexpr std::size_t kMostHints = 100'000;

void add_hint(std::set<std::string>& hints, const std::string& queue_id) {
    if (hints.size() < kMostHints) hints.insert(queue_id);
}

/// What is not among the notifications that are still to be decided is of no more use.
template <typename Container, typename KeyOf>
void keep_only(Container& container, const std::set<std::string>& wanted, KeyOf key_of) {
    std::erase_if(container, [&](const auto& each) { return wanted.count(key_of(each)) == 0; });
}

/// Where the queue has them: by file and agent, or by agent in files that are on no record.
struct Whereabouts {
    std::set<std::pair<std::string, std::string>> known;
    std::set<std::string> agents_elsewhere;
    std::set<std::string> unread{};  ///< Files in which anybody may be.

    [[nodiscard]] bool has(const Notification& n) const {
        return known.count({n.queue_id, n.agent}) != 0 || agents_elsewhere.count(n.agent) != 0 ||
               unread.count(n.queue_id) != 0;
    }
};

Whereabouts whereabouts(const QueueListing& queue, const std::set<std::string>& on_record) {
    Whereabouts where;
    where.unread.insert(queue.unread.begin(), queue.unread.end());
    for (const auto& each : queue.waiting) {
        if (on_record.count(each.queue_id) != 0) {
            where.known.emplace(each.queue_id, each.agent);
        } else {
            where.agents_elsewhere.insert(each.agent);
        }
    }
    return where;
}

}  // namespace

void LostNotifications::refused(const std::string& queue_id) {
    add_hint(refused_, queue_id);
}

void LostNotifications::saw(const QueueListing& queue) {
    for (const auto& each : queue.waiting) add_hint(seen_, each.queue_id);
}

void LostNotifications::look(TimePoint by) {
    look_again_ = look_again_ ? std::min(*look_again_, by) : by;
}

/// When it counts as overdue.
TimePoint LostNotifications::not_before(const Notification& n) const {
    const bool was_queued =
        n.fate != Fate::issued || seen_.count(n.queue_id) != 0 || refused_.count(n.queue_id) != 0;
    return std::max(n.due, n.accepted) + (was_queued ? kOverdue : kClientsPatience);
}

std::string LostNotifications::reason_of(const Notification& n, TimePoint now,
                                         std::optional<Duration> lifetime) const {
    if (refused_.count(n.queue_id) != 0) return gave_up::kRefused;
    if (n.fate == Fate::issued && seen_.count(n.queue_id) == 0) return gave_up::kNeverQueued;
    if (lifetime && now >= n.accepted + *lifetime) return gave_up::kExpired;
    return gave_up::kGone;
}

/// When it is given up; that is now, where two listings have missed it.
TimePoint LostNotifications::given_up_at(const Notification& n, TimePoint began) {
    const auto earliest = not_before(n);
    if (began < earliest) return earliest;
    return missed_.emplace(n.id, began).first->second + kBetweenListings;
}

std::vector<GivenUp> LostNotifications::among(const std::vector<Notification>& unfinished,
                                              const QueueListing& queue, TimePoint began,
                                              std::optional<Duration> lifetime) {
    std::set<std::string> files;
    for (const auto& n : unfinished) files.insert(n.queue_id);
    const auto where = whereabouts(queue, files);
    std::set<std::string> missing;
    std::vector<GivenUp> lost;
    look_again_.reset();
    for (const auto& n : unfinished) {
        if (where.has(n)) continue;
        if (const auto at = given_up_at(n, began); at > began) {
            look(at);
            missing.insert(n.id);
        } else {
            lost.push_back({n.id, n.queue_id, reason_of(n, began, lifetime), began});
        }
    }
    keep_only(missed_, missing, [](const auto& each) { return each.first; });
    keep_only(seen_, files, [](const auto& each) { return each; });
    return lost;
}

}  // namespace postern
