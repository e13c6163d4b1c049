// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/bounce_reader.hpp"

#include <gtest/gtest.h>

#include "wire.hpp"

namespace postern {
namespace {

BounceReport read(const std::string& message) {
    static const auto kReader = BounceReader::shipped().value();
    return testing::read_either_way(*kReader, message);
}

/// A multipart/report around one delivery status.
std::string report_with(const std::string& status, const std::string& words = "It failed.") {
    return "From: MAILER-DAEMON@mx.firm.example\nTo: b+token@bounces.example\n"
           "Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
           "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
           "--x\nContent-Type: text/plain\n\n" +
           words + "\n--x\nContent-Type: message/delivery-status\n\n" + status +
           "\n--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: <m1@sender.example>\n"
           "From: notifications@sender.example\nTo: anna@firm.example\n--x--\n";
}

std::string recipient(const std::string& address, const std::string& action,
                      const std::string& status, const std::string& said) {
    return "\nFinal-Recipient: rfc822; " + address + "\nAction: " + action + "\nStatus: " + status +
           "\nDiagnostic-Code: smtp; " + said + "\n";
}

TEST(DeliveryStatus, HasAnOutcomeForEachRecipient) {
    const auto report = read(
        report_with("Reporting-MTA: dns; mx.firm.example\nOriginal-Envelope-Id: n1\n" +
                    recipient("anna@firm.example", "failed", "5.2.2", "552 5.2.2 Over quota") +
                    recipient("ben@firm.example", "delivered", "2.0.0", "250 2.0.0 Ok") +
                    recipient("cid@firm.example", "failed", "5.0.0", "550 No such user here")));
    ASSERT_EQ(report.outcomes.size(), 3U);
    EXPECT_EQ(report.format, BounceFormat::delivery_status);
    EXPECT_EQ(report.reporting_mta, "mx.firm.example");
    EXPECT_EQ(report.envelope_id, "n1");
    EXPECT_EQ(report.message_id, "m1@sender.example");
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::mailbox_full);
    EXPECT_EQ(report.outcomes[0].smtp_code, "552");
    EXPECT_EQ(report.outcomes[1].bounce_class, BounceClass::delivered);
    EXPECT_EQ(report.outcomes[2].bounce_class, BounceClass::user_unknown);
    EXPECT_EQ(report.outcomes[2].recipient, "cid@firm.example");
}

struct Said {
    std::string action, status, words;
    BounceClass bounce_class;
};

const std::vector<Said> kSaid{
    {"failed", "5.1.1", "550 5.1.1 <a@b.example>... User unknown", BounceClass::user_unknown},
    {"failed", "5.7.1", "550 5.7.1 Recipient address rejected: user unknown",
     BounceClass::user_unknown},
    {"failed", "5.1.1", "550 5.7.1 your IP address is blacklisted", BounceClass::blocked},
    {"failed", "5.1.8", "553 5.1.8 sender domain does not exist", BounceClass::blocked},
    {"failed", "5.0.0", "553 sender.example does not exist", BounceClass::blocked},
    {"failed", "5.7.1", "550 5.7.1 no", BounceClass::blocked},
    {"failed", "5.4.4", "Host or domain name not found", BounceClass::domain_invalid},
    {"failed", "4.2.2", "452 4.2.2 mailbox full", BounceClass::mailbox_full},
    {"delayed", "4.2.2", "452 4.2.2 mailbox full", BounceClass::delayed},
    {"failed", "4.4.1", "connect to mx: Connection timed out", BounceClass::network_temporary},
    {"failed", "5.2.1", "550 5.2.1 This account has been disabled", BounceClass::inactive},
    {"failed", "5.3.4", "552 5.3.4 Message too big", BounceClass::message_too_large},
    {"failed", "5.7.1", "554 5.7.1 Relay access denied", BounceClass::policy},
    {"failed", "5.7.0", "550 5.7.0 classified as spam", BounceClass::content_spam},
    {"failed", "5.0.0", "552 Too many recipients", BounceClass::rate_limited},
    {"relayed", "2.0.0", "250 handed on", BounceClass::delivered},
    {"failed", "5.0.0", "hm", BounceClass::undefined},
};

BounceOutcome told(const std::string& action, const std::string& status, const std::string& words) {
    const auto report = read(report_with("Reporting-MTA: dns; mx.example\n" +
                                         recipient("a@b.example", action, status, words)));
    EXPECT_EQ(report.outcomes.size(), 1U) << words;
    return report.outcomes.at(0);
}

TEST(BounceClassOf, FollowsActionCodeAndWords) {
    for (const auto& [action, status, words, expected] : kSaid) {
        const auto outcome = told(action, status, words);
        EXPECT_EQ(name_of(outcome.bounce_class), name_of(expected))
            << words << ", by " << outcome.pattern;
    }
}

TEST(BounceClassOf, BlamesNobodyForARuleOfTheRecipientsOwn) {
    const auto fault = [](const std::string& words) {
        const auto outcome = told("failed", "5.7.1", words);
        EXPECT_EQ(outcome.bounce_class, BounceClass::policy) << words;
        return name_of(fault_of(outcome));
    };
    EXPECT_EQ(fault("550 5.7.1 you may not have permission to post messages to the group"),
              "nobody");
    EXPECT_EQ(fault("550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup"), "nobody");
    EXPECT_EQ(fault("550 5.7.124 no"), "nobody");
    EXPECT_EQ(fault("554 5.7.1 <a@b.example>: Relay access denied"), "nobody");
    EXPECT_EQ(fault("554 5.7.1 Sender domain mail.example rejected due to local policy"), "sender");
    EXPECT_EQ(fault("550 5.7.1 Denied by policy"), "sender");
}

TEST(BounceClassOf, OfADelayIsTheSendersFaultWhereTheWordsBlameItsReputation) {
    const auto delayed = [](const std::string& status, const std::string& words) {
        const auto outcome = told("delayed", status, words);
        EXPECT_EQ(outcome.bounce_class, BounceClass::delayed) << words;
        return name_of(fault_of(outcome));
    };
    EXPECT_EQ(delayed("4.7.0",
                      "421 4.7.0 [TSS04] Messages temporarily deferred due to unexpected "
                      "volume or user complaints"),
              "sender");
    EXPECT_EQ(delayed("4.7.28", "421-4.7.28 Our system has detected an unusual rate of mail"),
              "sender");
    EXPECT_EQ(delayed("4.2.2", "452 4.2.2 mailbox full"), "nobody");
    EXPECT_EQ(delayed("4.7.1", "450 4.7.1 Greylisted, try again"), "nobody");
    EXPECT_EQ(delayed("4.7.1", "454 4.7.1 <a@b.example>: Relay access denied"), "nobody");
    EXPECT_EQ(delayed("4.4.1", "connect to mx: Connection timed out"), "nobody");
}

/// Some look our own address up and report that as if it were the recipient's.
TEST(BounceClassOf, BlamesTheRecipientForAHostWhereTheCodeSaysWhoseItIs) {
    const auto fault_by = [](const std::string& status) {
        const auto report = read(report_with(
            "Reporting-MTA: dns; mx.example\n" +
            recipient("a@b.example", "failed", status, "550 " + status + " no such host")));
        const auto& outcome = report.outcomes.at(0);
        return outcome.fault.value_or(fault_of(outcome.bounce_class));
    };
    EXPECT_EQ(fault_by("5.1.2"), Fault::recipient);
    EXPECT_EQ(fault_by("5.0.0"), Fault::nobody);
}

TEST(BounceClassOf, IsOursWhereOnlyAnAddressOfOursIsNamed) {
    for (const std::string said :
         {"550 5.1.1 <b+Token@bounces.example>: user unknown",
          "550 notifications@sender.example: no such account",
          "552 the mailbox of notifications@sender.example is full",
          "550 mx.sender.example: host not found", "450 4.1.2 unknown host mx.sender.example"}) {
        const auto report = read(report_with("Reporting-MTA: dns; mx.example\n" +
                                             recipient("a@b.example", "failed", "5.0.0", said)));
        ASSERT_EQ(report.outcomes.size(), 1U);
        EXPECT_EQ(name_of(report.outcomes[0].bounce_class), "blocked") << said;
    }
    const auto report = read(report_with(
        "Reporting-MTA: dns; mx.example\n" +
        recipient("a@b.example", "failed", "5.0.0",
                  "550 user unknown (from notifications@sender.example to A@b.example)")));
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::user_unknown);
}

