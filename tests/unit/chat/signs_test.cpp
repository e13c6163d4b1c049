// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/signs.hpp"

#include <gtest/gtest.h>

#include "told_signs.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;
using testing::ToldSigns;

const TimePoint kMidday = parse_time("2026-11-23T12:00:00Z").value();
constexpr Duration kStale = 5min;

std::vector<SignRun> runs_of(const ToldSigns& told, const std::string& device,
                             Duration stale_after = kStale) {
    std::vector<SignRun> runs;
    for (const auto& sign : told) {
        if (sign.device == device)
            runs = with_sign(std::move(runs), sign.kind, sign.at, stale_after);
    }
    return runs;
}

std::vector<OnlineSpan> spans_told(const ToldSigns& told) {
    std::vector<OnlineSpan> all;
    for (const std::string device : {"phone", "web"}) {
        const auto spans = spans_of("anna", device, runs_of(told, device));
        all.insert(all.end(), spans.begin(), spans.end());
    }
    return all;
}

ToldSigns life(std::initializer_list<Duration> moments) {
    ToldSigns told;
    for (const auto each : moments)
        told.push_back({"phone", PresenceSign::of_life, kMidday + each});
    return told;
}

std::vector<OnlineSpan> spans_after(ToldSigns told, Duration out) {
    told.push_back({"phone", PresenceSign::out, kMidday + out});
    return spans_of("anna", "phone", runs_of(told, "phone"));
}

/// Without what is not needed for the difference.
ToldSigns shrunk(ToldSigns told) {
    for (std::size_t i = 0; i < told.size();) {
        auto fewer = told;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        if (testing::difference(fewer, spans_told(fewer), kStale).empty()) {
            ++i;
        } else {
            told = std::move(fewer);
        }
    }
    return told;
}

TEST(Signs, OfEveryOrderOfFiveAreTheSame) {
    auto told = testing::five_signs(kMidday);
    const auto earlier = [](const auto& a, const auto& b) { return a.at < b.at; };
    const auto expected = runs_of(told, "phone");
    int orders = 0;
    do {
        EXPECT_EQ(runs_of(told, "phone"), expected) << testing::words(told);
        ++orders;
    } while (std::next_permutation(told.begin(), told.end(), earlier));
    EXPECT_EQ(orders, 120);
    EXPECT_EQ(testing::difference(told, spans_told(told), kStale), "");
}

TEST(Signs, AnswerAsThePlainListDoesWhateverWasTold) {
    constexpr unsigned seed = 16;
    std::mt19937 random(seed);
    for (int i = 0; i < 5000; ++i) {
        const auto told = testing::some_history(random, kMidday, 12);
        if (testing::difference(told, spans_told(told), kStale).empty()) continue;
        const auto least = shrunk(told);
        FAIL() << "seed " << seed << ", history " << i << "\n"
               << testing::words(least) << testing::difference(least, spans_told(least), kStale);
    }
}

TEST(Signs, ThatAreHeartbeatsLengthenARun) {
    std::vector<SignRun> runs;
    for (int i = 0; i < 1000; ++i) {
        runs = with_sign(std::move(runs), PresenceSign::of_life, kMidday + i * 5s, kStale);
        ASSERT_EQ(runs.size(), 1U);
    }
    EXPECT_EQ(runs[0].first, kMidday);
    EXPECT_EQ(runs[0].last(), kMidday + 999 * 5s);
    EXPECT_EQ(runs[0].later.size(), kSignsKept);
}

TEST(Signs, OfBeingOutAreKeptAsBriefly) {
    std::vector<SignRun> runs;
    for (int i = 0; i < 1000; ++i) {
        runs = with_sign(std::move(runs), PresenceSign::out, kMidday + i * 1h, kStale);
    }
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs[0].later.size(), kSignsKept);
}

TEST(Signs, EndAStretchWhereverTheSignOutComes) {
    const auto told = life({0min, 1min, 2min, 3min});
    EXPECT_EQ(spans_after(told, 90s),
              (std::vector<OnlineSpan>{{"anna", "phone", kMidday, kMidday + 1min, kMidday + 90s},
                                       {"anna", "phone", kMidday + 2min, kMidday + 3min}}));
    EXPECT_EQ(
        spans_after(told, 4min),
        (std::vector<OnlineSpan>{{"anna", "phone", kMidday, kMidday + 3min, kMidday + 4min}}));
    EXPECT_EQ(spans_after(told, -1min),
              (std::vector<OnlineSpan>{{"anna", "phone", kMidday, kMidday + 3min}}));
}

