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

class OutOfDraft : public DaemonTest {
  protected:
    OutOfDraft() { start(); }
};

TEST_P(PlainMail, LeavesAsItCame) {
    const auto outcome = connect(GetParam()).send(letter());
    ASSERT_EQ(outcome.recipients.size(), 2U);
    EXPECT_EQ(outcome.recipients[0].answer, FilterAnswer::proceed);
    EXPECT_EQ(outcome.recipients[1].answer, FilterAnswer::proceed);
    EXPECT_EQ(outcome.end.answer, FilterAnswer::accept);
    // Where bounces come in, what is none is for an operator to look at.
    const bool is_kept = std::string_view(GetParam()) == kBounceHop;
    if (is_kept) {
        EXPECT_EQ(outcome.end.texts(), Texts{"quarantine kept by postern"});
        return;
    }
    // On DRAFT it gets a pass, without which it would not leave on OUT.
    const bool is_passed_on = std::string_view(GetParam()) == kDraftHop;
    auto passed_on = letter().edited(outcome.end.edits);
    EXPECT_EQ(std::erase_if(passed_on.headers,
                            [](const auto& field) { return field.first == "Postern-Pass"; }),
              is_passed_on ? 1U : 0U);
    EXPECT_EQ(passed_on.headers, letter().headers);
    EXPECT_EQ(outcome.end.edits.size(), is_passed_on ? 1U : 0U);
}

TEST_F(OutOfDraft, LeavesAsItCame) {
    auto passed = connect(kDraftHop).send(letter());
    const auto handed_over = letter().edited(passed.end.edits);
    const auto outcome = connect(kOutHop).send(handed_over);
    EXPECT_EQ(outcome.end.answer, FilterAnswer::accept);
    EXPECT_EQ(outcome.end.texts(), Texts{"change_header 1 Postern-Pass: "});
    EXPECT_EQ(handed_over.edited(outcome.end.edits).headers, letter().headers);
}

TEST_F(OutOfDraft, DoesNotLeaveOtherwise) {
    const auto outcome = connect(kOutHop).send(letter());
    EXPECT_EQ(outcome.end.text, "550 5.7.1 mail is taken here from the DRAFT service alone");
    EXPECT_TRUE(logs("event=plain-mail-refused"));
}

INSTANTIATE_TEST_SUITE_P(Hops, PlainMail, ::testing::Values(kDraftHop, kBounceHop, "smtpd", ""));

class ForeignFields : public DaemonTest {
  protected:
    ForeignFields() {
        configure("drafts",
                  "{ domain: drafts.example, networks: [127.0.0.1], sasl-users: [platform] }");
        start();
    }
    /// "Postern-Pass: …", the last edit.
    static std::string pass_of(const MilterOutcome& outcome) {
        const auto text = outcome.end.texts().back();
        return text.substr(text.find("Postern-Pass: "));
    }
    /// Of the message that was sent, without its pass.
    static decltype(MilterMessage::headers) left(const MilterMessage& sent,
                                                 const MilterOutcome& outcome) {
        auto message = sent.edited(outcome.end.edits);
        return without(message, "Postern-Pass").headers;
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
    EXPECT_EQ(outcome.end.answer, FilterAnswer::accept);
    EXPECT_EQ(outcome.end.texts(),
              (Texts{"change_header 3 POSTERN-KIND: ", "change_header 1 Postern-Anything: ",
                     "change_header 2 postern-kind: ", "change_header 1 Postern-Kind: ",
                     "change_header 1 Postern-Seal: ", "add_header " + pass_of(outcome)}));
    EXPECT_EQ(left(forged(), outcome), letter().headers);
}

TEST_F(ForeignFields, AreRemovedOnASmtpdThatTakesNoDraftsWhoeverSubmits) {
    const auto outcome = connect("smtpd").send(forged());
    EXPECT_EQ(outcome.end.answer, FilterAnswer::accept);
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
    EXPECT_EQ(left(forged(), outcome), letter().headers);
}

}  // namespace

}  // namespace postern::testing
