// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "postern/base/clock.hpp"
#include "postern/base/file.hpp"

#include "fixture.hpp"

namespace postern {

namespace {

class SendersCommand : public OperatorCommand {
  protected:
    SendersCommand() {
        auto n = sent(notification_for("anna"), "anna@firm.example");
        n.provider = "google";
        EXPECT_TRUE(state()->settle(n));
        bounce(n, BounceClass::blocked, "550 5.7.1 blocked for its reputation");
    }

    void say(Words words) const {
        words.insert(words.begin(), "senders");
        const auto result = postern(words);
        EXPECT_EQ(result.exit_status, 0) << result.err;
    }
    void reconfigure(const std::string& what, const std::string& by) {
        const auto text = replaced(read_file(configuration_).value(), what, by);
        configuration_ = folder_.write("senders.yaml", text).string();
    }
    [[nodiscard]] static std::string replaced(std::string text, const std::string& what,
                                              const std::string& by) {
        for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size())) {
            text.replace(at, what.size(), by);
        }
        return text;
    }
    [[nodiscard]] std::string state_of(const std::string& provider) const {
        const auto all = json_of({"senders", "list"});
        for (const auto& each : all["standings"]) {
            if (each["provider"] == provider) return each["state"];
        }
        return "";
    }
};

TEST_F(SendersCommand, ListsThePoolAndHowItStandsWithTheEvidence) {
    const auto all = json_of({"senders", "list"});
    EXPECT_EQ(all["domains"][0]["domain"], "mail.example");
    EXPECT_EQ(all["domains"][0]["sent_today"], 1);
    ASSERT_EQ(all["standings"].size(), 1U);
    EXPECT_EQ(all["standings"][0]["provider"], "google");
    EXPECT_EQ(all["standings"][0]["state"], "suspended");
    EXPECT_EQ(all["standings"][0]["refused"], 1);
    EXPECT_EQ(all["standings"][0]["account"], "shop");
    const auto text = postern({"senders", "list", "--suspended"}).out;
    EXPECT_TRUE(contains(text, "550 5.7.1 blocked for its reputation")) << text;
}

TEST_F(SendersCommand, TellsWhatHoldsForOneAccountFromWhatHoldsForAll) {
    for (const auto* account : {"lodge", "harbor"}) {
        auto n = sent(notification_for(account), std::string(account) + "@firm.example");
        n.account = n.draft = account;
        n.provider = "google";
        ASSERT_TRUE(state()->settle(n));
        bounce(n, BounceClass::blocked, "550 5.7.1 blocked for its reputation");
    }
    const auto all = json_of({"senders", "list"});
    std::vector<std::string> accounts;
    for (const auto& each : all["standings"]) {
        EXPECT_EQ(each["refused"], 3);
        accounts.push_back(each["account"].is_null() ? "all" : each["account"]);
    }
    std::sort(accounts.begin(), accounts.end());
    EXPECT_EQ(accounts, (Words{"all", "harbor", "lodge", "shop"}));
    const auto history = json_of({"senders", "history"});
    EXPECT_EQ(history[0]["account"], nullptr);
    EXPECT_EQ(history[1]["account"], "harbor");
    const auto text = postern({"senders", "list"}).out;
    EXPECT_TRUE(contains(text, "google    all      suspended")) << text;
}

TEST_F(SendersCommand, ListsTheDomainThatIsAskedForInEitherCase) {
    reconfigure("keys:", "  - {domain: news.example, bounce-domain: bounces.news.example}\nkeys:");
    const auto all = json_of({"senders", "list", "NEWS.Example"});
    ASSERT_EQ(all["domains"].size(), 1U);
    EXPECT_EQ(all["domains"][0]["domain"], "news.example");
    EXPECT_TRUE(all["standings"].empty());
}

TEST_F(SendersCommand, SaysOfWhichTimeTheCountsAre) {
    const auto text = postern({"senders", "list"}).out;
    EXPECT_TRUE(contains(text, "SENT IN 7d  REFUSED  CONTENT  COMPLAINTS  DELIVERED  ")) << text;
}

TEST_F(SendersCommand, KnowsWhatWasTakenOutOfThePool) {
    reconfigure("mail.example", "news.example");
    EXPECT_EQ(state_of("google"), "suspended");
    const auto all = json_of({"senders", "list", "mail.example"});
    EXPECT_TRUE(all["domains"].empty());
    EXPECT_EQ(all["standings"].size(), 1U);
    EXPECT_EQ(json_of({"senders", "history", "mail.example"}).size(), 1U);
    say({"resume", "mail.example", "--provider", "google"});
    say({"suspend", "mail.example", "--for", "1d"});
}

