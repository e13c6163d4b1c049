// SPDX-License-Identifier: Apache-2.0
//
// Which notifications Postfix no longer has although they were never decided, and why, as far as
// that can be known. Plain data; releases.cpp asks it whenever the queue was listed.
//
// A notification is lost when it is overdue and two whole listings, some seconds apart, show
// neither its queue file nor its agent in a file that no notification on record waits in: Postfix
// gives a requeued file another id (`postsuper -r`), and a file that is being moved from one queue
// to another may be missed by one listing. It is lost to the record only: should it be presented
// after all, it is decided as ever.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "postern/chat/notification.hpp"
#include "postern/gateway/queue_listing.hpp"

namespace postern {

class LostNotifications {
  public:
    /// What a listing showed.
    void saw(const QueueListing& queue);
    /// OUT refused what came of this queue file.
    void refused(const std::string& queue_id);

    /// `unfinished` as the state has it after `queue` was listed at `began`.
    std::vector<GivenUp> among(const std::vector<Notification>& unfinished,
                               const QueueListing& queue, TimePoint began,
                               std::optional<Duration> lifetime);

    /// When to list the queue again for those that were missed, but once or too early.
    [[nodiscard]] std::optional<TimePoint> look_again() const { return look_again_; }

  private:
    [[nodiscard]] TimePoint not_before(const Notification& n) const;
    [[nodiscard]] TimePoint given_up_at(const Notification& n, TimePoint began);
    void look(TimePoint by);
    [[nodiscard]] std::string reason_of(const Notification& n, TimePoint now,
                                        std::optional<Duration> lifetime) const;

    std::map<std::string, TimePoint> missed_;  ///< Since when, by notification.
    std::set<std::string> seen_;               ///< Queue files that a listing showed.
    std::set<std::string> refused_;
    std::optional<TimePoint> look_again_;
};

}  // namespace postern
