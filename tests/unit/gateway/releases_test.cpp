// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/releases.hpp"

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>

#include "fixture.hpp"

namespace postern::testing {
namespace {

/// Remembers what was asked of it, answers as it is told to, and lets a test wait for that.
class RecordingQueue final : public Queue {
  public:
    Result<void> present(const std::string& queue_id) override {
        const std::lock_guard lock(mutex_);
        presented_.push_back(queue_id);
        changed_.notify_all();
        if (refusals_ == 0) return {};
        --refusals_;
        return Error{ErrorCode::unavailable, "mail system is down"};
    }
    Result<QueueListing> list() override {
        const std::lock_guard lock(mutex_);
        ++listings_;
        changed_.notify_all();
        if (defects_ > 0 && defects_-- > 0) throw std::runtime_error("a defect");
        if (unreadable_ == 0) return listing_;
        --unreadable_;
        return Error{ErrorCode::unavailable, "mail system is down"};
    }

    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 30s, [&] { return presented_.size() >= count; });
        return presented_;
    }
    /// Of each once.
    std::vector<std::string> wait_for_all(const std::vector<std::string>& wanted) {
        std::unique_lock lock(mutex_);
        const auto are_there = [&] {
            return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& id) {
                return std::count(presented_.begin(), presented_.end(), id) > 0;
            });
        };
        EXPECT_TRUE(changed_.wait_for(lock, 30s, are_there));
        return presented_;
    }
    int wait_for_listings(int count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 30s, [&] { return listings_ >= count; });
        return listings_;
    }

    void shows(std::vector<Waiting> waiting) { listing_.waiting = std::move(waiting); }
    void refuses(int requests) { refusals_ = requests; }
    void is_unreadable(int times) { unreadable_ = times; }
    void has_defects(int times) { defects_ = times; }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> presented_;
    QueueListing listing_;
    int refusals_ = 0, unreadable_ = 0, defects_ = 0, listings_ = 0;
};

Notification waiting_row(const std::string& queue_id, const std::string& agent, TimePoint due) {
    Notification n;
    n.id = agent;
    n.queue_id = queue_id;
    n.agent = agent;
    n.fate = Fate::parked;
    n.due = due;
    return n;
}

struct ReleasesTest : ::testing::Test {
    RecordingQueue queue;
    RecordingState state;
    const SystemClock clock;
};

TEST_F(ReleasesTest, PresentWhatIsDueAtOnce) {
    Releases releases(queue, clock, 2);
    releases.await("Q1", "anna", clock.now());
    EXPECT_EQ(queue.wait_for(1).front(), "Q1");
}

TEST_F(ReleasesTest, WakeUpForAnEarlierDeadline) {
    Releases releases(queue, clock, 1);
    releases.await("Qlater", "anna", clock.now() + 1h);
    releases.await("Qnow", "anna", clock.now());
    EXPECT_EQ(queue.wait_for(1).front(), "Qnow");
}

TEST_F(ReleasesTest, AskForNothingThatIsNoQueueId) {
    Releases releases(queue, clock, 1);
    releases.await("", "anna", clock.now() - 1h);
    releases.await("-q", "anna", clock.now() - 1h);
    releases.await("Q1", "anna", clock.now());
    EXPECT_EQ(queue.wait_for(1), std::vector<std::string>{"Q1"});
}

TEST_F(ReleasesTest, GoOnWhenPostfixAnswersAgain) {
    queue.refuses(2);
    Releases releases(queue, clock, 1);
    releases.await("Q1", "anna", clock.now());
    releases.await("Q2", "ben", clock.now());
    releases.await("Q3", "cora", clock.now());
    queue.wait_for_all({"Q1", "Q2", "Q3"});
}

TEST_F(ReleasesTest, RecoverFromTheStateAndFromTheQueue) {
    state.parked = {waiting_row("Qstate", "anna", clock.now() - 1h)};
    queue.shows({{"Qqueue", "ben", clock.now() - 1min}});
    Releases releases(queue, clock, 1);
    releases.recover(state);
    queue.wait_for_all({"Qqueue", "Qstate"});
}