TEST(Signs, OfOneMomentEndWithTheSignOut) {
    for (const auto at : {0min, 1min}) {
        const auto spans = spans_after(life({0min, 1min}), at);
        EXPECT_FALSE(testing::is_there(spans, "phone", kMidday + at, kStale)) << at.count();
    }
}

TEST(Signs, WithALongSilenceBetweenThemAreTwoStretches) {
    EXPECT_EQ(runs_of(life({0min, 5min}), "phone").size(), 1U);
    EXPECT_EQ(runs_of(life({0min, 5min + 1ms}), "phone").size(), 2U);
    EXPECT_EQ(runs_of(life({0min, 8min, 4min}), "phone").size(), 1U) << "told late";
}

TEST(Signs, ThatComeLaterThanAnythingIsKeptLeaveAGapUpToWhatIs) {
    std::vector<SignRun> runs;
    for (int i = 0; i <= 1000; ++i) {
        runs = with_sign(std::move(runs), PresenceSign::of_life, kMidday + i * 5s, kStale);
    }
    runs = with_sign(std::move(runs), PresenceSign::out, kMidday + 1min, kStale);
    const auto spans = spans_of("anna", "phone", runs);
    ASSERT_EQ(spans.size(), 2U);
    EXPECT_EQ(spans[0].from, kMidday);
    EXPECT_EQ(spans[0].until, kMidday + 1min);
    EXPECT_EQ(spans[1].from, kMidday + (1000 - kSignsKept + 1) * 5s);
    EXPECT_EQ(spans[1].seen, kMidday + 1000 * 5s);
}

TEST(Signs, ThatComeAmongThoseNotKeptDoNotMakeThemKnown) {
    for (const auto at : {-1min, 60min, 181min}) {
        auto runs = with_stretch({}, kMidday, kMidday + 3h, kStale);
        runs = with_sign(std::move(runs), PresenceSign::of_life, kMidday + at, kStale);
        runs = with_sign(std::move(runs), PresenceSign::out, kMidday + 2h, kStale);
        const auto spans = spans_of("anna", "phone", runs);
        EXPECT_TRUE(testing::is_there(spans, "phone", kMidday + 2h - 1ms, kStale)) << at.count();
        EXPECT_FALSE(testing::is_there(spans, "phone", kMidday + 2h, kStale)) << at.count();
    }
}

TEST(Signs, OfAnImportCoverWhatNoSignOutSpeaksAgainst) {
    const auto whole = with_stretch({}, kMidday, kMidday + 3h, kStale);
    EXPECT_EQ(spans_of("anna", "phone", whole),
              (std::vector<OnlineSpan>{{"anna", "phone", kMidday, kMidday + 3h}}));
    const auto out = kMidday + 1h;
    const std::vector<OnlineSpan> parted{{"anna", "phone", kMidday, out, out},
                                         {"anna", "phone", kMidday + 3h, kMidday + 3h}};
    EXPECT_EQ(spans_of("anna", "phone", with_sign(whole, PresenceSign::out, out, kStale)), parted);
    const auto before = with_sign({}, PresenceSign::out, out, kStale);
    EXPECT_EQ(spans_of("anna", "phone", with_stretch(before, kMidday, kMidday + 3h, kStale)),
              parted);
}

TEST(Signs, OfAnImportTakeInWhatWasToldOneByOne) {
    std::vector<SignRun> runs;
    for (const auto at : {1min, 30min, 59min}) {
        runs = with_sign(std::move(runs), PresenceSign::of_life, kMidday + at, kStale);
    }
    EXPECT_EQ(spans_of("anna", "phone", with_stretch(runs, kMidday, kMidday + 1h, kStale)),
              (std::vector<OnlineSpan>{{"anna", "phone", kMidday, kMidday + 1h}}));
    EXPECT_EQ(spans_of("anna", "phone", with_stretch(runs, kMidday, kMidday + 40min, kStale)),
              (std::vector<OnlineSpan>{{"anna", "phone", kMidday, kMidday + 40min},
                                       {"anna", "phone", kMidday + 59min, kMidday + 59min}}));
}

}  // namespace
}  // namespace postern
