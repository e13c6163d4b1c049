// SPDX-License-Identifier: Apache-2.0
//
// Which jobs are written together. How long is waited for company is set to what no test lasts, or
// to nothing, so that nothing depends on the machine.
#include "write_queue.hpp"

#include <thread>

#include <gtest/gtest.h>

namespace postern {

namespace {

constexpr std::chrono::hours kForever{1};

void post(WriteQueue& queue, int count) {
    for (int i = 0; i < count; ++i) queue.post(std::make_unique<WriteJob>());
}

std::size_t taken(WriteQueue& queue) {
    return queue.take(std::chrono::milliseconds{0})->size();
}

TEST(WriteQueue, WaitsForAsManyAsWroteTogetherBefore) {
    WriteQueue queue(kForever);
    post(queue, 3);
    EXPECT_EQ(taken(queue), 3U);
    post(queue, 1);
    std::thread others([&] { post(queue, 2); });
    EXPECT_EQ(taken(queue), 3U);
    others.join();
}

TEST(WriteQueue, WaitsForNobodyWhoNoLongerComes) {
    WriteQueue queue(std::chrono::microseconds{0});
    post(queue, 3);
    EXPECT_EQ(taken(queue), 3U);
    post(queue, 1);
    EXPECT_EQ(taken(queue), 1U);
}

TEST(WriteQueue, LetsAloneWhoWritesAlone) {
    WriteQueue queue(kForever);
    for (int i = 0; i < 3; ++i) {
        post(queue, 1);
        EXPECT_EQ(taken(queue), 1U);
    }
}

TEST(WriteQueue, TakesWhatIsThereWhereItIsClosed) {
    WriteQueue queue(kForever);
    post(queue, 2);
    EXPECT_EQ(taken(queue), 2U);
    post(queue, 1);
    std::thread closing([&] { queue.close(); });
    EXPECT_EQ(taken(queue), 1U);
    closing.join();
    EXPECT_FALSE(queue.take(std::chrono::milliseconds{0}));
}

TEST(WriteQueue, HasNothingAfterItsPatience) {
    WriteQueue queue(kForever);
    EXPECT_EQ(taken(queue), 0U);
}

/// A waiter's place is used again by the next: nobody may be woken by what was another's.
TEST(WriteQueue, WakesEachWaiterWithItsOwnOutcome) {
    WriteQueue queue;
    std::thread writer([&] {
        while (const auto batch = queue.take(kForever)) {
            for (const auto& entry : *batch) {
                entry.job->fail(std::make_shared<const Error>(
                    Error{ErrorCode::unavailable, std::to_string(std::uintptr_t(entry.job))}));
            }
            queue.finish(*batch);
        }
    });
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 500; ++k) {
                WriteJob job;
                const auto told = queue.wait_for(job);
                ASSERT_FALSE(told);
                EXPECT_EQ(told.error().message(), std::to_string(std::uintptr_t(&job)));
            }
        });
    }
    for (auto& thread : threads) thread.join();
    queue.close();
    writer.join();
}

}  // namespace

}  // namespace postern
