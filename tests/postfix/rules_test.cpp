// SPDX-License-Identifier: Apache-2.0
//
// Every rule, end to end: facts through the command, a draft through SMTP, the verdict from the
// record, and what the remote side got. Events carry their time and are told before the draft, so
// that no case depends on how fast the machine is.
#include <algorithm>
#include <memory>
#include <ostream>

#include <gtest/gtest.h>

#include "postern/base/text.hpp"

#include "mail_host.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

struct Event {
    int at;  ///< Milliseconds after the event that the draft is about.
    const char* what;
};

/// One account with the agents %.a and %.b; "%" stands for the account's id in every text.
struct Case {
    const char* name;
    const char* account;
    const char* kind;
    const char* fields;
    std::vector<Event> events;
    Lines verdicts;
};

/// GoogleTest would print it byte by byte, and wants this name.
void PrintTo(const Case& c, std::ostream* out) {  // NOLINT(readability-identifier-naming)
    *out << c.name;
}

constexpr auto kStandard =
    "plan: standard, notifications: { offline-message: true, missed-chat: true }";
constexpr auto kFree = "plan: free, notifications: { offline-message: true, missed-chat: true }";
constexpr auto kSwitchedOff =
    "plan: standard, notifications: { offline-message: false, missed-chat: false }";
constexpr auto kIntegrated =
    "plan: standard, email-integration: true, "
    "notifications: { offline-message: false, missed-chat: false }";
constexpr auto kPro =
    "plan: pro, notifications: { offline-message: true, missed-chat: true }, "
    "groups: [ { id: sales }, { id: support } ]";

constexpr auto kOffline = "offline-message";
constexpr auto kMissed = "missed-chat";