TEST(DeliveryStatus, ReadsTheGlobalForm) {
    auto text = report_with(
        "Reporting-MTA: dns; mx.firm.example\n\nFinal-Recipient: utf-8; \xC3\xA4nne@firm.example\n"
        "Original-Recipient: utf-8; \\x{E4}nne@firm.example\nAction: failed\nStatus: 5.1.1\n");
    text.replace(text.find("message/delivery-status"), 23, "message/global-delivery-status");
    const auto report = read(text);
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].recipient, "\xC3\xA4nne@firm.example");
    EXPECT_EQ(report.outcomes[0].original_recipient, report.outcomes[0].recipient);
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::user_unknown);
}

/// What is beyond ASCII is taken for bad syntax where SMTPUTF8 is not known.
TEST(BounceClassOf, IsNobodysFaultWhereAnAddressBeyondAsciiIsCalledBroken) {
    const auto class_of = [](const std::string& address, const std::string& said) {
        const auto report =
            read(report_with("Reporting-MTA: dns; mx.example\n" +
                             recipient(address, "failed", said.substr(4, 5), said)));
        return report.outcomes.size() == 1 ? report.outcomes[0].bounce_class
                                           : BounceClass::undefined;
    };
    const std::string beyond = "\xC3\xA4nne@firm.example";
    const std::string broken = "501 5.1.3 Bad recipient address syntax";
    EXPECT_EQ(class_of(beyond, broken), BounceClass::system_error);
    EXPECT_EQ(class_of(beyond, "550 5.1.1 No such user"), BounceClass::user_unknown);
    EXPECT_EQ(class_of("anna@firm.example", broken), BounceClass::user_unknown);
}

