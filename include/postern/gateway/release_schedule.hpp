// SPDX-License-Identifier: Apache-2.0
//
// When Postfix is to be asked to present which queue file again, and when its queue is to be looked
// at. Plain data with a clock handed in; releases.hpp puts threads around it.
// docs/decisions/0015-releases-until-taken.md says why it is as it is.
//
// A queue file (one draft at hop 1) holds one recipient per agent. Each of them
//   waits        for its deadline, and after that for getting through to OUT;
//   is handed on when OUT has decided it. That Postfix has taken it is not seen from here: a later
//                milter, or cleanup, may answer 451 behind us;
//   is gone      when a listing of the queue, taken later, does not show it any more.
// One request presents all of a file. It is repeated, with growing pauses and without an end, while
// anything in the file waits for longer than its deadline. Once one gets through that was asked for
// in vain before, the way is open, and all the others are asked for at once.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "postern/base/time.hpp"
#include "postern/gateway/queue_listing.hpp"

namespace postern {

class ReleaseSchedule {
  public:
    static constexpr Duration kFirstPause = std::chrono::seconds{1};
    static constexpr int kDoublings = 6;  ///< 1, 2, 4 … 64 s; from then on:
    static constexpr Duration kLongestPause = std::chrono::minutes{5};

    void await(const std::string& queue_id, const std::string& agent, TimePoint due);
    /// The same for one that waits for a sender domain.
    void await_sender(const std::string& queue_id, const std::string& agent, TimePoint due);
    /// Whether any waits for one.
    [[nodiscard]] bool awaits_sender() const;
    /// A sender domain is used again: all that wait for one are due now.
    void sender_returned(TimePoint now);
    void arrived(const std::string& queue_id, const std::string& agent, TimePoint now);

    /// A queue file to ask for now, or nothing. It is put down for a repeat at once.
    std::optional<std::string> take(TimePoint now);
    /// Postfix could not be asked for it: that does not count.
    void failed(const std::string& queue_id, TimePoint now);
    /// When take() will next have something.
    [[nodiscard]] std::optional<TimePoint> next() const;

    /// When the queue is to be listed, if anything depends on it.
    [[nodiscard]] std::optional<TimePoint> look_at() const { return look_at_; }
    void look(TimePoint by);
    /// What the queue held at some time after `began`. Returns whether anything was lost that
    /// waited: it is overdue and two listings did not show it. It is off the schedule then.
    bool listed(const QueueListing& queue, TimePoint began);
    /// The queue cannot be listed: what was handed on before `then` is taken for gone.
    void forget_handed_on(TimePoint then);

    /// The way is open again: all that were asked for in vain are asked for now.
    void hurry(TimePoint now);

    struct Overdue {
        std::size_t count = 0;
        std::string queue_id{};  ///< Of the oldest.
        TimePoint since{};
    };
    /// Notifications that were asked for and have not got through, `span` after their deadline.
    [[nodiscard]] Overdue overdue(TimePoint now, Duration span) const;

    /// Whether it is in the queue, as far as is known from here, and was not handed on since.
    [[nodiscard]] bool waits(const std::string& queue_id, const std::string& agent) const;

    /// Recipients that wait.
    [[nodiscard]] std::size_t waiting() const;
    /// Queue files in which anything waits.
    [[nodiscard]] std::size_t size() const { return order_.size(); }

  private:
    struct Recipient {
        TimePoint due;
        std::optional<TimePoint> handed_on{};
        bool came_back = false;  ///< Postfix had not taken it.
        int missed = 0;          ///< Listings in a row that did not show it.
        bool for_sender = false;
    };
    static bool waits_for_sender(const Recipient& recipient) {
        return recipient.for_sender && !recipient.handed_on;
    }
    struct File {
        std::map<std::string, Recipient> agents;
        TimePoint ask_at{};
        int tries = 0;
        int hurried = 0;
        bool is_down = false;  ///< In order_.
    };
    using Files = std::map<std::string, File>;
    using Shown = std::map<std::pair<std::string, std::string>, const Waiting*>;
    enum class Step { stays, came_back, goes, is_lost, got_through };
    /// What a listing tells of all files together.
    struct Found {
        bool is_open = false;
        bool is_lost = false;
    };

    void put_down(const std::string& queue_id, File& file, TimePoint at);
    void take_up(const std::string& queue_id, File& file);
    void plan(const std::string& queue_id, File& file, TimePoint now);
    [[nodiscard]] static std::optional<TimePoint> turn_of(const File& file, TimePoint now);
    void compare(const std::string& queue_id, File& file, const Shown& shown, TimePoint began,
                 Found& found);
    [[nodiscard]] bool is_scout(const File& file) const;
    [[nodiscard]] std::optional<TimePoint> next_scout() const;
    std::string ask(const std::string& queue_id, TimePoint now);
    static Step step(const Waiting* shown, const File& file, Recipient& recipient, TimePoint began);
    void add_unknown(const std::vector<Waiting>& queue, TimePoint began);

    Files files_;
    std::set<std::pair<TimePoint, std::string>> order_;
    std::set<std::pair<TimePoint, std::string>> scouts_;  ///< Those of order_ asked for in vain.
    std::optional<TimePoint> look_at_;
    std::optional<TimePoint> blocked_since_;
    TimePoint last_asked_{};
    TimePoint last_hurry_{};
};

}  // namespace postern
