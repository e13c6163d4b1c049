// SPDX-License-Identifier: Apache-2.0
#include "queue_places.hpp"

#include <algorithm>
#include <ostream>
#include <set>

#include "postern/base/visible.hpp"
#include "postern/gateway/postfix_queue.hpp"

namespace postern {

namespace {

/// Whoever asks waits for it.
constexpr Duration kListingPatience = std::chrono::seconds{10};

bool may_be_queued(const Notification& n) {
    return !is_final(n.fate) || n.fate == Fate::set_aside;
}

std::string_view name_of(Waiting::Where where) {
    if (where == Waiting::Where::on_hold) return "on-hold";
    return where == Waiting::Where::deferred ? "deferred" : "on-its-way";
}

}  // namespace

QueuePlaces QueuePlaces::of(const std::vector<Notification>& notifications,
                            const Settings& settings, const Call& call) {
    if (std::none_of(notifications.begin(), notifications.end(), may_be_queued)) {
        return {};
    }
    return all(settings, call);
}

QueuePlaces QueuePlaces::all(const Settings& settings, const Call& call) {
    auto listing = PostfixQueue(settings.postfix, settings.drafts.domain, kListingPatience).list();
    if (listing) return QueuePlaces(std::move(listing->waiting));
    call.streams.err << "what Postfix's queue has is not known, as it cannot be read: "
                     << visible(listing.error().message()) << '\n';
    return {};
}

bool QueuePlaces::misses(const Notification& n) const {
    return is_known_ && !is_final(n.fate) &&
           std::none_of(queue_.begin(), queue_.end(), [&](const Waiting& each) {
               return each.queue_id == n.queue_id && each.agent == n.agent;
           });
}

std::vector<Waiting> QueuePlaces::besides(const std::vector<Notification>& unfinished) const {
    std::set<std::string> files;
    std::set<std::string> agents_missed;
    for (const auto& n : unfinished) {
        files.insert(n.queue_id);
        if (misses(n)) agents_missed.insert(n.agent);
    }
    std::vector<Waiting> rest;
    for (const auto& each : queue_) {
        // What is set aside is on hold; what is on its way is being put on record or decided.
        if (each.where != Waiting::Where::deferred) continue;
        if (files.count(each.queue_id) == 0 && agents_missed.count(each.agent) == 0) {
            rest.push_back(each);
        }
    }
    return rest;
}

const Waiting* QueuePlaces::place_of(const Notification& n) const {
    if (!may_be_queued(n)) return nullptr;
    const bool elsewhere = n.fate == Fate::set_aside;
    const Waiting* found = nullptr;
    for (const auto& each : queue_) {
        if (each.agent != n.agent || (each.queue_id == n.queue_id) == elsewhere) continue;
        if (elsewhere && each.where != Waiting::Where::on_hold) continue;
        if (found != nullptr) return nullptr;
        found = &each;
    }
    return found;
}

Json to_json(const Waiting* place) {
    if (place == nullptr) return nullptr;
    return {{"queue_id", place->queue_id}, {"where", name_of(place->where)}};
}

}  // namespace postern