TEST(DeliveryStatus, TakesTheWordsOfTheNoticeWhereItHasNone) {
    const auto report = read(
        report_with("Reporting-MTA: dns; mx.firm.example\n\nFinal-Recipient: rfc822; a@b.example\n"
                    "Action: failed\nStatus: 5.0.0\n",
                    "<x@b.example>: hello\n\n<a@b.example>: the mailbox of this user is full\n"));
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::mailbox_full);
}

TEST(DeliveryStatus, TakesNoSourceRouteForARecipient) {
    const auto report = read(report_with(
        "Reporting-MTA: dns; mx.firm.example\n\nOriginal-Recipient: rfc822; anna@firm.example\n"
        "Final-Recipient: rfc822; @mx.firm.example:anna@store\nAction: failed\nStatus: 5.2.2\n"));
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].recipient, "anna@firm.example");
}

TEST(DeliveryStatus, TakesTheIndentedLinesBehindTheRecipientOfTheNotice) {
    const auto report = read(
        report_with("Reporting-MTA: dns; mx.firm.example\n\nFinal-Recipient: rfc822; a@b.example\n"
                    "Action: failed\nStatus: 5.0.0\n",
                    "The following addresses failed:\n\n  save to /var/mail/a\n"
                    "    generated by a@b.example\n    mailbox is full: retry timeout exceeded\n\n"
                    "No such user is meant here.\n"));
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::mailbox_full);
}

TEST(FeedbackReport, IsAComplaint) {
    const auto report = read(
        "From: fbl@provider.example\nSubject: abuse report\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=feedback-report; boundary=x\n\n"
        "--x\nContent-Type: text/plain\n\nA complaint.\n"
        "--x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: fbl/1\n"
        "Original-Rcpt-To: anna@firm.example\nVersion: 1\n"
        "--x\nContent-Type: message/rfc822\n\nMessage-ID: <m1@sender.example>\n\nHello\n--x--\n");
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::complaint);
    EXPECT_EQ(report.outcomes[0].recipient, "anna@firm.example");
    EXPECT_EQ(report.feedback_type, "abuse");
    EXPECT_EQ(report.message_id, "m1@sender.example");
}

TEST(FeedbackReport, OfTheTypeNotSpamSaysThatItArrived) {
    const auto report = read(
        "From: fbl@provider.example\nSubject: report\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=feedback-report; boundary=x\n\n"
        "--x\nContent-Type: message/feedback-report\n\nFeedback-Type: not-spam\n"
        "Original-Rcpt-To: anna@firm.example\nVersion: 1\n--x--\n");
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::delivered);
}

TEST(AutomaticReply, IsNoBounce) {
    for (const auto* field : {"Auto-Submitted: auto-replied", "Subject: Out of Office: back soon",
                              "Subject: Re: Automatic reply: away", "Precedence: auto_reply",
                              "Subject: =?utf-8?Q?R=C3=A9ponse_automatique_:_absent?="}) {
        const auto report = read("From: Anna <anna@firm.example>\n" + std::string(field) +
                                 "\n\nMy mailbox is full. User unknown.\n");
        ASSERT_EQ(report.outcomes.size(), 1U) << field;
        EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::auto_reply) << field;
        EXPECT_EQ(fault_of(report.outcomes[0].bounce_class), Fault::nobody);
    }
}

TEST(AutomaticReply, ComesFromWhomAnswersGoTo) {
    const auto report = read(
        "From: no-reply@firm.example\nReply-To: anna@firm.example\n"
        "Auto-Submitted: auto-replied\nSubject: Away\n\nI am away.\n");
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].recipient, "anna@firm.example");
}

TEST(AutomaticReply, IsAComplaintWhereItUnsubscribes) {
    const auto report = read(
        "From: anna@firm.example\nAuto-Submitted: auto-replied\nSubject: unsubscribe\n\n"
        "A mail program sent this.\n");
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::complaint);
    EXPECT_TRUE(report.outcomes[0].opt_out);
    EXPECT_EQ(report.outcomes[0].recipient, "anna@firm.example");
}

