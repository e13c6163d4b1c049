// SPDX-License-Identifier: Apache-2.0
#include "daemon_test.hpp"

namespace postern::testing {

namespace {

using Texts = std::vector<std::string>;

MilterMessage letter() {
    MilterMessage message;
    message.recipients = {"somebody@elsewhere.example", "other@elsewhere.example"};
    message.headers = {{"From", "somebody@shop.example"},
                       {"Subject", "Not a draft\n\tat all"},
                       {"DKIM-Signature", "v=1; d=shop.example"}};
    message.body = std::string(200'000, 'x') + "\r\n";
    return message;
}

class PlainMail : public DaemonTest, public ::testing::WithParamInterface<const char*> {
  protected:
    PlainMail() { start(); }
};

TEST_P(PlainMail, LeavesAsItCame) {
    const auto outcome = connect(GetParam()).send(letter());
    ASSERT_EQ(outcome.recipients.size(), 2U);
    EXPECT_EQ(outcome.recipients[0].answer, Answer::proceed);
    EXPECT_EQ(outcome.recipients[1].answer, Answer::proceed);
    EXPECT_EQ(outcome.end.answer, Answer::accept);
    // Where bounces come in, what is none is for an operator to look at.
    const bool is_kept = std::string_view(GetParam()) == kBounceHop;
    EXPECT_EQ(outcome.end.texts(), is_kept ? Texts{"quarantine kept by postern"} : Texts{});
}

INSTANTIATE_TEST_SUITE_P(Hops, PlainMail,
                         ::testing::Values(kDraftHop, kOutHop, kBounceHop, "smtpd", ""));

class ForeignFields : public DaemonTest {
  protected:
    ForeignFields() {
        configure("drafts",
                  "{ domain: drafts.example, networks: [127.0.0.1], sasl-users: [platform] }");
        start();
    }
    static MilterMessage forged() {
        auto message = letter();
        message.headers.insert(message.headers.begin(), {"Postern-Seal", "v=1"});
        for (const auto* name :
             {"Postern-Kind", "postern-kind", "Postern-Anything", "POSTERN-KIND"}) {
            message.headers.emplace_back(name, "offline-message");
        }
        return message;
    }
};

TEST_F(ForeignFields, AreRemovedFromTheHighestOccurrenceDown) {
    const auto outcome = connect(kDraftHop, "192.0.2.1").send(forged());
    EXPECT_EQ(outcome.end.answer, Answer::accept);
    EXPECT_EQ(outcome.end.texts(),
              (Texts{"change_header 3 POSTERN-KIND: ", "change_header 1 Postern-Anything: ",
                     "change_header 2 postern-kind: ", "change_header 1 Postern-Kind: ",
                     "change_header 1 Postern-Seal: "}));
    EXPECT_EQ(forged().edited(outcome.end.edits).headers, letter().headers);
}

TEST_F(ForeignFields, AreRemovedOnASmtpdThatTakesNoDraftsWhoeverSubmits) {
    const auto outcome = connect("smtpd").send(forged());
    EXPECT_EQ(outcome.end.answer, Answer::accept);
    EXPECT_EQ(forged().edited(outcome.end.edits).headers, letter().headers);
}

TEST_F(ForeignFields, AreNotForeignIfTheirSubmitterLoggedInAsOneWhoMay) {
    auto submitted = draft();
    submitted.login = "platform";
    auto client = connect(kDraftHop, "192.0.2.1");
    EXPECT_NE(client.send(submitted).end.edits.size(), 0U);
    submitted.login = "somebody";
    const auto refused = client.send(submitted);
    EXPECT_EQ(refused.end.text, "550 5.7.1 not allowed to submit drafts");
}

TEST_F(ForeignFields, SayNothingOverIpv6Either) {
    const auto outcome = connect(kDraftHop, "2001:db8::1").send(forged());
    EXPECT_EQ(forged().edited(outcome.end.edits).headers, letter().headers);
}

}  // namespace

}  // namespace postern::testing
