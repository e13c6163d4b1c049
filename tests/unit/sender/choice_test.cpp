// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/choice.hpp"

#include <map>

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

const TimePoint kNoon = TimePoint{days{20'000}} + 12h;
const ReputationSettings kTerms{};
constexpr int kAccounts = 10'000;

SenderSettings sender(const std::string& domain, int weight = 1) {
    SenderSettings settings;
    settings.domain = domain;
    settings.weight = weight;
    return settings;
}

std::vector<std::string> order(const std::vector<SenderSettings>& pool, const std::string& account,
                               const std::string& provider = "google") {
    std::vector<std::string> domains;
    for (const auto* each : ranked_senders(pool, account, provider)) {
        domains.push_back(each->domain);
    }
    return domains;
}

/// How many accounts begin with each domain.
std::map<std::string, int> shares(const std::vector<SenderSettings>& pool) {
    std::map<std::string, int> count;
    for (int i = 0; i < kAccounts; ++i) ++count[order(pool, "a" + std::to_string(i)).front()];
    return count;
}

TEST(SenderOrder, OfAnAccountAndProviderIsAlwaysTheSame) {
    const std::vector<SenderSettings> pool{sender("a.example"), sender("b.example"),
                                           sender("c.example")};
    const std::vector<SenderSettings> turned{pool[2], pool[0], pool[1]};
    EXPECT_EQ(order(pool, "shop"), order(turned, "shop"));
}

TEST(SenderOrder, SharesConversationsByWeight) {
    const auto count = shares({sender("a.example", 3), sender("b.example", 1)});
    EXPECT_NEAR(count.at("a.example"), 0.75 * kAccounts, 0.02 * kAccounts);
    EXPECT_NEAR(count.at("b.example"), 0.25 * kAccounts, 0.02 * kAccounts);
}

TEST(SenderOrder, GainingADomainMovesOnlyThoseItTakes) {
    const std::vector<SenderSettings> before{sender("a.example"), sender("b.example"),
                                             sender("c.example")};
    auto after = before;
    after.push_back(sender("d.example"));
    int moved = 0;
    for (int i = 0; i < kAccounts; ++i) {
        const auto account = "a" + std::to_string(i);
        const auto first = order(after, account).front();
        if (first == order(before, account).front()) continue;
        EXPECT_EQ(first, "d.example");
        ++moved;
    }
    EXPECT_NEAR(moved, 0.25 * kAccounts, 0.02 * kAccounts);
}

TEST(SenderOrder, PutsThePreferredFirstAndLeavesTheExcludedOut) {
    std::vector<SenderSettings> pool{sender("a.example"), sender("b.example"), sender("c.example")};
    pool[1].preferred_providers = {"google"};
    pool[2].excluded_providers = {"google"};
    for (int i = 0; i < 100; ++i) {
        const auto account = "a" + std::to_string(i);
        EXPECT_EQ(order(pool, account), (std::vector<std::string>{"b.example", "a.example"}));
        EXPECT_EQ(order(pool, account, "microsoft").size(), 3U);
    }
}

TEST(SenderOrder, PutsTheWeightlessLast) {
    const std::vector<SenderSettings> pool{sender("a.example", 0), sender("b.example", 1)};
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(order(pool, "a" + std::to_string(i)).back(), "a.example");
    }
}

TEST(SenderCap, OfADomainWithoutOneIsNone) {
    EXPECT_FALSE(cap_on_day(sender("a.example"), kNoon));
}

TEST(SenderCap, GrowsFromDayToDayUpToTheDailyOne) {
    auto settings = sender("a.example");
    settings.daily_cap = 300;
    settings.warm_up = {std::chrono::sys_days{days{20'000}}, 50, 0.5};
    EXPECT_EQ(cap_on_day(settings, kNoon - days{1}), 0);
    EXPECT_EQ(cap_on_day(settings, kNoon), 50);
    EXPECT_EQ(cap_on_day(settings, kNoon + days{1}), 75);
    EXPECT_EQ(cap_on_day(settings, kNoon + days{4}), 253);
    EXPECT_EQ(cap_on_day(settings, kNoon + days{5}), 300);
}

TEST(SenderCap, OfAWarmDomainIsNone) {
    auto settings = sender("a.example");
    settings.warm_up = {std::chrono::sys_days{days{20'000}}, 50, 0.5};
    EXPECT_TRUE(cap_on_day(settings, kNoon + days{30}));
    EXPECT_FALSE(cap_on_day(settings, kNoon + days{60}));
}

/// So many more that each of these accounts gets, taking turns, of what a cap has left.
std::vector<long long> taken_in_turns(long long cap, std::vector<long long> want,
                                      SentToday sent = {0, 0, true}) {
    std::vector<long long> taken(want.size());
    for (bool any = true; any;) {
        any = false;
        for (std::size_t i = 0; i < want.size(); ++i) {
            sent.by_account = taken[i];
            if (taken[i] == want[i] || !has_room(cap, sent)) continue;
            ++taken[i];
            ++sent.by_all;
            any = true;
        }
    }
    return taken;
}

TEST(SenderCap, IsOneAccountsAloneWhereThereIsNoOther) {
    EXPECT_EQ(taken_in_turns(100, {1000}, {0, 0, false}), std::vector<long long>{100});
}

TEST(SenderCap, IsTakenByNoAccountForMoreThanHalf) {
    for (const long long cap : {2, 3, 10, 1000}) {
        EXPECT_LE(taken_in_turns(cap, {1'000'000})[0], (cap + 1) / 2) << cap;
    }
    EXPECT_EQ(taken_in_turns(1, {1000})[0], 1) << "somebody has to have it";
}

TEST(SenderCap, LeavesTheOthersTheirHalfWhateverOneSends) {
    const std::vector<long long> one_for_each(51, 1);
    auto want = one_for_each;
    want[0] = 1'000'000;
    auto taken = taken_in_turns(100, want);
    EXPECT_LE(taken[0], 50);
    taken[0] = 1;
    EXPECT_EQ(taken, one_for_each);
    EXPECT_EQ(taken_in_turns(100, {1000, 1000, 1000}), (std::vector<long long>{25, 25, 25}));
}

class SenderChoiceOfTwo : public testing::Test {
  protected:
    [[nodiscard]] SenderChoice choose() const {
        const auto sent = [&](const std::string& domain) { return SentToday{sent_.at(domain)}; };
        return choose_sender(candidates_, {standings_, sent, kNoon}, kTerms);
    }
    [[nodiscard]] std::string chosen() const {
        const auto choice = choose();
        return choice.candidate == nullptr ? "" : choice.candidate->domain;
    }
    void suspend(const std::string& domain, std::optional<TimePoint> until,
                 std::string_view provider = "google") {
        SenderStanding standing;
        standing.domain = domain;
        standing.provider = provider;
        standing.since = kNoon - 1h;
        standing.until = until;
        standings_.push_back(standing);
    }

    std::vector<SenderCandidate> candidates_{{"a.example", "", {}}, {"b.example", "", {}}};
    std::vector<SenderStanding> standings_;
    std::map<std::string, long long> sent_{{"a.example", 0}, {"b.example", 0}};
};

TEST_F(SenderChoiceOfTwo, IsTheFirst) {
    EXPECT_EQ(chosen(), "a.example");
}

TEST_F(SenderChoiceOfTwo, IsTheOtherWhereTheFirstIsSuspended) {
    suspend("a.example", kNoon + 1h);
    EXPECT_EQ(chosen(), "b.example");
}

TEST_F(SenderChoiceOfTwo, IsTheFirstAgainAsAProbe) {
    suspend("a.example", kNoon);
    EXPECT_EQ(chosen(), "a.example");
}

TEST_F(SenderChoiceOfTwo, IsTheOtherWhereTheFirstHasReachedItsCap) {
    candidates_[0].cap = 10;
    sent_["a.example"] = 9;
    EXPECT_EQ(chosen(), "a.example");
    sent_["a.example"] = 10;
    EXPECT_EQ(chosen(), "b.example");
}

TEST_F(SenderChoiceOfTwo, IsNeitherWhereBothAreSuspendedAndSaysUntilWhen) {
    suspend("a.example", kNoon + 3h);
    suspend("b.example", kNoon + 2h);
    const auto none = choose();
    EXPECT_EQ(none.candidate, nullptr);
    EXPECT_EQ(none.rule->id, "S1");
    EXPECT_EQ(none.retry_at, kNoon + 2h);
}

TEST_F(SenderChoiceOfTwo, HasNoTimeWhereOperatorsHoldBoth) {
    suspend("a.example", std::nullopt);
    suspend("b.example", std::nullopt, kEveryProvider);
    const auto none = choose();
    EXPECT_EQ(none.candidate, nullptr);
    EXPECT_FALSE(none.retry_at);
}

TEST_F(SenderChoiceOfTwo, WaitsForBothEndsWhereADomainIsHeldTwice) {
    suspend("a.example", kNoon + 2h);
    suspend("a.example", kNoon + 5h, kEveryProvider);
    suspend("b.example", kNoon + 9h);
    EXPECT_EQ(choose().retry_at, kNoon + 5h);
}

TEST_F(SenderChoiceOfTwo, WaitsForMidnightWhereCapsAreReached) {
    candidates_[0].cap = 0;
    suspend("b.example", kNoon + 24h);
    const auto none = choose();
    EXPECT_EQ(none.rule->id, "S2");
    EXPECT_EQ(none.retry_at, kNoon + 12h);
}

TEST_F(SenderChoiceOfTwo, LeavesOutTheOneThatWasRefused) {
    const auto sent = [&](const std::string& domain) { return SentToday{sent_.at(domain)}; };
    const auto choice = choose_sender(candidates_, {standings_, sent, kNoon}, kTerms, "a.example");
    EXPECT_EQ(choice.candidate->domain, "b.example");
    suspend("b.example", kNoon + 1h);
    EXPECT_EQ(choose_sender(candidates_, {standings_, sent, kNoon}, kTerms, "a.example").candidate,
              nullptr);
}

TEST_F(SenderChoiceOfTwo, OfOneIsThatInSpiteOfRefusalsButNotOfTheOperator) {
    candidates_.pop_back();
    suspend("a.example", kNoon + 1h);
    EXPECT_EQ(chosen(), "a.example");
    standings_[0].cause = SenderCause::by_operator;
    EXPECT_EQ(chosen(), "");
}

TEST_F(SenderChoiceOfTwo, OfNoCandidatesIsNone) {
    candidates_.clear();
    EXPECT_EQ(choose().rule->id, "S1");
}

}  // namespace
}  // namespace postern
