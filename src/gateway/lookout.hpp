// SPDX-License-Identifier: Apache-2.0
//
// The thread of Releases that lists Postfix's queue: for recovery at the start, which is repeated
// until the state and the queue both were read, and after that whenever the schedule has to know
// what is still there. What is on the way too long, what is lost, and once a day what of the
// bounces was not understood, is told of in the log. While anything waits for a sender domain, it
// looks whether one is used again.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "postern/base/spell.hpp"
#include "postern/gateway/releases.hpp"

#include "lost_notifications.hpp"

namespace postern {

class Lookout {
  public:
    /// `round` is called as Releases::recover() has it.
    Lookout(Releases& releases, State& state, Releases::Watcher watcher,
            std::function<void()> round)
        : releases_(releases),
          state_(state),
          watcher_(std::move(watcher)),
          round_(std::move(round)),
          pulse_(releases.pulses_, "lookout") {}

    /// Until the releases are told to stop. Never throws.
    void run();

  private:
    /// What takes its time there, and may wait for the disk, the writer, or Postfix.
    template <typename Question>
    auto outside(Question question) {
        const Pulse::Outside is_outside(pulse_);
        return question();
    }
    [[nodiscard]] TimePoint next_turn(std::optional<TimePoint> look) const;
    void turn();
    void read_rows();
    void list();
    void note_unreadable(TimePoint now);
    /// Whether anything was lost.
    bool note_listed(const QueueListing& listing, TimePoint began);
    void tell_of_unread(const QueueListing& listing);
    void take_note(const QueueListing& listing, TimePoint began);
    void give_up(const QueueListing& listing, TimePoint began);
    void record(std::vector<GivenUp> lost);
    void tell_overdue();
    void notice_senders();
    void go_round();
    void tell_not_understood();

    Releases& releases_;
    State& state_;
    Releases::Watcher watcher_;
    std::function<void()> round_;
    Pulse pulse_;
    bool knows_rows_ = false;
    bool knows_queue_ = false;
    Duration pause_{};        ///< Between attempts at what fails.
    TimePoint not_before_{};  ///< Listing a long queue costs: the next one waits in proportion.
    TimePoint last_comparison_{};  ///< Of the state with the queue.
    TimePoint last_turn_{};
    TimePoint next_count_{};   ///< Of what is overdue: that is a walk through the schedule.
    TimePoint next_report_{};  ///< Of what was not understood.
    bool knows_senders_ = false;
    std::optional<SenderChange> last_change_;  ///< The newest that was seen.
    std::set<std::string> unread_;             ///< Queue files that were told of.
    Spell unreadable_, unavailable_, overdue_;
};

}  // namespace postern
