// SPDX-License-Identifier: Apache-2.0
#include "postern/base/process.hpp"

#include <thread>

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

TEST(Process, CountsASignalAsTheShellDoes) {
    const auto result = run_process({"sh", "-c", "kill -9 $$"}, 10s);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->exit_status, 137);
}

}  // namespace
}  // namespace postern
