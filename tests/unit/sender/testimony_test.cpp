// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/testimony.hpp"

#include <random>

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;

const TimePoint kStart{std::chrono::days{20'000}};
const ReputationSettings kTerms{};
constexpr int kTries = 500;

using Witnesses = std::vector<Witness>;
using Random = std::mt19937;

SenderStrike strike(TimePoint sent = kStart, TimePoint at = kStart) {
    return {"mail.shop.example", "google", "550 5.7.1 blocked", "n1", sent, at};
}

/// So many accounts, each with a mailbox of its own.
Witnesses accounts(int count) {
    Witnesses all;
    for (int i = 0; i < count; ++i) {
        all.push_back({"a" + std::to_string(i), "m" + std::to_string(i)});
    }
    return all;
}

/// So many mailboxes of one account.
Witnesses one_account(int mailboxes, const std::string& account = "evil") {
    Witnesses all;
    for (int i = 0; i < mailboxes; ++i) all.push_back({account, account + std::to_string(i)});
    return all;
}

Witnesses operator+(Witnesses some, const Witnesses& more) {
    some.insert(some.end(), more.begin(), more.end());
    return some;
}

/// Of up to `most` accounts and mailboxes, any with any.
Witnesses anybody(Random& random, int most) {
    const auto draw = [&] { return std::to_string(static_cast<int>(random()) % most); };
    Witnesses all;
    for (auto count = random() % 20; count > 0; --count) all.push_back({draw(), draw()});
    return all;
}

TEST(Witnesses, AreAccountsEachWithAMailboxOfItsOwn) {
    EXPECT_EQ(independent({}), 0);
    EXPECT_EQ(independent(accounts(5)), 5);
    EXPECT_EQ(independent(one_account(1000)), 1);
    EXPECT_EQ(independent({{"a", "m"}, {"b", "m"}, {"c", "m"}}), 1) << "one person, three accounts";
    EXPECT_EQ(independent({{"a", "m"}, {"a", "n"}, {"b", "m"}, {"c", "m"}}), 2);
    EXPECT_EQ(independent({{"a", "m"}, {"a", "n"}, {"b", "m"}, {"b", "o"}, {"c", "m"}}), 3)
        << "whoever has another gives it up";
}

TEST(Witnesses, OfOneAccountAreNeverMoreThanOneMore) {
    Random random(1);
    for (int i = 0; i < kTries; ++i) {
        const auto others = anybody(random, 8);
        auto more = anybody(random, 8);
        for (auto& each : more) each.account = "evil";
        const int with = independent(others + more);
        EXPECT_GE(with, independent(others));
        EXPECT_LE(with, independent(others) + 1);
    }
}

TEST(Witnesses, OfOneMailboxAreNeverMoreThanOneMore) {
    Random random(2);
    for (int i = 0; i < kTries; ++i) {
        const auto others = anybody(random, 8);
        auto more = anybody(random, 8);
        for (auto& each : more) each.mailbox = "evil";
        EXPECT_LE(independent(others + more), independent(others) + 1);
    }
}

TEST(EverybodysSuspension, TakesSeveralAccounts) {
    EXPECT_FALSE(after_refusals(std::nullopt, strike(), {accounts(2), 3}, kTerms));
    const auto suspended = after_refusals(std::nullopt, strike(), {accounts(3), 3}, kTerms);
    ASSERT_TRUE(suspended);
    EXPECT_EQ(suspended->account, "");
    EXPECT_EQ(suspended->cause, SenderCause::refused);
    EXPECT_EQ(suspended->until, kStart + 2h);
}

TEST(EverybodysSuspension, TakesAShareOfTheAccountsHoweverMuchOneWrites) {
    EXPECT_FALSE(after_refusals(std::nullopt, strike(), {accounts(9), 200}, kTerms));
    EXPECT_TRUE(after_refusals(std::nullopt, strike(), {accounts(10), 200}, kTerms));
}

TEST(EverybodysSuspension, IsNoAccountsAlone) {
    Random random(3);
    for (int i = 0; i < kTries; ++i) {
        const int others = static_cast<int>(random() % 2);
        const auto told = accounts(others) + one_account(static_cast<int>(random() % 50));
        EXPECT_FALSE(after_refusals(std::nullopt, strike(), {told, 1 + others}, kTerms));
        EXPECT_FALSE(after_complaints(std::nullopt, strike(), {told, told, 1000}, kTerms));
    }
}

TEST(EverybodysSuspension, IsNotProlongedByOneAccountsProbe) {
    const auto held = after_refusals(std::nullopt, strike(), {accounts(3), 3}, kTerms).value();
    const auto later = kStart + 2h + 1min;
    EXPECT_EQ(stage_of(held, later, kTerms), SenderStage::due);
    EXPECT_FALSE(after_refusals(held, strike(later, later), {one_account(9), 1}, kTerms));
    const auto again = after_refusals(held, strike(later, later), {accounts(3), 3}, kTerms);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->step, 2);
}

TEST(EverybodysSuspension, IsNotProlongedByWhatLeftBeforeItsEnd) {
    const auto held = after_refusals(std::nullopt, strike(), {accounts(3), 3}, kTerms).value();
    EXPECT_FALSE(after_refusals(held, strike(kStart + 1h, kStart + 3h), {accounts(9), 9}, kTerms));
}

TEST(EverybodysSuspension, TakesNoWordOfThoseWhoRefuseEveryDomain) {
    auto silent = strike();
    silent.refuses_all = true;
    EXPECT_FALSE(after_refusals(std::nullopt, silent, {accounts(3), 3}, kTerms));
}

TEST(Complaints, CountOnlyAboveAVolume) {
    const auto all = accounts(999);
    EXPECT_FALSE(after_complaints(std::nullopt, strike(), {all, all, 999}, kTerms));
    EXPECT_FALSE(is_worrying({all, all, 999}, kTerms));
}

TEST(Complaints, WarnAboveOneInAThousandAndSuspendAboveThree) {
    EXPECT_FALSE(is_worrying({{}, accounts(10), 10'000}, kTerms));
    EXPECT_TRUE(is_worrying({{}, accounts(11), 10'000}, kTerms));
    const auto after = [](int count) {
        return after_complaints(std::nullopt, strike(), {accounts(count), accounts(count), 10'000},
                                kTerms);
    };
    EXPECT_FALSE(after(30));
    ASSERT_TRUE(after(31));
    EXPECT_EQ(after(31)->cause, SenderCause::complaints);
}

TEST(Complaints, ThatNobodyAnswersForOnlyWarn) {
    const Complaints hearsay{{}, accounts(1000), 10'000};
    EXPECT_FALSE(after_complaints(std::nullopt, strike(), hearsay, kTerms));
    EXPECT_TRUE(is_worrying(hearsay, kTerms));
}

TEST(Complaints, OfOneAccountAreOneHoweverMany) {
    const auto all = one_account(1000);
    EXPECT_FALSE(after_complaints(std::nullopt, strike(), {all, all, 1000}, kTerms));
    EXPECT_FALSE(is_worrying({all, all, 1000}, kTerms));
}

}  // namespace
}  // namespace postern
