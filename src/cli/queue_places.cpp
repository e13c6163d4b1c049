// SPDX-License-Identifier: Apache-2.0
#include "queue_places.hpp"

#include <algorithm>
#include <ostream>

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
        return QueuePlaces({});
    }
    auto listing = PostfixQueue(settings.postfix, settings.drafts.domain, kListingPatience).list();
    if (listing) return QueuePlaces(std::move(listing->waiting));
    call.streams.err << "whether it is on hold is not known, as Postfix's queue cannot be read: "
                     << visible(listing.error().message()) << '\n';
    return QueuePlaces({});
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