TEST_F(ReleasesTest, RepeatTheRecoveryUntilTheQueueWasRead) {
    queue.is_unreadable(2);
    queue.shows({{"Qqueue", "ben", clock.now() - 1min}});
    Releases releases(queue, clock, 1);
    releases.recover(state);
    queue.wait_for_all({"Qqueue"});
}

TEST_F(ReleasesTest, SurviveADefect) {
    queue.has_defects(1);
    queue.shows({{"Qqueue", "ben", clock.now() - 1min}});
    Releases releases(queue, clock, 1);
    releases.recover(state);
    queue.wait_for_all({"Qqueue"});
}

TEST_F(ReleasesTest, ShowTheListingToThoseWhoWatch) {
    queue.shows({{"Qqueue", "ben", clock.now() + 1h}});
    std::promise<std::size_t> seen;
    Releases releases(queue, clock, 1);
    releases.recover(state, [&, told = false](const QueueListing& listing, TimePoint) mutable {
        if (!std::exchange(told, true)) seen.set_value(listing.waiting.size());
    });
    EXPECT_EQ(seen.get_future().get(), 1U);
}

TEST_F(ReleasesTest, GiveUpWhatTheQueueDoesNotHave) {
    state.parked = {waiting_row("Qgone", "anna", clock.now() - 1h),
                    waiting_row("Qthere", "ben", clock.now() - 1h)};
    queue.shows({{"Qthere", "ben"}});
    Releases releases(queue, clock, 1);
    releases.recover(state);
    const auto given_up = state.wait_for_given_up();
    ASSERT_EQ(given_up.size(), 1U);
    EXPECT_EQ(given_up[0].id, "anna");
    EXPECT_EQ(given_up[0].queue_id, "Qgone");
}

/// Answers with what the test has put there, and tells when it was asked.
struct ChangingState final : RecordingState {
    Result<std::vector<SenderChange>> sender_changes(const SenderFilter&) override {
        const std::lock_guard lock(mutex);
        ++asked;
        was_asked.notify_all();
        return changes;
    }
    void wait_until_asked() {
        std::unique_lock lock(mutex);
        EXPECT_TRUE(was_asked.wait_for(lock, 30s, [&] { return asked > 0; }));
    }
    void change(const std::string& what, TimePoint at) {
        const std::lock_guard lock(mutex);
        changes.insert(changes.begin(), {"mail.example", "google", what, "refused", "", "", at});
    }

    std::mutex mutex;
    std::condition_variable was_asked;
    std::vector<SenderChange> changes;
    int asked = 0;
};

TEST(SenderReturned, IsNoticedByWhatWaitsForIt) {
    RecordingQueue queue;
    FakeClock clock;
    ChangingState state;
    state.change("suspended", clock.now());
    Releases releases(queue, clock, 1);
    releases.await_sender("Qwaits", "anna", clock.now() + 15min);
    releases.recover(state);
    state.wait_until_asked();
    state.change("resumed", clock.now());
    clock.advance(11s);
    releases.look(clock.now());
    EXPECT_EQ(queue.wait_for(1), std::vector<std::string>{"Qwaits"});
}

TEST_F(ReleasesTest, TellWhatOfTheBouncesWasNotUnderstood) {
    const auto at = clock.now();
    state.unknown = {{"5.9.9", "plugh <anna@shop.example>", "anna@shop.example", at},
                     {"5.9.9", "plugh <ben@shop.example>", "ben@shop.example", at}};
    ::testing::internal::CaptureStderr();
    {
        Releases releases(queue, clock, 1);
        releases.recover(state);
        state.asked.get_future().get();
    }
    const auto log = ::testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("event=bounces-not-understood bounces=2 kinds=1 status=5.9.9 "
                       "words=\"plugh <address>\""),
              std::string::npos)
        << log;
}

}  // namespace
}  // namespace postern::testing
