// SPDX-License-Identifier: Apache-2.0
//
// Whatever order presence and what happens in chats are told in, the answers are the same, and they
// are those of a plain list of what was told.
#include <algorithm>
#include <set>

#include "fixture.hpp"
#include "told_signs.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;
using testing::ToldSigns;

const TimePoint kNoon = at("2026-11-23T12:00:00Z");
constexpr Duration kStale = 5min;

class AnyOrder : public StoreContract {
  protected:
    void SetUp() override {
        auto opening = options("directory");
        opening.stale_after = kStale;
        editor_ = open_directory_editor(opening).value();
    }

    /// An account whose agents are called 0, 1, 2 and so on.
    void import(int agents) {
        std::string text = "accounts: [{id: shop, plan: pro, groups: [{id: sales}], agents: [";
        for (int i = 0; i < agents; ++i) {
            const auto id = std::to_string(i);
            const std::string groups = is_in_sales(i) ? ", groups: [sales]" : "";
            text += "{id: '" + id + "', address: a" + id + "@shop.example" + groups + "},";
        }
        ASSERT_TRUE(editor_->import(text + "]}]", "shop.yaml", true));
        directory_ = open_directory(options("directory")).value();
    }

    static bool is_in_sales(int agent) { return agent % 2 == 1; }

    void tell(const std::string& agent, const ToldSigns& told) {
        std::vector<DirectoryChange> events;
        for (const auto& sign : told) {
            events.push_back([=](DirectoryEvents& to) {
                return to.presence(agent, sign.device, sign.kind, sign.at);
            });
        }
        const auto outcomes = editor_->tell(events).value();
        for (const auto& outcome : outcomes) ASSERT_TRUE(outcome);
    }

    std::vector<OnlineSpan> spans_of(const std::string& agent, TimePoint since) {
        auto spans = presence_for(agent, {}, since + kStale, kNoon);
        std::erase_if(spans, [&](const OnlineSpan& span) { return span.agent != agent; });
        return spans;
    }

    /// What the decision about an agent sees.
    std::vector<OnlineSpan> presence_for(const std::string& agent,
                                         const std::optional<std::string>& group,
                                         TimePoint occurred, TimePoint now) {
        Draft draft;
        draft.account = "shop";
        draft.group = group;
        draft.occurred = occurred;
        return directory_->notification_facts(draft, agent, {now, kStale}).value().presence;
    }

    std::unique_ptr<DirectoryEditor> editor_;
    std::unique_ptr<Directory> directory_;
};
POSTERN_FOR_EVERY_ENGINE(AnyOrder);

TEST_P(AnyOrder, OfFiveEventsLeadsToOneOutcome) {
    import(120);
    auto told = testing::five_signs(kNoon);
    const auto earlier = [](const auto& a, const auto& b) { return a.at < b.at; };
    std::vector<std::vector<OnlineSpan>> outcomes;
    int order = 0;
    do {
        const auto agent = std::to_string(order++);
        tell(agent, told);
        auto spans = spans_of(agent, TimePoint{});
        EXPECT_EQ(testing::difference(told, spans, kStale), "");
        for (auto& span : spans) span.agent.clear();
        if (std::find(outcomes.begin(), outcomes.end(), spans) == outcomes.end())
            outcomes.push_back(spans);
    } while (std::next_permutation(told.begin(), told.end(), earlier));
    EXPECT_EQ(order, 120);
    EXPECT_EQ(outcomes.size(), 1U);
}

TEST_P(AnyOrder, OfAnyHistoryAnswersAsAPlainListDoes) {
    constexpr unsigned kSeed = 16;
    constexpr int kHistories = 300;
    std::mt19937 random(kSeed);
    import(kHistories);
    for (int i = 0; i < kHistories; ++i) {
        const auto told = testing::some_history(random, kNoon, 12);
        tell(std::to_string(i), told);
        // As a decision asks: of what was heard of since, and of nothing before.
        const auto since = kNoon + 10min;
        auto later = told;
        std::erase_if(later, [&](const auto& sign) { return sign.at < since + kStale; });
        for (const auto& [asked, from] : {std::pair(told, TimePoint{}), std::pair(later, since)}) {
            const auto spans = spans_of(std::to_string(i), from);
            ASSERT_EQ(testing::difference(told, asked, spans, kStale), "")
                << "seed " << kSeed << ", history " << i << "\n"
                << testing::words(told);
        }
    }
}