TEST(JsonNotice, IsReadThroughItsWrapperAndBrokenLines) {
    const std::string notice =
        R"({"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":)"
        "\n"
        R"([{"emailAddress":"anna@firm.example","action":"failed","status":"5.1.1",)"
        R"("diagnosticCode":"smtp; 550 5.1.1 user unknown"}]}})";
    const auto report = read("From: no-reply@sns.provider.example\nSubject: Notification\n\n" +
                             notice + "\n\n--\nTo stop: https://x.example\n");
    EXPECT_EQ(report.format, BounceFormat::json_notice);
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].recipient, "anna@firm.example");
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::user_unknown);
}

TEST(NoticeText, NamesItsRecipientsAtTheBeginningOfLines) {
    const auto report = read(
        "From: MAILER-DAEMON@mx.firm.example\nTo: b+token@bounces.example\n"
        "Subject: failure notice\n\nI could not deliver it.\n\n<anna@firm.example>:\n"
        "550 5.1.1 no such user\n\n<ben@firm.example>:\n552 the mailbox is full\n\n"
        "--- Below this line is a copy of the message.\n\nMessage-ID: <m1@sender.example>\n"
        "To: cid@firm.example\n");
    ASSERT_EQ(report.outcomes.size(), 2U);
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::user_unknown);
    EXPECT_EQ(report.outcomes[1].recipient, "ben@firm.example");
    EXPECT_EQ(report.outcomes[1].bounce_class, BounceClass::mailbox_full);
    EXPECT_EQ(report.message_id, "m1@sender.example");
}

TEST(NoticeText, DoesNotTakeASenderItQuotesForARecipient) {
    const auto report = read(
        "From: post_master@firm.example\nTo: b+token@bounces.example\nSubject: Re: hello\n\n"
        "Error: invalid user address\n\n550 - no such user here\n\nMessage details:\n"
        "  MAIL FROM: b+token@bounces.example\n  RCPT TO: anna@firm.example\n"
        "  From: notifications@sender.example\n");
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].recipient, "anna@firm.example");
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::user_unknown);
}

/// What systems write around the cause, and must not be taken for one.
TEST(NoticeText, SaysNothingByItsPhrases) {
    for (const std::string words :
         {"Contact your e-mail administrator if you need more information.",
          "This is a permanent error; I've given up. Sorry it didn't work out.",
          "Diagnostic information for administrators: generated by mx.firm.example",
          "Please check the recipient's e-mail address and resend the message.",
          "Your message could not be delivered to the recipient shown above.",
          "This is an automatically generated message, please do not reply to it.",
          "The mail system attaches the headers of the message below.",
          "If you think that this is a mistake, ask the person by telephone.",
          "Some problems resolve themselves: you may want to send it again.",
          "No further details were given by the other server."}) {
        const auto report = read(
            "From: MAILER-DAEMON@mx.firm.example\nTo: b+token@bounces.example\n"
            "Subject: Undelivered Mail Returned to Sender\n\n<anna@firm.example>:\nIt failed.\n\n" +
            words + "\n");
        ASSERT_EQ(report.outcomes.size(), 1U) << words;
        EXPECT_EQ(name_of(report.outcomes[0].bounce_class), "undefined")
            << words << ", by " << report.outcomes[0].pattern;
    }
}

TEST(NoticeText, IsReadInIso2022Jp) {
    const auto report = read(
        "From: Postmaster@firm.example\nSubject: Mail System Error\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=iso-2022-jp\n\n<anna@firm.example>\n"
        "\x1b$B%a!<%k%\\%C%/%9$,0lGU$G$9\x1b(B\n");
    ASSERT_EQ(report.outcomes.size(), 1U);
    EXPECT_EQ(report.outcomes[0].bounce_class, BounceClass::mailbox_full)
        << report.outcomes[0].diagnostic;
}

TEST(BounceReader, LeavesOrdinaryMailAlone) {
    const auto report = read(
        "From: Anna <anna@firm.example>\nSubject: the mailbox is full\n\nUser unknown, "
        "<ben@firm.example> said.\n");
    EXPECT_EQ(report.format, BounceFormat::none);
    EXPECT_TRUE(report.outcomes.empty());
}

TEST(BounceReader, KeepsWhatItCannotUnderstandApart) {
    const auto report = read("From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\nSorry.\n");
    EXPECT_EQ(report.format, BounceFormat::unreadable);
}

TEST(FaultTable, BlamesTheRecipientForItsOwnFaultsOnly) {
    EXPECT_EQ(fault_of(BounceClass::mailbox_full), Fault::recipient);
    EXPECT_EQ(fault_of(BounceClass::user_unknown), Fault::recipient);
    for (const auto other : {BounceClass::blocked, BounceClass::policy, BounceClass::rate_limited,
                             BounceClass::content_spam, BounceClass::delayed,
                             BounceClass::network_temporary, BounceClass::undefined}) {
        EXPECT_NE(fault_of(other), Fault::recipient) << name_of(other);
    }
}

}  // namespace
}  // namespace postern
