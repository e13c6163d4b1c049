// SPDX-License-Identifier: Apache-2.0
//
// Releases: a few threads that watch the schedule and ask Postfix, by `postqueue -i`, to present
// what is due. No privilege is needed beyond what Postfix gives every user (or, where setgid
// programs gain nothing, the group postdrop).
//
// Nothing here is remembered across a restart: recover() fills the schedule again from the state
// and from Postfix's own queue, which is the truth about what is parked.
#pragma once

#include <condition_variable>
#include <memory>
#include <stop_token>
#include <thread>
#include <vector>

#include "postern/base/clock.hpp"
#include "postern/base/guarded.hpp"
#include "postern/base/process.hpp"
#include "postern/gateway/gateway.hpp"
#include "postern/gateway/release_schedule.hpp"

namespace postern {

/// What is asked of Postfix.
class Queue {
  public:
    Queue() = default;
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;
    virtual ~Queue() = default;

    /// Has a deferred queue file presented again now.
    virtual Result<void> present(const std::string& queue_id) = 0;

    struct Waiting {
        std::string queue_id;
        std::string agent;
        TimePoint due;  ///< As the parking reply names it; the epoch where another reason is given.
    };
    /// Recipients in the drafts domain that are still queued: parked, or not got through to OUT.
    virtual Result<std::vector<Waiting>> waiting() = 0;
};

/// Postfix's, through postqueue(1).
class PostfixQueue final : public Queue {
  public:
    PostfixQueue(PostfixSettings settings, std::string drafts_domain)
        : settings_(std::move(settings)), drafts_domain_(std::move(drafts_domain)) {}
    Result<void> present(const std::string& queue_id) override;
    Result<std::vector<Waiting>> waiting() override;

    /// What is being asked is given up, and nothing is asked any more: listing a long queue on a
    /// busy disk takes longer than whoever stops a daemon wants to wait.
    void stop() { stop_.request_stop(); }

  private:
    [[nodiscard]] Result<ProcessResult> run(std::vector<std::string> arguments) const;

    std::stop_source stop_;
    PostfixSettings settings_;
    std::string drafts_domain_;
};

/// "… until 2026-11-23T12:02:00Z": the words of the parking reply, and how to read them back.
std::string parking_text(TimePoint due);
std::optional<TimePoint> read_parking_text(std::string_view delay_reason);

/// The recipients in `postqueue -j` that are ours.
Result<std::vector<Queue::Waiting>> read_queue_listing(std::string_view json_lines,
                                                       std::string_view drafts_domain);

class Releases final : public ReleaseBook {
  public:
    Releases(Queue& queue, const Clock& clock, int threads);
    ~Releases() override;

    void await(const std::string& queue_id, const std::string& agent, TimePoint due) override;
    void arrived(const std::string& queue_id, const std::string& agent) override;

    /// What was parked before this process began.
    void recover(State& state);

  private:
    struct Board {
        ReleaseSchedule schedule;
        bool stopping = false;
    };

    void work();

    Queue& queue_;
    const Clock& clock_;
    Guarded<Board> board_;
    std::condition_variable changed_;
    std::vector<std::thread> threads_;
};

}  // namespace postern
