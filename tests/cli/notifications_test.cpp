// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "postern/base/clock.hpp"

#include "fixture.hpp"

namespace postern {

namespace {

class Notifications : public OperatorCommand {
  protected:
    Notifications() {
        auto parked = notification_for("carl");
        parked.fate = Fate::parked;
        parked.due = SystemClock().now() + std::chrono::minutes{10};
        record({withheld(notification_for("anna"), "O2", "agent-online"),
                sent(notification_for("ben"), "ben@firm.example"), parked});
    }
    [[nodiscard]] std::vector<std::string> agents(Words filter) const {
        filter.insert(filter.begin(), "notifications");
        std::vector<std::string> agents;
        for (const auto& n : json_of(std::move(filter))) agents.push_back(n["agent"]);
        return agents;
    }
};

TEST_F(Notifications, AreListedInColumns) {
    const auto result = postern({"notifications"});
    ASSERT_EQ(result.exit_status, 0) << result.err;
    EXPECT_TRUE(
        result.out.starts_with("DRAFT              AGENT  VERDICT   RULE  REASON        "
                               "ADDRESS           WAITED  ACCEPTED\n"))
        << result.out;
    EXPECT_TRUE(
        contains(result.out, "anna   withheld  O2    agent-online  -                 120.0"))
        << result.out;
    EXPECT_TRUE(contains(result.out, "carl   parked    -     -             -                 -"))
        << result.out;
}

TEST_F(Notifications, HaveEveryFieldInJson) {
    const auto all = json_of({"notifications", "--agent", "ben"});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].size(), 19U);
    EXPECT_EQ(all[0]["fate"], "sent");
    EXPECT_EQ(all[0]["rule"], nullptr);
    EXPECT_EQ(all[0]["address"], "ben@firm.example");
    EXPECT_TRUE(parse_time(all[0]["accepted"].get<std::string>()));
}

struct Filtered {
    Words filter;
    std::vector<std::string> agents;
};

TEST_F(Notifications, FilterByWhatIsOnRecord) {
    const std::vector<std::string> everybody{"anna", "ben", "carl"};
    const std::vector<Filtered> all{
        {{"--account", "SHOP"}, everybody},
        {{"--account", "other"}, {}},
        {{"--draft", "<d1@chat.example>"}, everybody},
        {{"--chat", "c1", "--agent", "Anna"}, {"anna"}},
        {{"--address", "ben@Firm.Example"}, {"ben"}},
        {{"--rule", "O2"}, {"anna"}},
        {{"--reason", "agent-online"}, {"anna"}},
        {{"--kind", "missed-chat"}, {}},
        {{"--fate", "sent", "--fate", "parked"}, {"ben", "carl"}},
        {{"--since", "1h"}, everybody},
        {{"--until", "1h"}, {}},
        {{"--since", "2099-01-01T00:00:00Z"}, {}},
        {{"--queue-id", "4Zq1"}, everybody},
        {{"--id", "id-ben"}, {"ben"}},
    };
    for (const auto& [filter, expected] : all) {
        auto found = agents(filter);
        std::sort(found.begin(), found.end());
        EXPECT_EQ(found, expected) << filter.front();
    }
    EXPECT_EQ(agents({"--limit", "2"}).size(), 2U);
}

TEST_F(Notifications, RefuseFiltersThatSayNothing) {
    const std::vector<std::pair<Words, std::string>> all{
        {{"--fate", "snet"},
         "--fate: 'snet' is none of issued, parked, sent, withheld, merged, given-up, "
         "set-aside; did "
         "you mean 'sent'?"},
        {{"--kind", "offline"}, "--kind: 'offline' is none of"},
        {{"--since", "yesterday"}, "--since: 'yesterday' is neither"},
        {{"--limit", "0"}, "--limit: '0' is not a number from 1"},
        {{"--address", "ben"}, "--address: "},
        {{"--agent", "a b"}, "--agent: 'a b' is no identifier"},
    };
    for (const auto& [filter, message] : all) {
        Words words{"notifications"};
        words.insert(words.end(), filter.begin(), filter.end());
        const auto result = postern(words);
        EXPECT_EQ(result.exit_status, 2) << filter.front();
        EXPECT_TRUE(contains(result.err, message)) << result.err;
    }
}

TEST_F(Notifications, ThatWaitAreParked) {
    const auto text = postern({"parked"});
    EXPECT_EQ(text.exit_status, 0);
    EXPECT_TRUE(contains(text.out, "carl   parked  4Zq1")) << text.out;
    EXPECT_TRUE(contains(text.out, "9min5")) << text.out;
    const auto json = json_of({"parked"});
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["queue_id"], "4Zq1");
    EXPECT_GT(json[0]["left_ms"], 500'000);
}

class NotificationsBeforeTheFirst : public OperatorCommand {};

TEST_F(NotificationsBeforeTheFirst, SayWhoWillCreateTheState) {
    const auto result = postern({"notifications"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.err, "posternd creates it")) << result.err;
}

TEST_F(Notifications, NameWhatThereIsWhereAFilterNamesNothing) {
    struct Case {
        Words filter;
        std::string words;
    };
    const std::vector<Case> cases{
        {{"--rule", "O9"}, "--rule: 'O9' is none of O1, O2, O3, O4, O5, M1, "},
        {{"--rule", "agent-online"}, ", S1, S2"},
        {{"--reason", "agent-onlin"}, "; did you mean 'agent-online'?"},
        {{"--reason", "O2"}, "--reason: 'O2' is none of not-activated, agent-online, "},
        {{"--kind", "missed"}, "none of offline-message, missed-chat"},
        {{"--fate", "lost"},
         "none of issued, parked, sent, withheld, merged, given-up, set-aside"}};
    for (const auto& [filter, words] : cases) {
        auto call = filter;
        call.insert(call.begin(), "notifications");
        const auto result = postern(call);
        EXPECT_EQ(result.exit_status, 2) << result.err;
        EXPECT_TRUE(contains(result.err, words)) << result.err;
    }
}

TEST_F(Notifications, TakeEveryRuleAndReasonThatThereIs) {
    const auto rules = json_of({"rules"});
    for (const auto& [name, lines] : rules.items()) {
        for (const auto& line : lines) {
            const auto id = line["id"].get<std::string>();
            EXPECT_EQ(postern({"notifications", "--rule", id}).exit_status, 0) << id;
            const auto reason = line["reason"].get<std::string>();
            EXPECT_EQ(postern({"notifications", "--reason", reason}).exit_status, 0) << reason;
        }
    }
    for (const auto* reason : {"gone", "defect: an exception"}) {
        EXPECT_EQ(postern({"notifications", "--reason", reason}).exit_status, 0) << reason;
    }
    EXPECT_EQ(agents({"--rule", "o2"}), (std::vector<std::string>{"anna"}));
}

}  // namespace

}  // namespace postern
