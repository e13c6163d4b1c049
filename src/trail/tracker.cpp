// SPDX-License-Identifier: Apache-2.0
#include "postern/trail/tracker.hpp"

#include <utility>

namespace postern::trail {

void Tracker::know(const std::string& queue_id, Departure departure) {
    if (const auto known = files_.find(queue_id); known != files_.end()) forget(known);
    files_.emplace(queue_id, File{std::move(departure), next_});
    by_age_.emplace(next_++, queue_id);
    if (files_.size() > most_) forget(files_.find(by_age_.begin()->second));
}

void Tracker::forget(Files::iterator file) {
    by_age_.erase(file->second.number);
    files_.erase(file);
}

std::optional<Sighting> Tracker::take(const Entry& entry) {
    return std::visit([this](const auto& each) { return see(each); }, entry);
}

/// Taken up once more it is no news. Somebody else's file of that id is not ours any more.
std::optional<Sighting> Tracker::see(const Active& active) {
    auto departure = whose_(active.from);
    const auto known = files_.find(active.queue_id);
    if (!departure) {
        if (known != files_.end()) forget(known);
        return std::nullopt;
    }
    if (known != files_.end() && known->second.departure == *departure) return std::nullopt;
    know(std::string(active.queue_id), *std::move(departure));
    return sighting_of(active.queue_id, Sighting::Kind::queued);
}

std::optional<Sighting> Tracker::see(const Attempt& attempt) {
    auto sighting = sighting_of(attempt.queue_id, Sighting::Kind::tried);
    if (!sighting) return std::nullopt;
    sighting->to = attempt.to;
    sighting->orig_to = attempt.orig_to;
    sighting->status = attempt.status;
    sighting->agent = attempt.agent;
    sighting->relay = shown_word(attempt.relay);
    sighting->dsn = shown_word(attempt.dsn);
    sighting->reply = shown_reply(attempt);
    return sighting;
}

std::optional<Sighting> Tracker::see(const Expired& expired) {
    return sighting_of(expired.queue_id, Sighting::Kind::expired);
}

std::optional<Sighting> Tracker::see(const Removed& removed) {
    auto sighting = sighting_of(removed.queue_id, Sighting::Kind::removed);
    if (sighting) forget(files_.find(removed.queue_id));
    return sighting;
}

std::optional<Sighting> Tracker::sighting_of(std::string_view queue_id, Sighting::Kind kind) const {
    const auto file = files_.find(queue_id);
    if (file == files_.end()) return std::nullopt;
    Sighting sighting;
    sighting.departure = file->second.departure;
    sighting.queue_id = queue_id;
    sighting.kind = kind;
    return sighting;
}

}  // namespace postern::trail