// clang-format off
const std::vector<Case> kCases{
    {"O1SwitchedOff", kSwitchedOff, kOffline, "", {},
     {"%.a withheld O1 not-activated", "%.b withheld O1 not-activated"}},
    {"O1DoesNotCountWithIntegration", kIntegrated, kOffline, "", {},
     {"%.a sent", "%.b sent"}},
    {"O2WasOnline", kStandard, kOffline, "",
     {{-10'000, "presence %.a laptop online"}, {+100, "presence %.a laptop offline"}},
     {"%.a withheld O2 agent-online", "%.b withheld O4 another-agent-online"}},
    {"O2OnTheMobileApp", kStandard, kOffline, "",
     {{-20'000, "presence %.a laptop online"}, {-10'000, "presence %.a laptop offline"},
      {-15'000, "presence %.a phone online"}},
     {"%.a withheld O2 agent-online", "%.b withheld O4 another-agent-online"}},
    {"O2SilentDeviceIsOffline", kStandard, kOffline, "",
     {{-600'000, "presence %.a phone online"}},
     {"%.a sent", "%.b sent"}},
    {"O3CameBackAndWentAgain", kStandard, kOffline, "",
     {{+200, "presence %.a phone online"}, {+400, "presence %.a phone offline"}},
     {"%.a withheld O3 returned-online", "%.b sent"}},
    {"O4AnotherCameToRead", kStandard, kOffline, "",
     {{+200, "presence %.b laptop online"}},
     {"%.a withheld O4 another-agent-online", "%.b withheld O3 returned-online"}},
    {"O4LooksAtTheGroupOnPro", kPro, kOffline, "Postern-Group: sales\n",
     {{-10'000, "presence %.b laptop online"}},
     {"%.a sent"}},
    {"O5Opened", kStandard, kOffline, "",
     {{-1'000, "chat-new % %.c"}, {+100, "chat-opened %.c %.a"}},
     {"%.a withheld O5 opened", "%.b sent"}},
    {"M1Plan", kFree, kMissed, "", {},
     {"%.a withheld M1 plan", "%.b withheld M1 plan"}},
    {"M2SwitchedOff", kSwitchedOff, kMissed, "", {},
     {"%.a withheld M2 not-activated", "%.b withheld M2 not-activated"}},
    {"M2CountsWithIntegrationToo", kIntegrated, kMissed, "", {},
     {"%.a withheld M2 not-activated", "%.b withheld M2 not-activated"}},
    {"M3WasNotOnline", kStandard, kMissed, "",
     {{-10'000, "presence %.b phone online"}, {-9'000, "chat-new % %.c"}, {0, "chat-left %.c"}},
     {"%.a withheld M3 agent-not-online", "%.b sent"}},
    {"M4Joined", kStandard, kMissed, "",
     {{-10'000, "presence %.b phone online"}, {-9'000, "chat-new % %.c"},
      {-5'000, "chat-joined %.c %.b"}, {0, "chat-left %.c"}},
     {"%.a withheld M3 agent-not-online", "%.b withheld M4 joined"}},
    {"M5VisitorStillThere", kStandard, kMissed, "",
     {{-10'000, "presence %.b phone online"}, {-9'000, "chat-new % %.c"}},
     {"%.a withheld M3 agent-not-online", "%.b withheld M5 visitor-not-left"}},
    {"M5Answered", kStandard, kMissed, "",
     {{-10'000, "presence %.b phone online"}, {-9'000, "chat-new % %.c"},
      {-5'000, "chat-answered %.c %.b"}, {0, "chat-left %.c"}},
     {"%.a withheld M3 agent-not-online", "%.b withheld M5 visitor-not-left"}},
};
// clang-format on

std::string filled_in(std::string text, const std::string& account) {
    for (auto at = text.find('%'); at != std::string::npos; at = text.find('%', at)) {
        text.replace(at, 1, account);
    }
    return text;
}

std::string directory_of(const Case& c) {
    return std::string("accounts: [ { id: %, ") + c.account +
           ", agents: [ { id: %.a, address: %.a@agents.example.test" +
           (c.account == kPro ? ", groups: [sales]" : "") +
           " }, { id: %.b, address: %.b@agents.example.test" +
           (c.account == kPro ? ", groups: [support]" : "") + " } ] } ]\n";
}

/// Agents with the verdict "sent", as the sink names them.
Lines addresses_of_sent(const Lines& verdicts) {
    Lines addresses;
    for (const auto& line : verdicts) {
        const auto blank = line.find(' ');
        if (line.substr(blank + 1) != "sent") continue;
        addresses.push_back(line.substr(0, blank) + "@agents.example.test");
    }
    return addresses;
}

class Rules : public WithMailHost<Rules>, public ::testing::WithParamInterface<Case> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.window = std::chrono::seconds(2);
        return std::make_unique<MailHost>("accounts: []\n", options);
    }
};

TEST_P(Rules, Decides) {
    const auto& c = GetParam();
    const auto account = lower(c.name);
    const auto fill = [&](const std::string& text) { return filled_in(text, account); };
    const auto occurred = now();
    std::string events;
    for (const auto& event : c.events) {
        const auto at = occurred + std::chrono::milliseconds(event.at);
        events.append(fill(event.what)).append(" --at ").append(format_time(at)) += '\n';
    }
    host().import(fill(directory_of(c)));
    host().tell(events);

    DraftText draft{account, account, c.kind, account + ".c", format_time(occurred), c.fields};
    const auto sent = host().submit(draft);
    ASSERT_EQ(sent.end.code, 250) << sent.end.text;

    Lines expected;
    for (const auto& line : c.verdicts) expected.push_back(fill(line));
    EXPECT_EQ(host().verdicts(account), expected) << host().logs();
    const auto addresses = addresses_of_sent(expected);
    EXPECT_EQ(host().delivered_to(account, addresses.size()), addresses) << host().logs();
}

INSTANTIATE_TEST_SUITE_P(OfTheHelpPage, Rules, ::testing::ValuesIn(kCases),
                         [](const auto& instance) { return std::string(instance.param.name); });

class RecipientRules : public WithMailHost<RecipientRules> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.window = std::chrono::seconds(2);
        // Short enough for a chain of forwards that a case can write down.
        options.sections["recipients"] = "{ forward-limit: 2 }";
        return std::make_unique<MailHost>("accounts: []\n", options);
    }
};

/// To whom something happens within the window.
constexpr auto kFourAgents = R"(
accounts:
  - id: "%"
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: "%.a", address: "%.a@agents.example.test" }
      - { id: "%.b", address: "%.b@agents.example.test" }
      - { id: "%.c", address: "%.c@agents.example.test" }
      - { id: "%.d", address: "%.d@agents.example.test" }
)";

TEST_F(RecipientRules, R1WithholdsFromAnAgentWhoLeftTheAccount) {
    host().import(filled_in(kFourAgents, "r1"));
    ASSERT_EQ(host().submit({"r1", "r1"}, {"r1.a@agents.example.test"}).end.code, 250);
    host().import_whole("accounts: [ { id: r1, plan: standard, agents: [] } ]\n");
    EXPECT_EQ(host().verdicts("r1"), Lines{"r1.a withheld R1 agent-unknown"}) << host().logs();
    EXPECT_TRUE(host().delivered("r1", 0).empty());
}

TEST_F(RecipientRules, R2WithholdsFromAnAgentWhoIsNotActiveAnyMore) {
    host().import(filled_in(kFourAgents, "r2"));
    ASSERT_EQ(host().submit({"r2", "r2"}, {"r2.a@agents.example.test"}).end.code, 250);
    host().tell("agent-active r2.a off\n");
    EXPECT_EQ(host().verdicts("r2"), Lines{"r2.a withheld R2 agent-inactive"}) << host().logs();
    EXPECT_TRUE(host().delivered("r2", 0).empty());
}

TEST_F(RecipientRules, R3WithholdsWhereForwardsAreTooMany) {
    host().import(filled_in(kFourAgents, "r3"));
    host().tell(
        "agent-forward r3.a r3.b@agents.example.test\n"
        "agent-forward r3.b r3.c@agents.example.test\n"
        "agent-forward r3.c r3.d@agents.example.test\n");
    ASSERT_EQ(host().submit({"r3", "r3"}, {"r3.a@agents.example.test"}).end.code, 250);
    EXPECT_EQ(host().verdicts("r3"), Lines{"r3.a withheld R3 forward-loop"}) << host().logs();
    EXPECT_TRUE(host().delivered("r3", 0).empty());
}

TEST_F(RecipientRules, R4MergesWhatGoesToOneAddress) {
    host().import(filled_in(kFourAgents, "r4"));
    host().tell(
        "agent-forward r4.a info@shared.example.test\n"
        "agent-forward r4.b info@shared.example.test\n");
    ASSERT_EQ(host()
                  .submit({"r4", "r4"}, {"r4.a@agents.example.test", "r4.b@agents.example.test"})
                  .end.code,
              250);
    auto verdicts = host().verdicts("r4");
    for (auto& verdict : verdicts) verdict = verdict.substr(verdict.find(' ') + 1);
    std::sort(verdicts.begin(), verdicts.end());
    EXPECT_EQ(verdicts, (Lines{"merged R4 same-address", "sent"})) << host().logs();
    EXPECT_EQ(host().delivered_to("r4", 1), Lines{"info@shared.example.test"});
}

}  // namespace
}  // namespace postern::testing
