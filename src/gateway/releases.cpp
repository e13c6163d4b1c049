// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/releases.hpp"

#include <algorithm>

#include "postern/base/guard.hpp"
#include "postern/base/log.hpp"

#include "lookout.hpp"
#include "lost_notifications.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;

/// How long at most a thread sleeps before it looks at the clock again, which may have been set.
constexpr Duration kLongestSleep = 10s;
constexpr Duration kFirstPause = 1s;
constexpr Duration kLongestPause = 30s;

bool is_queue_id(const std::string& text) {
    const auto is_alphanumeric = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), is_alphanumeric);
}

}  // namespace

Releases::Releases(Queue& queue, const Clock& clock, int threads, Pulses* pulses)
    : queue_(queue),
      clock_(clock),
      pulses_(pulses),
      lost_(std::make_unique<Guarded<LostNotifications>>()) {
    for (int i = 0; i < threads; ++i) {
        threads_.emplace_back([this] {
            keep_going("releases", [this] {
                Pulse pulse(pulses_, "releases");
                work(pulse);
            });
        });
    }
}

Releases::~Releases() {
    stop();
}

void Releases::stop() {
    board_.lock()->stopping = true;
    changed_.notify_all();
    to_look_.notify_all();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
}

void Releases::await(const std::string& queue_id, const std::string& agent, TimePoint due) {
    // Anything else postqueue would refuse, as it does everything while Postfix is not there.
    if (!is_queue_id(queue_id)) return;
    board_.lock()->schedule.await(queue_id, agent, due);
    changed_.notify_one();
}

void Releases::await_sender(const std::string& queue_id, const std::string& agent, TimePoint due) {
    if (!is_queue_id(queue_id)) return;
    board_.lock()->schedule.await_sender(queue_id, agent, due);
    changed_.notify_one();
}

void Releases::arrived(const std::string& queue_id, const std::string& agent) {
    auto board = board_.lock();
    const auto look_at = board->schedule.look_at();
    board->schedule.arrived(queue_id, agent, clock_.now());
    changed_.notify_one();
    if (board->schedule.look_at() != look_at) to_look_.notify_one();
}

void Releases::refused(const std::string& queue_id) {
    lost_->lock()->refused(queue_id);
}

bool Releases::may_be_queued(const std::string& queue_id, const std::string& agent) {
    auto board = board_.lock();
    return !board->is_listed || board->schedule.waits(queue_id, agent);
}

void Releases::look(TimePoint by) {
    board_.lock()->schedule.look(by);
    to_look_.notify_one();
}

std::size_t Releases::parked() {
    return board_.lock()->schedule.waiting();
}

void Releases::recover(State& state, Watcher watcher, std::function<void()> round) {
    threads_.emplace_back([this, &state, watcher = std::move(watcher), round = std::move(round)] {
        Lookout(*this, state, watcher, round).run();
    });
}

void Releases::wait(Guarded<Board>::Handle& board, std::condition_variable& on, TimePoint until) {
    const auto span = std::clamp<Duration>(until - clock_.now(), Duration::zero(), kLongestSleep);
    on.wait_for(board.mutex(), span);
}

/// The next queue file to ask for; nothing when it is time to stop.
std::optional<std::string> Releases::next_file(Pulse& pulse) {
    auto board = board_.lock();
    while (!board->stopping) {
        pulse.beat();
        const auto now = clock_.now();
        const bool is_quiet = now < board->quiet_until && board->quiet_until <= now + kLongestPause;
        if (!is_quiet) {
            const auto look_at = board->schedule.look_at();
            auto queue_id = board->schedule.take(now);
            if (board->schedule.look_at() != look_at) to_look_.notify_one();
            if (queue_id) return queue_id;
        }
        auto next = board->schedule.next().value_or(now + kLongestSleep);
        if (is_quiet) next = std::max(next, board->quiet_until);
        wait(board, changed_, next);
    }
    return std::nullopt;
}

void Releases::present(const std::string& queue_id, Pulse& pulse) {
    const auto presented = [&] {
        const Pulse::Outside outside(pulse);
        return queue_.present(queue_id);
    }();
    const auto now = clock_.now();
    auto board = board_.lock();
    if (board->stopping) return;
    if (presented) {
        if (!board->trouble.end()) return;
        board->pause = {};
        board->quiet_until = now;
        board->schedule.hurry(now);
        changed_.notify_all();
        LogLine(Severity::info, "releases-resumed");
        return;
    }
    board->schedule.failed(queue_id, now);
    if (now >= board->quiet_until) {
        board->pause = std::clamp<Duration>(board->pause * 2, kFirstPause, kLongestPause);
        board->quiet_until = now + board->pause;
    }
    if (!board->trouble.tell(now)) return;
    LogLine(Severity::warning, "release-failed")
        .with("queue_id", queue_id)
        .with("error", presented.error().message());
}

bool Releases::work_on(Pulse& pulse) {
    const auto queue_id = next_file(pulse);
    if (queue_id) present(*queue_id, pulse);
    return queue_id.has_value();
}

void Releases::work(Pulse& pulse) {
    for (bool goes_on = true; goes_on;) {
        try {
            goes_on = work_on(pulse);
        } catch (const std::exception& e) {
            LogLine(Severity::error, "defect").with("error", e.what());
            auto board = board_.lock();
            if (!board->stopping) wait(board, changed_, clock_.now() + kFirstPause);
        }
    }
}

}  // namespace postern
