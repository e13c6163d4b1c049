// SPDX-License-Identifier: Apache-2.0
//
// Delivery status that is not as RFC 3464 has it: empty lines too many or too few, a final
// recipient that is no address, and reports within reports. What was returned is read only where
// the report itself names nobody.
#include <gtest/gtest.h>

#include "notice.hpp"

namespace postern {
namespace {

using testing::recipients_in;

BounceReport report(std::string_view notice, std::string_view status,
                    std::string_view returned = "To: carl@other.example\n") {
    return testing::read_notice(
        "From: MAILER-DAEMON@mx.relay.example\nSubject: Undelivered mail\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
        "--b\nContent-Type: text/plain\n\n" + std::string(notice) +
            "\n--b\nContent-Type: message/delivery-status\n\n" + std::string(status) +
            "\n--b\nContent-Type: message/rfc822\n\n" + std::string(returned) + "\n--b--\n");
}

TEST(DeliveryStatusAskew, GoesOnBehindAnEmptyLine) {
    const auto read = report("",
                             "Reporting-MTA: dns; mx.relay.example\n\n"
                             "Final-Recipient: rfc822; anna@firm.example\n\n"
                             "Action: failed\n\nStatus: 5.1.1\n");
    ASSERT_EQ(recipients_in(read), "anna@firm.example");
    EXPECT_EQ(read.outcomes[0].action, DeliveryAction::failed);
}

TEST(DeliveryStatusAskew, BeginsAnotherRecipientWithoutAnEmptyLine) {
    const auto read = report("",
                             "Reporting-MTA: dns; mx.relay.example\n"
                             "Final-Recipient: rfc822; anna@firm.example\n"
                             "Action: failed\nStatus: 5.1.1\n"
                             "Final-Recipient: rfc822; bert@shop.example\n"
                             "Action: delayed\nStatus: 4.4.1\n");
    ASSERT_EQ(recipients_in(read), "anna@firm.example bert@shop.example");
    EXPECT_EQ(read.outcomes[0].action, DeliveryAction::failed);
    EXPECT_EQ(read.outcomes[1].action, DeliveryAction::delayed);
}

TEST(DeliveryStatusAskew, TakesTheRecipientOfTheNoticeForOneThatIsNoAddress) {
    EXPECT_EQ(recipients_in(report("The following addresses failed:\n\n  <anna@firm.example>\n",
                                   "Final-Recipient: x-local; |/usr/bin/filter\nAction: failed\n")),
              "anna@firm.example");
}

TEST(DeliveryStatusAskew, TakesTheOriginalRecipientForOneThatIsNoAddress) {
    EXPECT_EQ(recipients_in(report("",
                                   "Original-Recipient: rfc822; anna@firm.example\n"
                                   "Final-Recipient: x-unix; anna\nAction: failed\n")),
              "anna@firm.example");
}

constexpr std::string_view kReturnedReport =
    "From: MAILER-DAEMON@mx.other.example\n"
    "Content-Type: multipart/report; boundary=c\n\n"
    "--c\nContent-Type: message/delivery-status\n\n"
    "Final-Recipient: rfc822; bait@other.example\nAction: failed\nStatus: 5.1.1\n\n--c--\n";

std::string wrapped(std::string_view notice) {
    return "--b\nContent-Type: text/plain\n\n" + std::string(notice) +
           "\n--b\nContent-Type: message/rfc822\n\n" + std::string(kReturnedReport) + "\n--b--\n";
}

TEST(DeliveryStatusAskew, IsNotTakenFromWhatIsReturned) {
    constexpr auto kHeader =
        "From: MAILER-DAEMON@mx.relay.example\nSubject: Undelivered mail\n"
        "Content-Type: multipart/mixed; boundary=b\n";
    EXPECT_EQ(recipients_in(testing::read_notice(kHeader, wrapped("<anna@firm.example>: full\n"))),
              "anna@firm.example");
    EXPECT_EQ(recipients_in(testing::read_notice(kHeader, wrapped("A report is attached.\n"))),
              "bait@other.example");
}

TEST(DeliveryStatusAskew, IsReadInATextUpToTheReturnedMessage) {
    constexpr auto kHeader = "From: MAILER-DAEMON@mx.relay.example\nSubject: Undelivered mail\n";
    constexpr std::string_view kStatus =
        "final-recipient: rfc822; bert@shop.example\nAction: failed\nStatus: 5.1.1\n";
    EXPECT_EQ(recipients_in(testing::read_notice(kHeader, "Hello.\n\n" + std::string(kStatus))),
              "bert@shop.example");
    EXPECT_EQ(recipients_in(testing::read_notice(
                  kHeader, "<anna@firm.example>: full\n\n--- Original message follows ---\n\n" +
                               std::string(kStatus))),
              "anna@firm.example");
}

BounceReport json_notice(std::string_view body) {
    return testing::read_notice("From: no-reply@sns.example\nSubject: Notification\n", body);
}

TEST(JsonNotice, MayTellOfADelay) {
    const auto read =
        json_notice(R"({"eventType":"DeliveryDelay","deliveryDelay":{"delayType":"MailboxFull",)"
                    R"("delayedRecipients":[{"emailAddress":"anna@firm.example","status":"4.2.2",)"
                    R"("diagnosticCode":"smtp; 452 4.2.2 over quota"}]}})");
    ASSERT_EQ(recipients_in(read), "anna@firm.example");
    EXPECT_EQ(read.outcomes[0].action, DeliveryAction::delayed);
}

TEST(JsonNotice, MayTellThatTheServiceTookNothing) {
    const auto read =
        json_notice(R"({"eventType":"Reject","mail":{"destination":["anna@firm.example"]},)"
                    R"("reject":{"reason":"Bad content"}})");
    ASSERT_EQ(recipients_in(read), "anna@firm.example");
    EXPECT_EQ(read.outcomes[0].bounce_class, BounceClass::content_spam);
}

}  // namespace
}  // namespace postern
