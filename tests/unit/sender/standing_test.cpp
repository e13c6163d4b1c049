// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/standing.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

const TimePoint kStart{days{20'000}};
const ReputationSettings kTerms{};

SenderStrike strike(TimePoint sent, TimePoint at) {
    SenderStrike strike{"mail.shop.example", "google", "550 5.7.1 blocked", "n1", sent, at};
    strike.account = "shop";
    return strike;
}

/// A refusal, right after its notification left, of the only one there was.
std::optional<SenderStanding> refused(const std::optional<SenderStanding>& standing, TimePoint at) {
    return after_refusal(standing, strike(at - 1s, at), {1, 1}, kTerms);
}

SenderStanding suspended_at(TimePoint at) {
    return refused(std::nullopt, at).value();
}

/// What probing came to: a notification every minute from `at` on, for so long.
SenderStanding probed(SenderStanding standing, TimePoint at, Duration span, int* left = nullptr) {
    for (const auto end = at + span; at < end; at += 1min) {
        if (admission(standing, at, kTerms) == Admission::closed) continue;
        if (left != nullptr) ++*left;
        if (auto next = after_departure(standing, at, kTerms)) standing = *next;
    }
    return standing;
}

TEST(SenderSuspension, FollowsARefusalOfTheOnlyNotification) {
    const auto standing = suspended_at(kStart);
    EXPECT_EQ(standing.cause, SenderCause::refused);
    EXPECT_EQ(standing.evidence, "550 5.7.1 blocked");
    EXPECT_EQ(standing.until, kStart + 2h);
    EXPECT_EQ(admission(standing, kStart + 2h - 1ms, kTerms), Admission::closed);
    EXPECT_EQ(reopens(standing, kStart, kTerms), kStart + 2h);
}

TEST(SenderSuspension, TakesAShareOfTheNotificationsWhereManyAreSent) {
    const auto one = strike(kStart, kStart);
    EXPECT_FALSE(after_refusal(std::nullopt, one, {1000, 49}, kTerms));
    EXPECT_TRUE(after_refusal(std::nullopt, one, {1000, 50}, kTerms));
}

TEST(SenderSuspension, OfAHundredRefusedTogetherIsOne) {
    const auto standing = suspended_at(kStart);
    EXPECT_FALSE(after_refusal(standing, strike(kStart - 1s, kStart + 1s), {100, 100}, kTerms));
    // Nor does one count that left before and comes back when the domain is probed.
    EXPECT_FALSE(after_refusal(standing, strike(kStart - 1s, kStart + 3h), {100, 100}, kTerms));
}

TEST(SenderSuspension, GrowsToThreeDays) {
    auto standing = suspended_at(kStart);
    std::vector<Duration> spans;
    for (int i = 0; i < 9; ++i) {
        spans.push_back(*standing.until - standing.since);
        standing = refused(standing, *standing.until + 1min).value();
    }
    const std::vector<Duration> expected{2h, 4h, 8h, 16h, 32h, 64h, days{3}, days{3}, days{3}};
    EXPECT_EQ(spans, expected);
}

TEST(SenderSuspension, IsAFirstOneAgainAfterAWhile) {
    auto standing = suspended_at(kStart);
    standing = probed(standing, *standing.until, 24h);
    ASSERT_TRUE(standing.recovered);
    EXPECT_EQ(refused(standing, *standing.recovered + days{7} - 1s)->step, 2);
    EXPECT_EQ(refused(standing, *standing.recovered + days{7})->step, 1);
}

TEST(SenderProbing, BeginsWithOneNotificationAndWaits) {
    auto standing = suspended_at(kStart);
    const auto over = *standing.until;
    EXPECT_EQ(admission(standing, over, kTerms), Admission::probe);
    standing = after_departure(standing, over, kTerms).value();
    EXPECT_EQ(admission(standing, over + 15min - 1ms, kTerms), Admission::closed);
    EXPECT_EQ(reopens(standing, over + 1min, kTerms), over + 15min);
    EXPECT_EQ(admission(standing, over + 15min, kTerms), Admission::probe);
}

TEST(SenderProbing, DoublesFromRoundToRound) {
    auto standing = suspended_at(kStart);
    int left = 0;
    // Four whole rounds of a quarter of an hour, with a notification every minute.
    standing = probed(standing, *standing.until, 60min, &left);
    EXPECT_EQ(left, 1 + 2 + 4 + 8);
    EXPECT_EQ(standing.round, 4);
    EXPECT_FALSE(standing.recovered);
}

TEST(SenderProbing, EndsInFullUse) {
    auto standing = suspended_at(kStart);
    standing = probed(standing, *standing.until, 80min);
    EXPECT_EQ(standing.recovered, *standing.until + 75min);
    EXPECT_EQ(admission(standing, *standing.recovered, kTerms), Admission::open);
}

TEST(SenderProbing, RefusedSuspendsForLonger) {
    auto standing = suspended_at(kStart);
    const auto over = *standing.until;
    standing = after_departure(standing, over, kTerms).value();
    // However many others were taken in these two hours.
    const auto again = after_refusal(standing, strike(over, over + 1s), {1000, 1}, kTerms);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->step, 2);
    EXPECT_EQ(again->until, over + 1s + 4h);
    EXPECT_EQ(again->round, 0);
}

TEST(SenderProbing, OfEverybodysIsNobodysTurn) {
    auto standing = suspended_at(kStart);
    standing.account.clear();
    EXPECT_EQ(admission(standing, kStart + 2h - 1ms, kTerms), Admission::closed);
    int left = 0;
    standing = probed(standing, kStart + 2h, 75min, &left);
    EXPECT_EQ(left, 75) << "whoever sends takes nobody's place";
    EXPECT_EQ(stage_of(standing, kStart + 2h + 75min, kTerms), SenderStage::recovered);
}

TEST(SenderByOperator, HoldsUntilResumed) {
    SenderStanding standing = suspended_at(kStart);
    standing.cause = SenderCause::by_operator;
    standing.until.reset();
    EXPECT_EQ(admission(standing, kStart + days{1000}, kTerms), Admission::closed);
    EXPECT_FALSE(reopens(standing, kStart, kTerms));
    EXPECT_FALSE(refused(standing, kStart + days{1}));
    EXPECT_EQ(stage_of(standing, kStart + days{1000}, kTerms), SenderStage::suspended);
    standing = resumed(standing, kStart + days{1});
    EXPECT_EQ(admission(standing, kStart + days{1}, kTerms), Admission::open);
}

TEST(SenderResumed, IsNotSuspendedForWhatTheOperatorKnew) {
    const auto standing = resumed(suspended_at(kStart), kStart + 1h);
    EXPECT_FALSE(after_refusal(standing, strike(kStart - 1s, kStart + 90min), {100, 100}, kTerms));
    EXPECT_TRUE(refused(standing, kStart + 2h));
}

TEST(SenderStandings, AreForgottenAWhileAfterTheirEnd) {
    const auto standing = suspended_at(kStart);
    EXPECT_EQ(stage_of(standing, *standing.until + days{7} - 1ms, kTerms), SenderStage::due);
    EXPECT_EQ(stage_of(standing, *standing.until + days{7}, kTerms), SenderStage::forgotten);
    EXPECT_EQ(admission(standing, *standing.until + days{7}, kTerms), Admission::open);
}

}  // namespace
}  // namespace postern