/// A decision reads the presence of one other only: it must be one who is there, if anybody is.
TEST_P(AnyOrder, OfAnyHistoryTellsWhetherAnotherIsOnline) {
    constexpr unsigned kSeed = 4;
    constexpr int kAgents = 6;
    std::mt19937 random(kSeed);
    import(kAgents);
    std::vector<std::vector<OnlineSpan>> spans;
    for (int i = 0; i < kAgents; ++i) {
        tell(std::to_string(i), testing::some_history(random, kNoon, 2));
        spans.push_back(spans_of(std::to_string(i), TimePoint{}));
    }
    const auto is_online = [&](int agent, TimePoint when) {
        return std::any_of(spans[agent].begin(), spans[agent].end(),
                           [&](const OnlineSpan& span) { return online_at(span, when, kStale); });
    };
    int yes = 0;
    int asked = 0;
    for (int i = 0; i < 2'000; ++i) {
        const int agent = static_cast<int>(random() % kAgents);
        const auto occurred = kNoon + Duration(random() % 2'400'000) - 10min;
        const auto now = occurred + Duration(random() % 600'000);
        const auto group = random() % 2 == 0 ? std::optional<std::string>("sales") : std::nullopt;
        bool expected = false;
        for (int other = 0; other < kAgents; ++other) {
            if (other == agent || (group && !is_in_sales(other))) continue;
            expected = expected || is_online(other, occurred) || is_online(other, now);
        }
        const Attendance seen(presence_for(std::to_string(agent), group, occurred, now), kStale,
                              {occurred, now});
        const auto name = std::to_string(agent);
        ASSERT_EQ(seen.is_other_online(name, occurred) || seen.is_other_online(name, now), expected)
            << "seed " << kSeed << ", question " << i;
        EXPECT_EQ(seen.is_online(name, occurred), is_online(agent, occurred));
        yes += expected ? 1 : 0;
        ++asked;
    }
    // Neither answer is the usual one.
    EXPECT_GT(yes, asked / 5);
    EXPECT_LT(yes, asked * 4 / 5);
}

TEST_P(AnyOrder, OfWhatHappensInAChatIsTheOrderOfItsMoments) {
    import(1);
    std::vector<int> order{0, 1, 2, 3, 4};
    std::set<std::string> outcomes;
    do {
        const std::vector<DirectoryChange> events{
            [](DirectoryEvents& to) { return to.chat_new("shop", "c", "sales", kNoon); },
            [](DirectoryEvents& to) {
                return to.chat_event("c", {ChatEventKind::opened, "0", kNoon + 1min});
            },
            [](DirectoryEvents& to) {
                return to.chat_event("c", {ChatEventKind::joined, "0", kNoon + 2min});
            },
            [](DirectoryEvents& to) {
                return to.chat_event("c", {ChatEventKind::answered, "0", kNoon + 3min});
            },
            [](DirectoryEvents& to) {
                return to.chat_event("c", {ChatEventKind::left, "", kNoon + 4min});
            }};
        for (const int each : order) {
            const auto told = editor_->tell({&events[static_cast<std::size_t>(each)], 1});
            ASSERT_TRUE(told && told->at(0));
        }
        outcomes.insert(exported(options("directory"), Written::json));
        ASSERT_TRUE(editor_->remove_chat("c"));
    } while (std::next_permutation(order.begin(), order.end()));
    ASSERT_EQ(outcomes.size(), 1U);
    EXPECT_NE(outcomes.begin()->find("\"group\": \"sales\""), std::string::npos);
}

}  // namespace

}  // namespace postern
