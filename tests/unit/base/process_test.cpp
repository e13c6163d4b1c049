// SPDX-License-Identifier: Apache-2.0
#include "postern/base/process.hpp"

#include <algorithm>
#include <array>
#include <poll.h>
#include <thread>
#include <unistd.h>

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;

TEST(Process, KeepsBothOutputsAndTheStatus) {
    const auto result = run_process({"sh", "-c", "echo out; echo err >&2; exit 3"}, 10s);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->out, "out\n");
    EXPECT_EQ(result->err, "err\n");
    EXPECT_EQ(result->exit_status, 3);
}

TEST(Process, TakesMoreOutputThanAPipeHolds) {
    const auto result = run_process({"sh", "-c", "head -c 300000 /dev/zero"}, 10s);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->out.size(), 300000U);
}

TEST(Process, SaysWhatCouldNotBeStarted) {
    const auto result = run_process({"/no/such/program"}, 10s);
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().what.find("/no/such/program"), std::string::npos);
}

TEST(Process, IsKilledAfterItsLimit) {
    const auto result = run_process({"sleep", "600"}, 50ms);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::unavailable);
}

TEST(Process, IsKilledWhereItIsToEnd) {
    std::stop_source ending;
    const std::jthread somebody_else([&] { ending.request_stop(); });
    const auto result = run_process({"sleep", "600"}, 10min, ending.get_token());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().what, "sleep: killed as it is to end");
}

/// Nothing of it goes on: whoever holds the other end of its standard output has ended.
TEST(Process, IsKilledTogetherWithWhatItStarted) {
    std::array<int, 2> held{};
    ASSERT_EQ(::pipe(held.data()), 0);
    const auto result = run_process(
        {"sh", "-c", "sleep 600 & echo started; wait"},
        [](std::string_view) -> Result<void> {
            return Error{ErrorCode::unavailable, "that is enough"};
        },
        1min);
    ::close(held[1]);
    ASSERT_FALSE(result);
    pollfd closed{held[0], POLLIN, 0};
    EXPECT_EQ(::poll(&closed, 1, 10'000), 1) << "the sleeper had inherited the writing end";
    ::close(held[0]);
}

TEST(Process, IsKilledWhereItWritesMoreThanItMay) {
    const auto result = run_process({"yes"}, 1min, {}, 100'000);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::unavailable);
    EXPECT_EQ(result.error().what, "yes: killed as it wrote more than 100000 bytes");
    const auto loud = run_process({"sh", "-c", "exec yes >&2"}, 1min, {}, 100'000);
    ASSERT_FALSE(loud);
    EXPECT_EQ(loud.error().what, "sh: killed as it wrote more than 100000 bytes");
}

TEST(Process, HandsOnWhatItWritesPieceByPiece) {
    std::size_t size = 0;
    std::size_t longest = 0;
    const auto result = run_process(
        {"sh", "-c", "head -c 300000 /dev/zero"},
        [&](std::string_view piece) {
            size += piece.size();
            longest = std::max(longest, piece.size());
            return Result<void>{};
        },
        10s);
    ASSERT_TRUE(result);
    EXPECT_EQ(size, 300000U);
    EXPECT_LT(longest, 300000U);
    EXPECT_EQ(result->out, "");
}

TEST(Process, EndsWhereItsReaderHasHadEnough) {
    const auto result = run_process(
        {"yes"},
        [](std::string_view) -> Result<void> {
            return Error{ErrorCode::unavailable, "nobody wants to know"};
        },
        1min);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().what, "yes: nobody wants to know");
}

TEST(Process, CountsASignalAsTheShellDoes) {
    const auto result = run_process({"sh", "-c", "kill -9 $$"}, 10s);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->exit_status, 137);
}

}  // namespace
}  // namespace postern
