// SPDX-License-Identifier: Apache-2.0
//
// What `postqueue -j` shows, as far as it concerns us, and the words by which a parked notification
// is known in it. ErrorCode::unavailable where the listing is not whole: nothing may be concluded
// from what is absent in it then.
//
// A site may have any number of other messages in its queue: the listing is read line by line as it
// is written, and what does not concern us is kept no longer than its line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"

namespace postern {

/// A recipient in the drafts domain that is still queued: one agent's notification.
struct Waiting {
    static constexpr std::size_t kLongestReason = 200;
    enum class Where {
        deferred,    ///< Parked, or put off for another reason.
        on_its_way,  ///< Just arrived, or being delivered.
        on_hold,     ///< For an operator.
    };
    std::string queue_id;
    std::string agent;
    TimePoint due{};  ///< As the parking reply names it; the epoch where another reason is given.
    Where where = Where::deferred;
    /// The beginning of the reason, where that is not parking: an agent's notification that is put
    /// off has one, "" for what is on its way.
    std::string put_off{};
};

/// What came to a return path and is on hold.
struct HeldBounce {
    std::string queue_id;
    std::string local_part;  ///< Of the return path.
    std::uint64_t size = 0;
};

struct QueueListing {
    std::vector<Waiting> waiting{};
    std::vector<HeldBounce> held{};
    /// Files that are there, with so many recipients that none of them was read: not ours, whose
    /// drafts have few, unless a site allows them very many.
    std::vector<std::string> unread{};

    [[nodiscard]] bool is_unread(const std::string& queue_id) const;
};

class QueueReader {
  public:
    /// Of one message with all its recipients. Postfix has 1000 of them in a message by default;
    /// of a longer line only the beginning is kept, which has the queue id.
    static constexpr std::size_t kLongestLine = std::size_t{32} << 20U;

    explicit QueueReader(std::string drafts_domain) : drafts_domain_(std::move(drafts_domain)) {}

    /// The next piece, wherever it begins and ends. After an error there is no listing.
    Result<void> take(std::string_view piece);
    /// All of it, once everything was taken.
    Result<QueueListing> end();

  private:
    void add(std::string_view text);
    Result<void> end_line();
    Result<void> take_line();
    Result<void> skip_line();

    std::string drafts_domain_;
    std::string begun_;         ///< A line whose end was not seen yet.
    bool is_too_long_ = false;  ///< Of that, begun_ is the beginning.
    QueueListing listing_;
};

/// Of a whole listing.
Result<QueueListing> read_queue(std::string_view json_lines, std::string_view drafts_domain);
/// The notifications alone.
Result<std::vector<Waiting>> read_queue_listing(std::string_view json_lines,
                                                std::string_view drafts_domain);

/// "… until 2026-11-23T12:02:00Z": the words of the parking reply, and how to read them back.
std::string parking_text(TimePoint due);
std::optional<TimePoint> read_parking_text(std::string_view delay_reason);

}  // namespace postern
