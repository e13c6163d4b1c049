// SPDX-License-Identifier: Apache-2.0
#include "postern/base/clock.hpp"

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
    const auto text = postern({"senders", "list", "--suspended"}).out;
    EXPECT_TRUE(contains(text, "550 5.7.1 blocked for its reputation")) << text;
}

TEST_F(SendersCommand, ResumesAndKeepsWhoAndWhy) {
    say({"resume", "mail.example", "--provider", "Google", "--reason", "unblocked"});
    EXPECT_EQ(state_of("google"), "recovered");
    const auto history = json_of({"senders", "history"});
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0]["what"], "resumed");
    EXPECT_EQ(history[0]["why"], "unblocked");
    EXPECT_EQ(history[1]["what"], "suspended");
    EXPECT_EQ(postern({"senders", "resume", "mail.example"}).exit_status, 1)
        << "there was nothing to resume";
}

TEST_F(SendersCommand, SuspendsEverywhereOrAtOneProvider) {
    say({"suspend", "mail.example", "--reason", "moving"});
    EXPECT_EQ(state_of("*"), "suspended");
    say({"suspend", "mail.example", "--provider", "wp.pl", "--for", "2h"});
    EXPECT_EQ(state_of("wp"), "suspended");
}

TEST_F(SendersCommand, SaysWhichDomainOrProviderItDoesNotKnow) {
    const auto domain = postern({"senders", "suspend", "other.example"});
    EXPECT_EQ(domain.exit_status, 2);
    EXPECT_TRUE(contains(domain.err, "none of the sender domains")) << domain.err;
    const auto provider = postern({"senders", "list", "--provider", "gogle"});
    EXPECT_EQ(provider.exit_status, 2);
    EXPECT_TRUE(contains(provider.err, "is no provider")) << provider.err;
    const auto span = postern({"senders", "suspend", "mail.example", "--for", "2"});
    EXPECT_EQ(span.exit_status, 2);
    EXPECT_TRUE(contains(span.err, "--for")) << span.err;
}

TEST_F(SendersCommand, NamesTheLargeProviders) {
    const auto text = postern({"senders", "providers"}).out;
    EXPECT_TRUE(contains(text, "google")) << text;
}

}  // namespace

}  // namespace postern