TEST_F(SendersCommand, ShowsNoWholeReturnPath) {
    const std::string token = "abcdefghijklmnopqrstuvwxyz234567";
    auto n = sent(notification_for("ben"), "ben@firm.example");
    n.draft = "<d2@chat.example>";
    n.provider = "wp";
    ASSERT_TRUE(state()->settle(n));
    bounce(n, BounceClass::blocked, "550 <B+" + token + "@mail.example>: b+ blocked");
    for (const auto* command : {"list", "history"}) {
        for (const Words& words :
             {Words{"senders", command}, Words{"senders", command, "--json"}}) {
            const auto text = postern(words).out;
            EXPECT_TRUE(contains(text, "550 <B+abcdefgh…@mail.example>: b+ blocked")) << text;
        }
    }
}

TEST_F(SendersCommand, ResumesAndKeepsWhoAndWhy) {
    say({"resume", "mail.example", "--provider", "Google", "--reason", "unblocked"});
    EXPECT_EQ(state_of("google"), "recovered");
    const auto history = json_of({"senders", "history"});
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0]["what"], "resumed");
    EXPECT_EQ(history[0]["why"], "unblocked");
    EXPECT_EQ(history[0]["until"], nullptr);
    EXPECT_EQ(history[1]["what"], "suspended");
    EXPECT_NE(history[1]["until"], nullptr);
    EXPECT_EQ(history[1]["step"], 1);
    EXPECT_EQ(postern({"senders", "resume", "mail.example"}).exit_status, 1)
        << "there was nothing to resume";
}

TEST_F(SendersCommand, SuspendsEverywhereOrAtOneProvider) {
    say({"suspend", "mail.example", "--reason", "moving"});
    EXPECT_EQ(state_of("*"), "suspended");
    say({"suspend", "mail.example", "--provider", "wp.pl", "--for", "2h"});
    EXPECT_EQ(state_of("wp"), "suspended");
}

TEST_F(SendersCommand, ResumingAtOneProviderTellsWhatHoldsEverywhere) {
    say({"suspend", "mail.example", "--reason", "moving"});
    const auto resumed = postern({"senders", "resume", "mail.example", "--provider", "google"});
    EXPECT_EQ(resumed.exit_status, 0);
    EXPECT_EQ(resumed.out, "1 changed\n");
    EXPECT_TRUE(resumed.err.starts_with("mail.example is still suspended everywhere, by "))
        << resumed.err;
    EXPECT_TRUE(resumed.err.ends_with(": moving\n")) << resumed.err;
    EXPECT_EQ(postern({"senders", "resume", "mail.example"}).err, "");
}

TEST_F(SendersCommand, ChangesNothingBeforePosternd) {
    std::filesystem::remove(path("state.db"));
    const auto listed = postern({"senders", "list"});
    EXPECT_TRUE(contains(listed.err, "posternd creates it when it starts")) << listed.err;
    for (const auto* change : {"suspend", "resume"}) {
        const auto result = postern({"senders", change, "mail.example"});
        EXPECT_EQ(result.exit_status, 1);
        EXPECT_EQ(result.err, replaced(listed.err, "list", change));
    }
    EXPECT_FALSE(std::filesystem::exists(path("state.db")));
}

TEST_F(SendersCommand, SaysWhichDomainOrProviderItDoesNotKnow) {
    const auto domain = postern({"senders", "suspend", "other.example"});
    EXPECT_EQ(domain.exit_status, 2);
    EXPECT_TRUE(contains(domain.err, "is none of mail.example, the sender domains of"))
        << domain.err;
    const auto provider = postern({"senders", "list", "--provider", "gogle"});
    EXPECT_EQ(provider.exit_status, 2);
    EXPECT_TRUE(contains(provider.err, "is no provider")) << provider.err;
    const auto span = postern({"senders", "suspend", "mail.example", "--for", "2"});
    EXPECT_EQ(span.exit_status, 2);
    EXPECT_TRUE(contains(span.err, "--for")) << span.err;
    const auto none = postern({"senders", "suspend", "mail.example", "--for", "0s"});
    EXPECT_EQ(none.exit_status, 2);
    EXPECT_TRUE(contains(none.err, "--for: that is no time at all")) << none.err;
}

TEST_F(SendersCommand, NamesTheLargeProviders) {
    const auto text = postern({"senders", "providers"}).out;
    EXPECT_TRUE(contains(text, "google")) << text;
}

}  // namespace

}  // namespace postern
