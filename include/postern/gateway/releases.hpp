// SPDX-License-Identifier: Apache-2.0
//
// Releases: a few threads that watch the schedule and ask Postfix to present what is due, and one
// more that lists the queue when the schedule has to know what is in it.
//
// Nothing here is remembered across a restart: recover() fills the schedule again from the state
// and from Postfix's own queue, which is the truth about what is parked. What fails is tried again
// until it succeeds: while Postfix does not answer all requests pause, and go on at once when it
// does.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "postern/base/clock.hpp"
#include "postern/base/guarded.hpp"
#include "postern/base/pulse.hpp"
#include "postern/base/spell.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/gateway/postfix_queue.hpp"
#include "postern/gateway/release_schedule.hpp"

namespace postern {

class LostNotifications;
class Lookout;

class Releases final : public ReleaseBook {
  public:
    /// With `pulses` its threads are watched.
    Releases(Queue& queue, const Clock& clock, int threads, Pulses* pulses = nullptr);
    ~Releases() override;

    void await(const std::string& queue_id, const std::string& agent, TimePoint due) override;
    void await_sender(const std::string& queue_id, const std::string& agent,
                      TimePoint due) override;
    void arrived(const std::string& queue_id, const std::string& agent) override;
    void refused(const std::string& queue_id) override;
    bool may_be_queued(const std::string& queue_id, const std::string& agent) override;
    void look(TimePoint by) override;

    /// Notifications that wait in Postfix's queue, as far as is known.
    [[nodiscard]] std::size_t parked();

    /// Called with each listing of the queue, and when it began.
    using Watcher = std::function<void(const QueueListing&, TimePoint)>;

    /// Finds what was parked before this process began, and what is lost from now on. Called once;
    /// the work is done in a thread of its own, and `state` outlives this. That thread calls
    /// `round`, too, every ten seconds.
    void recover(State& state, Watcher watcher = {}, std::function<void()> round = {});

    /// Returns when nothing is done any more; what is being asked of the queue is waited for.
    void stop();

  private:
    friend class Lookout;
    struct Board {
        ReleaseSchedule schedule;
        bool stopping = false;
        Spell trouble;  ///< Postfix does not answer: nothing is asked in the pause.
        Duration pause{};
        TimePoint quiet_until{};
        bool is_listed = false;  ///< The last listing succeeded.
    };

    void work(Pulse& pulse);
    bool work_on(Pulse& pulse);
    std::optional<std::string> next_file(Pulse& pulse);
    void present(const std::string& queue_id, Pulse& pulse);
    void wait(Guarded<Board>::Handle& board, std::condition_variable& on, TimePoint until);

    Queue& queue_;
    const Clock& clock_;
    Pulses* const pulses_;
    Guarded<Board> board_;
    std::condition_variable changed_;
    std::condition_variable to_look_;
    std::unique_ptr<Guarded<LostNotifications>> lost_;
    std::vector<std::thread> threads_;
};

}  // namespace postern
