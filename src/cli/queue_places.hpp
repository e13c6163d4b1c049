// SPDX-License-Identifier: Apache-2.0
//
// Where Postfix has what the record calls unfinished, or set aside: an operator may have put it on
// hold or removed it, of which postern is told nothing. Postfix is not waited for for long.
#pragma once

#include <vector>

#include "postern/chat/notification.hpp"
#include "postern/config/settings.hpp"
#include "postern/gateway/queue_listing.hpp"

#include "json_output.hpp"

namespace postern {

class QueuePlaces {
  public:
    /// Asks only where one of them may be there. Where Postfix does not answer, that is said on
    /// standard error, and no place is known.
    static QueuePlaces of(const std::vector<Notification>& notifications, const Settings& settings,
                          const Call& call);
    /// Asks whatever there is on record.
    static QueuePlaces all(const Settings& settings, const Call& call);

    /// Null where it is not in the queue, or nobody knows. What was set aside is in a queue file of
    /// another hop: it is known where the agent has no other on hold.
    [[nodiscard]] const Waiting* place_of(const Notification& notification) const;

    /// Its queue file was looked for and is not there: it was decided, returned or removed in this
    /// minute, or is being queued again.
    [[nodiscard]] bool misses(const Notification& notification) const;

    /// What waits although the record has nothing unfinished in its queue file, as where the record
    /// is an earlier copy. What could be a notification that misses() is left out: postsuper -r
    /// gives another file.
    [[nodiscard]] std::vector<Waiting> besides(const std::vector<Notification>& unfinished) const;

  private:
    QueuePlaces() = default;
    explicit QueuePlaces(std::vector<Waiting> queue) : queue_(std::move(queue)), is_known_(true) {}

    std::vector<Waiting> queue_;
    bool is_known_ = false;
};

inline bool is_on_hold(const Waiting* place) {
    return place != nullptr && place->where == Waiting::Where::on_hold;
}

/// Null, or the file and "deferred", "on-its-way", "on-hold".
Json to_json(const Waiting* place);

}  // namespace postern
