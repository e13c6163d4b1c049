// SPDX-License-Identifier: Apache-2.0
#include "postern/base/pulse.hpp"

#include <memory>
#include <thread>

#include <gtest/gtest.h>

namespace postern {

namespace {

using namespace std::chrono_literals;

constexpr Duration kTooLong = kLongestRound + 1ms;

TEST(ALoopThatComesRound, HasNotHalted) {
    EXPECT_FALSE(halted({}));
    EXPECT_FALSE(halted({Sign{"releases", 0ms}, Sign{"lookout", kLongestRound}}));
}

TEST(ALoopThatIsSilentForTooLong, HasHalted) {
    const auto found = halted({Sign{"releases", 0ms}, Sign{"state writer", kTooLong}});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->thread, "state writer");
}

TEST(ALoopThatWaitsForTheWorld, HasNotHaltedHoweverLongThatTakes) {
    EXPECT_FALSE(halted({Sign{"state writer", 24h, true, 5ms}}));
}

TEST(ALoopThatWaitsForTheWorld, HasHaltedWhereItWorksInsteadOfWaiting) {
    EXPECT_TRUE(halted({Sign{"state writer", kTooLong, true, 50s}}));
    EXPECT_FALSE(halted({Sign{"state writer", kLongestRound, true, 50s}}))
        << "a round is long only where it is long by the clock";
}

TEST(Pulses, HaveThoseOfTheLoopsThatRun) {
    Pulses pulses;
    auto first = std::make_unique<Pulse>(&pulses, "first");
    const Pulse second(&pulses, "second");
    ASSERT_EQ(pulses.signs().size(), 2U);
    EXPECT_EQ(pulses.signs().front().thread, "first");
    first.reset();
    ASSERT_EQ(pulses.signs().size(), 1U);
    EXPECT_EQ(pulses.signs().front().thread, "second");
}

TEST(Pulses, AreNotNeededByALoopThatNobodyWatches) {
    Pulse pulse(nullptr, "unwatched");
    pulse.beat();
}

TEST(Pulse, SaysWhileItIsOutside) {
    Pulses pulses;
    Pulse pulse(&pulses, "loop");
    EXPECT_FALSE(pulses.signs().front().is_outside);
    {
        const Pulse::Outside outside(pulse);
        EXPECT_TRUE(pulses.signs().front().is_outside);
    }
    EXPECT_FALSE(pulses.signs().front().is_outside);
}

TEST(Pulse, CountsTheProcessorTimeThatItsThreadUsesOutside) {
    Pulses pulses;
    Pulse pulse(&pulses, "loop");
    const Pulse::Outside outside(pulse);
    volatile unsigned work = 0;
    while (pulses.signs().front().worked < 20ms) work = work + 1;
    EXPECT_GT(work, 0U);
}

}  // namespace

}  // namespace postern
