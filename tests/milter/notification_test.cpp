// SPDX-License-Identifier: Apache-2.0
#include "postern/base/clock.hpp"
#include "postern/gateway/identity.hpp"

#include "daemon_test.hpp"

namespace postern::testing {

namespace {

using Texts = std::vector<std::string>;

class OutHop : public DaemonTest {
  protected:
    OutHop() { start(); }
    MilterReply present(const MilterMessage& message) const {
        return connect(kOutHop).send(message).end;
    }
};

TEST_F(OutHop, LetsADueNotificationLeaveRewritten) {
    const auto copy = handed_over("anna");
    const auto sent = present(copy);
    ASSERT_EQ(sent.answer, FilterAnswer::accept) << sent.text;

    const auto id = notification_id("shop", "draft-1", "anna");
    const auto thread = "<" + thread_id(keys(), "shop", "chat-1", "drafts.example") + ">";
    const auto unsubscribe = unsubscribe_token(keys(), "anna", Kind::offline_message);
    const auto return_path = return_path_local(keys(), id, SystemClock().now());
    EXPECT_EQ(sent.texts(),
              (Texts{"change_sender <" + return_path +
                         "@bounces.mail.example> ENVID=" + envelope_id(keys(), id, 1),
                     "change_header 1 From: Chat at Shop <notifications@mail.example>",
                     "change_header 1 To: Anna <anna@shop.example>",
                     "change_header 1 Message-ID: <" + message_id(keys(), id, "mail.example") + ">",
                     "add_header In-Reply-To: " + thread,
                     "add_header References: " + thread,
                     "add_header Auto-Submitted: auto-generated",
                     "add_header List-Unsubscribe: <https://chat.example/unsubscribe?t=" +
                         unsubscribe + ">",
                     "add_header List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                     "add_header List-Id: <offline-message.lists.example>",
                     "add_header Feedback-ID: ::offline-message:chatsender",
                     "change_header 1 Received: ",
                     "change_header 1 Postern-Seal: ",
                     "change_header 1 Postern-Draft-Id: ",
                     "change_header 1 Postern-Occurred: ",
                     "change_header 1 Postern-Chat: ",
                     "change_header 1 Postern-Account: ",
                     "change_header 1 Postern-Kind: ",
                     "add_recipient <anna@shop.example>",
                     "delete_recipient <" + copy.recipients.front() + ">"}));
    EXPECT_EQ(record(), (Texts{"anna sent", "ben issued"}));
}

TEST_F(OutHop, LeavesNothingOfTheInside) {
    const auto copy = handed_over("anna");
    const auto left = copy.edited(present(copy).edits);
    EXPECT_EQ(left.recipients, Texts{"anna@shop.example"});
    for (const auto& [name, value] : left.headers) {
        EXPECT_FALSE(name.starts_with("Postern-")) << name;
        EXPECT_EQ(value.find("platform.example"), std::string::npos) << name << ": " << value;
    }
    EXPECT_EQ(left.header("Reply-To"), "visitor@home.example");
}

TEST_F(OutHop, ParksWhatIsStillInItsWindow) {
    configure("grace-window", "{ offline-message: 10min }");
    daemon().restart();
    const auto occurred = just_now();
    const auto due = parse_time(occurred).value() + std::chrono::minutes{10};
    const auto parked = present(handed_over(with(draft(), "Postern-Occurred", occurred), "anna"));
    EXPECT_EQ(parked.answer, FilterAnswer::tempfail);
    EXPECT_EQ(parked.text, "451 4.7.0 postern: parked until " + format_time(due) +
                               ", the end of the grace window");
    EXPECT_EQ(parked.texts(), Texts{});
}

TEST_F(OutHop, DiscardsWhatARuleWithholds) {
    const auto copy = handed_over("anna");
    const auto wrote = parse_time(copy.header("Postern-Occurred")).value();
    ASSERT_TRUE(directory()->presence("anna", "phone", PresenceSign::of_life,
                                      wrote - std::chrono::minutes{1}));
    EXPECT_EQ(present(copy).answer, FilterAnswer::discard);
    EXPECT_EQ(record(), (Texts{"anna withheld O2", "ben issued"}));
    EXPECT_TRUE(logs("agent-online"));
}

TEST_F(OutHop, DiscardsASecondCopyOfTheSameDraft) {
    const auto first = handed_over("anna");
    auto again = draft();
    again.queue_id = "4jXother";
    const auto second = handed_over(again, "anna");
    EXPECT_EQ(present(first).answer, FilterAnswer::accept);
    EXPECT_EQ(present(second).answer, FilterAnswer::discard);
    EXPECT_TRUE(logs("verdict=duplicate"));
}

TEST_F(OutHop, SaysTheSameAgainIfItsAnswerWasLost) {
    // Nobody can say what the queue has.
    configure("postfix", "{ postqueue: /bin/false }");
    daemon().restart();
    const auto copy = handed_over("anna");
    const auto first = present(copy);
    const auto again = present(copy);
    EXPECT_EQ(again.answer, FilterAnswer::accept);
    EXPECT_EQ(again.texts(), first.texts());
}

TEST_F(OutHop, DoesNotLetLeaveAgainWhatTheQueueDoesNotHave) {
    ASSERT_TRUE(logs("event=recovered"));
    const auto copy = handed_over("anna");
    EXPECT_EQ(present(copy).answer, FilterAnswer::accept);
    EXPECT_EQ(present(copy).answer, FilterAnswer::tempfail);
    EXPECT_TRUE(logs("event=sent-already"));
    EXPECT_EQ(record(), (Texts{"anna sent", "ben issued"}));
}

TEST_F(OutHop, RefusesADraftWithoutASeal) {
    EXPECT_EQ(present(draft()).text,
              "550 5.7.1 not a draft that was accepted here: it has no seal");
}

TEST_F(OutHop, RefusesASealedDraftThatWasChanged) {
    EXPECT_EQ(present(with(handed_over("anna"), "Postern-Chat", "chat-2")).text,
              "550 5.7.1 not a draft that was accepted here: its seal: it was not made for this "
              "draft");
}

TEST_F(OutHop, RefusesAnAgentTheDraftWasNotAcceptedFor) {
    auto copy = handed_over("anna");
    auto& recipient = copy.recipients.front();
    recipient = "ben" + recipient.substr(recipient.find('+'));
    const auto refused = present(copy);
    EXPECT_EQ(refused.answer, FilterAnswer::reject);
    EXPECT_NE(refused.text.find("is no recipient this draft was accepted for"), std::string::npos)
        << refused.text;
}

TEST_F(OutHop, AsksPostfixForOneRecipientATransaction) {
    auto copy = handed_over("anna");
    copy.recipients.push_back(handed_over("ben").recipients.front());
    const auto answer = present(copy);
    EXPECT_EQ(answer.answer, FilterAnswer::tempfail);
    EXPECT_NE(answer.text.find("destination_recipient_limit = 1"), std::string::npos)
        << answer.text;
}

}  // namespace

}  // namespace postern::testing
