// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/releases.hpp"

#include <condition_variable>
#include <mutex>

#include "fixture.hpp"

namespace postern::testing {
namespace {

/// Remembers what was asked of it and lets a test wait for that.
class RecordingQueue final : public Queue {
  public:
    Result<void> present(const std::string& queue_id) override {
        const std::lock_guard lock(mutex_);
        presented_.push_back(queue_id);
        changed_.notify_all();
        return {};
    }
    Result<std::vector<Waiting>> waiting() override { return listed; }

    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, 30s, [&] { return presented_.size() >= count; });
        return presented_;
    }

    std::vector<Waiting> listed;

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> presented_;
};

TEST(ParkingText, IsReadBackFromWhatPostfixSays) {
    const auto due = parse_time("2026-11-23T12:02:00.250Z").value();
    const auto reason = "host 127.0.0.1[127.0.0.1] said: 451 4.7.0 " + parking_text(due) +
                        " (in reply to end of DATA command)";
    EXPECT_EQ(read_parking_text(reason), due);
    EXPECT_EQ(read_parking_text("451 4.7.1 Service unavailable - try again later"), std::nullopt);
    EXPECT_EQ(read_parking_text("postern: parked until tomorrow"), std::nullopt);
}

TEST(QueueListing, GivesEveryAgentThatWaitsInTheDraftsDomain) {
    const auto due = parse_time("2026-11-23T12:02:00Z").value();
    const auto reason = "451 4.7.0 " + parking_text(due);
    const auto waiting = read_queue_listing(
        R"({"queue_name":"deferred","queue_id":"Q1","recipients":[)"
        R"({"address":"anna+tag@drafts.example","delay_reason":")" +
            reason +
            R"("},)"
            R"({"address":"ben+tag@Drafts.Example","delay_reason":"451 4.7.1 Service unavailable"}]})"
            "\n"
            R"({"queue_name":"active","queue_id":"Q2","recipients":[{"address":"cora+tag@drafts.example"}]})"
            "\n"
            "no json\n"
            R"({"queue_name":"hold","queue_id":"Q3","recipients":[{"address":"dan+tag@drafts.example"}]})"
            "\n"
            R"({"queue_name":"deferred","queue_id":"Q4","recipients":[{"address":"x@y.example"}]})"
            "\n",
        "drafts.example");
    ASSERT_TRUE(waiting);
    ASSERT_EQ(waiting->size(), 3U);
    EXPECT_EQ((*waiting)[0].due, due);
    EXPECT_EQ((*waiting)[1].queue_id, "Q1");
    EXPECT_EQ((*waiting)[1].agent, "ben");
    EXPECT_EQ((*waiting)[1].due, TimePoint{}) << "not parked: to be presented at once";
    EXPECT_EQ((*waiting)[2].agent, "cora");
}

TEST(Releases, PresentWhatIsDueAtOnce) {
    RecordingQueue queue;
    const SystemClock clock;
    Releases releases(queue, clock, 2);
    releases.await("Q1", "anna", clock.now());
    EXPECT_EQ(queue.wait_for(1).front(), "Q1");
}

TEST(Releases, WakeUpForAnEarlierDeadline) {
    RecordingQueue queue;
    const SystemClock clock;
    Releases releases(queue, clock, 1);
    releases.await("later", "anna", clock.now() + 1h);
    releases.await("now", "anna", clock.now());
    EXPECT_EQ(queue.wait_for(1).front(), "now");
}

TEST(Releases, RecoverFromTheStateAndFromTheQueue) {
    RecordingQueue queue;
    RecordingState state;
    const SystemClock clock;
    Notification n;
    n.queue_id = "Q-state";
    n.agent = "anna";
    n.due = clock.now() - 1h;
    state.parked = {n};
    queue.listed = {{"Q-queue", "ben", clock.now() - 1min}};
    Releases releases(queue, clock, 1);
    releases.recover(state);
    auto presented = queue.wait_for(2);
    std::sort(presented.begin(), presented.end());
    presented.erase(std::unique(presented.begin(), presented.end()), presented.end());
    EXPECT_EQ(presented, (std::vector<std::string>{"Q-queue", "Q-state"}));
}

}  // namespace
}  // namespace postern::testing
