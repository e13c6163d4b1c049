// SPDX-License-Identifier: Apache-2.0
//
// Where Postfix has what the record calls unfinished, or set aside: an operator may have put it on
// hold, of which postern is told nothing. Postfix is asked only where there is such a notification,
// and not for long.
#pragma once

#include <vector>

#include "postern/config/settings.hpp"
#include "postern/gateway/queue_listing.hpp"
#include "postern/store/notification.hpp"

#include "json_output.hpp"

namespace postern {

class QueuePlaces {
  public:
    /// Where Postfix does not answer, that is said on standard error, and no place is known.
    static QueuePlaces of(const std::vector<Notification>& notifications, const Settings& settings,
                          const Call& call);
    explicit QueuePlaces(std::vector<Waiting> queue) : queue_(std::move(queue)) {}

    /// Null where it is not in the queue, or nobody knows. What was set aside is in a queue file of
    /// another hop: it is known where the agent has no other on hold.
    [[nodiscard]] const Waiting* place_of(const Notification& notification) const;

  private:
    std::vector<Waiting> queue_;
};

inline bool is_on_hold(const Waiting* place) {
    return place != nullptr && place->where == Waiting::Where::on_hold;
}

/// Null, or the file and "deferred", "on-its-way", "on-hold".
Json to_json(const Waiting* place);

}  // namespace postern
