// SPDX-License-Identifier: Apache-2.0
//
// To whom one draft goes: one mail for each agent concerned, under the address that counts now.
#include <memory>

#include <gtest/gtest.h>

#include "database.hpp"
#include "mail_host.hpp"
#include "mail_text.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

/// Nobody is online and no window runs: only the recipients matter here.
constexpr auto kDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: ann, address: ann@team.example.test }
      - { id: bob, address: bob@team.example.test }
      - { id: col, address: col@team.example.test }
      - { id: off, address: off@team.example.test, active: false }
  - id: shop
    plan: pro
    notifications: { offline-message: true }
    groups: [ { id: sales }, { id: support } ]
    agents:
      - { id: dan, address: dan@shop.example.test, groups: [sales] }
      - { id: eva, address: eva@shop.example.test, groups: [sales, support] }
      - { id: fin, address: fin@shop.example.test, groups: [support] }
    chats: [ { id: support-chat, group: support } ]
  - id: shared
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: gil, address: gil@shared.example.test, forward: info@shared.example.test }
      - { id: hal, address: hal@shared.example.test, forward: info@shared.example.test }
      - { id: ida, address: ida@shared.example.test }
  - id: forwarded
    plan: standard
    notifications: { offline-message: true }
    forward: desk@forwarded.example.test
    agents:
      - { id: jon, address: jon@forwarded.example.test }
      - { id: kim, address: kim@forwarded.example.test, forward: kim@home.example.test }
  - id: chain
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: lea, address: lea@chain.example.test, forward: max@chain.example.test }
      - { id: max, address: max@chain.example.test, forward: nia@chain.example.test }
      - { id: nia, address: nia@chain.example.test }
  - id: desks
    plan: pro
    notifications: { offline-message: true }
    forward: desk@desks.example.test
    groups: [ { id: sales, forward: sales@desks.example.test, keep-copy: true }, { id: support } ]
    agents:
      - { id: pam, name: Pam, address: pam@desks.example.test, groups: [sales, support] }
      - { id: quy, name: Quy, address: quy@desks.example.test, groups: [sales, support] }
  - id: empty
    plan: standard
    notifications: { offline-message: true }
    agents:
      - { id: odo, address: odo@empty.example.test, active: false }
)";

class FanOut : public WithMailHost<FanOut> {
  public:
    static std::unique_ptr<MailHost> make_host() { return std::make_unique<MailHost>(kDirectory); }

  protected:
    /// Submits the draft and compares where it went.
    static void expect(const DraftText& draft, const Lines& recipients, const Lines& addresses) {
        const auto sent = host().submit(draft, recipients);
        ASSERT_EQ(sent.end.code, 250) << sent.end.text;
        EXPECT_EQ(host().delivered_to(draft.id, addresses.size()), addresses) << host().logs();
    }
};

TEST_F(FanOut, OneMailForEachActiveAgentAndNoneForTheOthers) {
    expect({"everybody", "team"}, {everybody("team")},
           {"ann@team.example.test", "bob@team.example.test", "col@team.example.test"});
    for (const auto& message : host().arrived("everybody")) {
        EXPECT_EQ(message.recipients.size(), 1U);
    }
}

TEST_F(FanOut, TheDraftsGroupOnPro) {
    DraftText draft{"sales", "shop"};
    draft.fields = "Postern-Group: sales\n";
    expect(draft, {everybody("shop")}, {"dan@shop.example.test", "eva@shop.example.test"});
}

TEST_F(FanOut, TheChatsOwnGroupOnPro) {
    DraftText draft{"support", "shop"};
    draft.chat = "support-chat";
    expect(draft, {everybody("shop")}, {"eva@shop.example.test", "fin@shop.example.test"});
}

TEST_F(FanOut, AnAgentsOwnAddressForThatAgentAlone) {
    expect({"alone", "team"}, {"bob@team.example.test"}, {"bob@team.example.test"});
}

TEST_F(FanOut, SeveralRecipientsAndNobodyTwice) {
    expect({"several", "team"},
           {"col@team.example.test", "ann@team.example.test", "col@team.example.test"},
           {"ann@team.example.test", "col@team.example.test"});
    expect({"mixed", "team"}, {"col@team.example.test", everybody("team")},
           {"ann@team.example.test", "bob@team.example.test", "col@team.example.test"});
}

TEST_F(FanOut, AnInactiveAgentGetsNothingEvenWhenNamed) {
    expect({"inactive", "team"}, {"off@team.example.test"}, {});
    EXPECT_EQ(host().verdicts("inactive"), Lines{"off withheld R2 agent-inactive"});
}

TEST_F(FanOut, OneCopyForTwoAgentsWithOneSharedAddress) {
    expect({"shared", "shared"}, {everybody("shared")},
           {"ida@shared.example.test", "info@shared.example.test"});
    for (const auto& message : host().arrived("shared")) {
        const auto to = MailText(message.text).field("To");
        if (message.recipients.front() == "info@shared.example.test") {
            EXPECT_EQ(to, "\"gil, hal\" <info@shared.example.test>");
        }
    }
}

TEST_F(FanOut, AGroupsForwardAndTheCopiesKeptBesideIt) {
    DraftText draft{"sales-desk", "desks"};
    draft.fields = "Postern-Group: sales\n";
    expect(draft, {everybody("desks")},
           {"pam@desks.example.test", "quy@desks.example.test", "sales@desks.example.test"});
    DraftText other{"support-desk", "desks"};
    other.fields = "Postern-Group: support\n";
    expect(other, {everybody("desks")}, {"desk@desks.example.test"});
}

TEST_F(FanOut, AnAccountsForwardExceptForAgentsWithTheirOwn) {
    expect({"desk", "forwarded"}, {everybody("forwarded")},
           {"desk@forwarded.example.test", "kim@home.example.test"});
}

TEST_F(FanOut, FollowsAChainOfForwardsToItsEnd) {
    expect({"chain", "chain"}, {"lea@chain.example.test"}, {"nia@chain.example.test"});
}

TEST_F(FanOut, WithholdsWhereForwardsRunInACircle) {
    const std::string lea = "lea@chain.example.test";
    EXPECT_THROW(host().tell("agent-forward nia " + lea + "\n"), std::runtime_error);
    // The command refuses to make one; tables of the platform's own may have one all the same.
    const auto set_forward = [](const std::string& value) {
        Database(host().folder() / "directory.db")
            .execute("UPDATE agents SET forward = " + value + " WHERE id = 'nia'");
    };
    set_forward("'" + lea + "'");
    ASSERT_EQ(host().submit({"circle", "chain"}, {"nia@chain.example.test"}).end.code, 250);
    const auto verdicts = host().verdicts("circle");
    set_forward("NULL");
    EXPECT_EQ(verdicts, Lines{"nia withheld R3 forward-loop"}) << host().logs();
    EXPECT_TRUE(host().delivered("circle", 0).empty());
}

TEST_F(FanOut, TakesADraftForWhichThereIsNobody) {
    expect({"nobody", "empty"}, {everybody("empty")}, {});
}

TEST_F(FanOut, IssuesARepeatedDraftOnce) {
    ASSERT_EQ(host().submit({"twice", "team"}).end.code, 250);
    ASSERT_EQ(host().verdicts("twice"), (Lines{"ann sent", "bob sent", "col sent"}));
    ASSERT_EQ(host().submit({"twice", "team"}).end.code, 250);
    EXPECT_EQ(host().delivered("twice", 3).size(), 3U) << host().logs();
}

}  // namespace
}  // namespace postern::testing
