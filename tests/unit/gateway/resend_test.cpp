// SPDX-License-Identifier: Apache-2.0
//
// A refusal that brought the notification back, and what becomes of it.
#include "postern/gateway/content_seal.hpp"
#include "postern/gateway/identity.hpp"

#include "fixture.hpp"

namespace postern::testing {
namespace {

struct RefusedNotification : GatewayTest {
    RefusedNotification() {
        configuration->settings.senders.push_back(
            {"other.example", "bounces.other.example", "chat"});
        message.body = "Hello,\r\n\r\nis anybody there?\r\n";
        left = leave();
        first = state.settled.front();
        report.format = BounceFormat::delivery_status;
        report.outcomes = {{"anna@shop.example", "", BounceClass::blocked, DeliveryAction::failed,
                            "5.7.1", "550", "550 5.7.1 blocked", ""}};
        configuration->read_bounce = [this](const HeaderList&, std::string_view) { return report; };
        second = first;
        second.attempt = 2;
        second.sender_domain = "other.example";
        second.message_id = message_id(configuration->keys, first.id, "other.example");
        state.effect.outcome = BounceEffect::Outcome::retried;
        state.effect.again = second;
    }

    /// The notification as it leaves; its envelope id goes into the report.
    Submission leave() {
        const auto out = handed_over("anna");
        clock.advance(2min);
        const auto verdict = present(out);
        for (const auto& edit : verdict.edits) {
            const auto* sender = std::get_if<SetSender>(&edit);
            if (sender != nullptr) report.envelope_id = sender->esmtp_args.substr(6);
        }
        return edited(out, verdict.edits);
    }

    /// The report of a refusal, with the notification inside as `returned`.
    Submission report_with(const Submission& returned) const {
        Submission back;
        back.recipients = {"<" + return_path_local(configuration->keys, first.id, clock.now()) +
                           "@bounces.mail.example>"};
        back.headers = {{"Received", "by mx.example (Postfix)\n\tid 4jXback; Mon, 23 Nov 2026"},
                        {"From", "MAILER-DAEMON@mx.example"},
                        {"Subject", "Undelivered Mail Returned to Sender"},
                        {"Content-Type", "multipart/report; boundary=\"b\""}};
        back.body = "--b\r\nContent-Type: message/rfc822\r\n\r\nReceived: by mx.example\r\n";
        for (const auto& field : returned.headers) {
            back.body += field.name + ": " + field.value + "\r\n";
        }
        back.body += "\r\n" + std::string(returned.body) + "\r\n--b--\r\n";
        return back;
    }

    Verdict come_back(const Submission& back) { return gateway.bounce(*configuration, back); }

