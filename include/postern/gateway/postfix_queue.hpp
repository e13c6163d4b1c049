// SPDX-License-Identifier: Apache-2.0
//
// What is asked of Postfix about its queue, through postqueue(1) and postconf(1). No privilege is
// needed beyond what Postfix gives every user (or, where setgid programs gain nothing, the group
// postdrop). ErrorCode::unavailable where Postfix does not answer.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"
#include "postern/gateway/queue_listing.hpp"

namespace postern {

class Queue {
  public:
    using Waiting = postern::Waiting;

    Queue() = default;
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;
    virtual ~Queue() = default;

    /// Has a deferred queue file presented again now. No error where there is no such file.
    virtual Result<void> present(const std::string& queue_id) = 0;

    /// All that concerns us in every queue. Only a whole listing is one.
    virtual Result<QueueListing> list() = 0;

    /// After which time Postfix gives up what it cannot deliver, where it says so.
    virtual std::optional<Duration> lifetime() { return std::nullopt; }
};

class PostfixQueue final : public Queue {
  public:
    /// A long queue on a busy disk takes its time.
    static constexpr Duration kListingLimit = std::chrono::minutes{5};

    PostfixQueue(PostfixSettings settings, std::string drafts_domain,
                 Duration listing_limit = kListingLimit)
        : settings_(std::move(settings)),
          drafts_domain_(std::move(drafts_domain)),
          listing_limit_(listing_limit) {}
    Result<void> present(const std::string& queue_id) override;
    Result<QueueListing> list() override;
    std::optional<Duration> lifetime() override;

    /// What is being asked is given up, and nothing is asked any more: listing a long queue on a
    /// busy disk takes longer than whoever stops a daemon wants to wait.
    void stop() { stop_.request_stop(); }

  private:
    [[nodiscard]] std::vector<std::string> command(const std::string& program,
                                                   const std::vector<std::string>& arguments) const;

    std::stop_source stop_;
    PostfixSettings settings_;
    std::string drafts_domain_;
    Duration listing_limit_;
};

/// The user id of `mail_owner`, to whom Postfix's queue files belong. Where postconf does not say,
/// that of user postfix, if there is one.
std::optional<unsigned> mail_owner(const PostfixSettings& settings);

/// The shortest of the time values that `postconf -xh` prints one a line; days where no unit is
/// given (postconf(5), maximal_queue_lifetime). Nothing where one cannot be read.
std::optional<Duration> read_lifetime(std::string_view lines);

}  // namespace postern