    BounceReport report;
    Submission left;
    Notification first, second;
};

TEST_F(RefusedNotification, BecomesItselfAgainFromAnotherDomain) {
    const auto back = report_with(left);
    const auto verdict = come_back(back);
    ASSERT_EQ(verdict.action, Verdict::Action::accept);
    const auto again = edited(back, verdict.edits);
    EXPECT_EQ(again.recipients, (std::vector<std::string>{"<anna@shop.example>"}));
    EXPECT_EQ(header(again, "From"), "Chat at Shop <chat@other.example>");
    EXPECT_EQ(header(again, "To"), header(left, "To"));
    EXPECT_EQ(header(again, "Subject"), "A visitor wrote");
    EXPECT_EQ(header(again, "References"), header(left, "References"));
    EXPECT_EQ(header(again, "Message-ID"), "<" + second.message_id + ">");
    EXPECT_EQ(header(again, "Received"), "(none)");
    EXPECT_EQ(header(again, "Content-Type"), "(none)");
    EXPECT_EQ(again.body, left.body);
    const auto token = read_return_path(configuration->keys, again.sender.substr(1, 34));
    ASSERT_TRUE(token) << again.sender;
    EXPECT_EQ(token->notification, first.id);
    EXPECT_EQ(token->attempt, 2);
    EXPECT_EQ(again.sender.substr(35), "@bounces.other.example>");
}

TEST_F(RefusedNotification, IsOfferedToTheStateWithEveryDomainAndTheQueueFile) {
    come_back(report_with(left));
    ASSERT_EQ(state.bounces.size(), 1U);
    EXPECT_EQ(state.bounces[0].delivery, "4jXback");
    EXPECT_EQ(state.bounces[0].sender_domain, first.sender_domain);
    ASSERT_TRUE(state.bounces[0].again);
    EXPECT_EQ(state.bounces[0].again->senders.size(), 2U);
}

TEST_F(RefusedNotification, TakesNothingAlongThatTheSealDoesNotCover) {
    auto back = left;
    back.headers.push_back({"List-Unsubscribe", "<https://elsewhere.example/>"});
    back.headers.push_back({"Mail-Followup-To", "mallory@elsewhere.example"});
    back.headers.push_back({"X-Anything", "at all"});
    const auto report_of_it = report_with(back);
    const auto verdict = come_back(report_of_it);
    ASSERT_EQ(verdict.action, Verdict::Action::accept);
    const auto again = edited(report_of_it, verdict.edits);
    EXPECT_EQ(header(again, "Mail-Followup-To"), "(none)");
    EXPECT_EQ(header(again, "X-Anything"), "(none)");
    EXPECT_EQ(header(again, "List-Unsubscribe").find("elsewhere"), std::string::npos);
    EXPECT_EQ(header(again, "Subject"), "A visitor wrote");
}

TEST_F(RefusedNotification, ReportsOfADomainThatLeftThePoolAreBelieved) {
    auto back = report_with(left);
    back.recipients = {"<" + return_path_local(configuration->keys, first.id, clock.now()) +
                       "@bounces.gone.example>"};
    ASSERT_EQ(come_back(back).action, Verdict::Action::accept);
}

TEST_F(RefusedNotification, IsNotSentAgainWhereItIsNotAsItLeft) {
    state.effect = {};
    auto altered = left;
    altered.body = "Buy now\r\n";
    EXPECT_EQ(come_back(report_with(altered)).action, Verdict::Action::discard);
    altered = left;
    altered.headers.push_back({"Subject", "Buy now"});
    EXPECT_EQ(come_back(report_with(altered)).action, Verdict::Action::discard);
    auto truncated = report_with(left);
    truncated.body.resize(truncated.body.size() - 10);
    EXPECT_EQ(come_back(truncated).action, Verdict::Action::discard);
    report.envelope_id.clear();
    EXPECT_EQ(come_back(report_with(left)).action, Verdict::Action::discard);
    ASSERT_EQ(state.bounces.size(), 4U);
    for (const auto& bounce : state.bounces) EXPECT_FALSE(bounce.again);
}

TEST_F(RefusedNotification, IsNotOfferedWhereAnotherDomainWouldNotHelp) {
    state.effect = {};
    report.outcomes[0].bounce_class = BounceClass::content_spam;
    come_back(report_with(left));
    report.outcomes[0].bounce_class = BounceClass::blocked;
    configuration->settings.reputation.retry_within = 0s;
    come_back(report_with(left));
    configuration->settings.reputation.retry_within = 4h;
    configuration->settings.senders.pop_back();
    come_back(report_with(left));
    ASSERT_EQ(state.bounces.size(), 3U);
    for (const auto& bounce : state.bounces) EXPECT_FALSE(bounce.again);
}

TEST(ContentSeal, SurvivesWhatMailSystemsDoAndNothingElse) {
    const auto keys = KeyRing::from({std::string(32, 'k')}).value();
    const HeaderList headers{{"From", "Chat <chat@one.example>"}, {"Subject", "A visitor wrote"}};
    const auto id =
        envelope_id(keys, "n1", 1) + "." + content_seal(keys, "n1", headers, "One\r\nTwo\r\n");
    EXPECT_TRUE(is_envelope_id(keys, id, "n1", 1));
    const HeaderList folded{{"From", "Chat <chat@two.example>"}, {"subject", "A visitor\n wrote"}};
    EXPECT_TRUE(is_as_it_left(keys, id, "n1", {folded, "One \nTwo\n\n"}));
    EXPECT_FALSE(is_as_it_left(keys, id, "n2", {headers, "One\nTwo\n"}));
    EXPECT_FALSE(is_as_it_left(keys, id, "n1", {headers, "One\nThree\n"}));
    const HeaderList named{{"From", "Bank <chat@one.example>"}, {"Subject", "A visitor wrote"}};
    EXPECT_FALSE(is_as_it_left(keys, id, "n1", {named, "One\nTwo\n"}));
    EXPECT_FALSE(is_as_it_left(keys, "n1", "n1", {headers, "One\nTwo\n"}));
    EXPECT_FALSE(is_as_it_left(keys, envelope_id(keys, "n1", 1), "n1", {headers, "One\nTwo\n"}));
}

}  // namespace
}  // namespace postern::testing
