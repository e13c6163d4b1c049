// SPDX-License-Identifier: Apache-2.0
//
// Notices without a delivery status, as different systems lay them out: whom they are about, and
// the class. Composed for this test.
#include <array>

#include <gtest/gtest.h>

#include "postern/bounce/bounce_reader.hpp"

#include "wire.hpp"

namespace postern {
namespace {

struct Notice {
    std::string_view layout;
    BounceClass bounce_class;
    std::string_view header;  ///< From, Subject and what else tells what it is.
    std::string_view text;
};

using enum BounceClass;

// clang-format off
constexpr std::array kNotices{
    Notice{"interscan", user_unknown, R"(From: InterScan MSS <postmaster@gw.firm.example>
Subject: Mail could not be delivered
)", R"(The original message could not be delivered.

Sent >>> RCPT TO: <anna@firm.example>
Received <<< 550 5.1.1 <anna@firm.example>... User Unknown
Unable to deliver message to <anna@firm.example>
)"},
    Notice{"mailfoundry", user_unknown, R"(From: The Mail Daemon <postmaster@gw.firm.example>
Subject: Message delivery has failed
)", R"(This is a MIME encoded message.

Unable to deliver message to: <anna@firm.example>
Delivery failed for the following reason:
Server mx.firm.example[192.0.2.1] failed with: 550 <anna@firm.example> No such user here

This has been a permanent failure.  No further delivery attempts will be made.
)"},
    Notice{"biglobe", mailbox_full, R"(From: postmaster@firm.example
Subject: Returned mail: see transcript for details
)", R"(   ----- The following addresses had delivery problems -----
<anna@firm.example>
   ----- Non-delivered information -----
The number of messages in recipient's mailbox exceeded the local limit.

   ----- Original message -----
From: notifications@sender.example
)"},
    Notice{"exchange55", user_unknown, R"(From: System Administrator <postmaster@firm.example>
Subject: Undeliverable: hello
)", R"(Your message

  To:      anna@firm.example
  Subject: hello
  Sent:    Mon, 1 Jan 2024 10:00:00 +0100

did not reach the following recipient(s):

anna@firm.example on Mon, 1 Jan 2024 10:00:05 +0100
    The recipient name is not recognized
	The MTS-ID of the original message is: c=us;a= ;p=firm
    MSEXCH:IMS:FIRM:MX 0 (000C05A6) Unknown Recipient
)"},
    Notice{"exchange2003-noacct", user_unknown, R"(From: System Administrator <postmaster@firm.example>
Subject: Undeliverable: hello
)", R"(Your message did not reach some or all of the intended recipients.

      Subject:	hello
      Sent:	1/1/2024 10:00 AM

The following recipient(s) could not be reached:

      anna@firm.example on 1/1/2024 10:00 AM
            The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address, or contact the recipient directly to find out the correct address.
            <mx.firm.example #5.1.1>
)"},
    Notice{"exchange2003-refused", policy, R"(From: System Administrator <postmaster@firm.example>
Subject: Undeliverable: hello
)", R"(Your message did not reach some or all of the intended recipients.

The following recipient(s) could not be reached:

      anna@firm.example on 1/1/2024 10:00 AM
            The message reached the recipient's e-mail system, but delivery was refused.  Attempt to resend the message.  If it still fails, contact your system administrator.
            < mx.firm.example #5.2.1>
)"},
    Notice{"exchange2003-time", network_temporary, R"(From: System Administrator <postmaster@firm.example>
Subject: Undeliverable: hello
)", R"(The following recipient(s) could not be reached:

      anna@firm.example on 1/1/2024 10:00 AM
            Could not deliver the message in the time limit specified.  Please retry or contact your administrator.
            <mx.firm.example #4.4.7>
)"},
    Notice{"exchange2003-perm", policy, R"(From: System Administrator <postmaster@firm.example>
Subject: Undeliverable: hello
)", R"(The following recipient(s) could not be reached:

      anna@firm.example on 1/1/2024 10:00 AM
            You do not have permission to send to this recipient.  For assistance, contact your system administrator.
            <mx.firm.example #5.7.1 smtp;550 5.7.1 rejected>
)"},
    Notice{"notes-listed", user_unknown, R"(From: Postmaster@firm.example
Subject: DELIVERY FAILURE: User anna (anna@firm.example) not listed in public Name & Address Book
)", R"(Your message

  Subject: hello

was not delivered to:

  anna@firm.example

because:

  User anna (anna@firm.example) not listed in public Name & Address Book
)"},
    Notice{"notes-several", user_unknown, R"(From: Postmaster@firm.example
Subject: DELIVERY FAILURE: Recipient user name anna (anna@firm.example) not unique
)", R"(Your message was not delivered to:

  anna@firm.example

because:

  Recipient user name anna (anna@firm.example) not unique.  Several matches found in Domino Directory.
)"},
    Notice{"notes-conn", network_temporary, R"(From: Postmaster@firm.example
Subject: DELIVERY FAILURE: Router: Failed to connect to SMTP host
)", R"(Your message was not delivered to:

  anna@firm.example

because:

  Router: Failed to connect to SMTP host MX.FIRM.EXAMPLE because : The server is not responding.
)"},
    Notice{"notes-quota", mailbox_full, R"(From: Postmaster@firm.example
Subject: DELIVERY FAILURE
)", R"(Your message was not delivered to:

  anna@firm.example

because:

  Error delivering to CN=Anna/O=Firm mail/anna; Router: Unable to complete delivery; database has exceeded its size quota
)"},
    Notice{"dovecot-lda", mailbox_full, R"(From: Mail Delivery Subsystem <postmaster@firm.example>
Subject: Rejected: hello
Auto-Submitted: auto-replied (rejected)
)", R"(Your message to <anna@firm.example> was automatically rejected:
Quota exceeded (mailbox for user is full)
)"},
    Notice{"ezweb-limited", inactive, R"(From: Postmaster@firm.example
Subject: Mail System Error - Returned Mail
)", R"(The user(s) account is temporarily limited.
<anna@firm.example>
)"},
    Notice{"exim-retry", network_temporary, R"(From: Mail Delivery System <Mailer-Daemon@mx.sender.example>
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: anna@firm.example
)", R"(This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  anna@firm.example
    retry timeout exceeded

------ This is a copy of the message, including all the headers. ------

Return-path: <notifications@sender.example>
)"},
    Notice{"exim-warn", delayed, R"(From: Mail Delivery System <Mailer-Daemon@mx.sender.example>
Subject: Warning: message 1abcd delayed 24 hours
Auto-Submitted: auto-replied
)", R"(This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.sender.example.

The address to which the message has not yet been delivered is:

  anna@firm.example
    Delay reason: Connection timed out

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals if the message
remains undelivered.
)"},
    Notice{"qmail-long", network_temporary, R"(From: MAILER-DAEMON@mx.firm.example
Subject: failure notice
)", R"(Hi. This is the qmail-send program at mx.sender.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<anna@firm.example>:
Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)
I'm not going to try again; this message has been in the queue too long.

--- Below this line is a copy of the message.

Return-Path: <notifications@sender.example>
)"},
    Notice{"qmail-552", mailbox_full, R"(From: MAILER-DAEMON@mx.firm.example
Subject: failure notice
)", R"(Hi. This is the qmail-send program at mx.sender.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<anna@firm.example>:
192.0.2.1 does not like recipient.
Remote host said: 552 5.2.2 over quota
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.
)"},
    Notice{"qmail-550", user_unknown, R"(From: MAILER-DAEMON@mx.firm.example
Subject: failure notice
)", R"(Hi. This is the qmail-send program at mx.sender.example.

<anna@firm.example>:
192.0.2.1 does not like recipient.
Remote host said: 550 no such person
Giving up on 192.0.2.1.
)"},
    Notice{"qmail-failedafter", content_spam, R"(From: MAILER-DAEMON@mx.firm.example
Subject: failure notice
)", R"(Hi. This is the qmail-send program at mx.sender.example.

<anna@firm.example>:
192.0.2.1 failed after I sent the message.
Remote host said: 554 5.7.1 rejected as spam by content filter
)"},
    Notice{"gmail-text", user_unknown, R"(From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
Subject: Delivery Status Notification (Failure)
X-Failed-Recipients: anna@firm.example
)", R"(Delivery to the following recipient failed permanently:

     anna@firm.example

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain firm.example by mx.firm.example. [192.0.2.1].

The error that the other server returned was:
550 5.1.1 <anna@firm.example>... User Unknown

----- Original message -----

From: notifications@sender.example
)"},
    Notice{"yahoo", inactive, R"(From: MAILER-DAEMON@mx.firm.example
Subject: Failure Notice
)", R"(Sorry, we were unable to deliver your message to the following address.

<anna@firm.example>:
Remote host said: 554 delivery error: dd This user's mailbox is disabled. [0] - mta1.firm.example
[RCPT_TO]

--- Below this line is a copy of the message.
)"},
    Notice{"msgserver", domain_invalid, R"(From: Internet Mail Delivery <postmaster@mx.sender.example>
Subject: Delivery Notification: Delivery has failed
)", R"(This report relates to a message you sent with the following header fields:

  Message-id: <m1@sender.example>
  From: notifications@sender.example
  To: anna@firm.example

Your message cannot be delivered to the following recipients:

  Recipient address: anna@firm.example
  Reason: Illegal host/domain name found
)"},
    Notice{"aol", policy, R"(From: MAILER-DAEMON@mx.firm.example
Subject: Undelivered Mail Returned to Sender
)", R"(<anna@firm.example>: host mx.provider.example said: 521 5.2.1 :  Provider will not accept
    delivery of this message. (in reply to end of DATA command)
)"},
    Notice{"german", user_unknown, R"(From: Systemadministrator <postmaster@firm.example>
Subject: Unzustellbar: hello
)", R"(Ihre Nachricht hat einige oder alle Empfaenger nicht erreicht.

Folgende(r) Empfaenger kann/koennen nicht erreicht werden:

      anna@firm.example am 01.01.2024 10:00
            Dieses E-Mail-Konto existiert in der Organisation nicht.
            <mx.firm.example #5.1.1>
)"},
    Notice{"french", mailbox_full, R"(From: postmaster@firm.example
Subject: Échec de remise
)", R"(Le message n'a pas pu être remis.

anna@firm.example
   La boîte aux lettres du destinataire est pleine.
)"},
    Notice{"jp", user_unknown, R"(From: postmaster@firm.example
Subject: Mail System Error - Returned Mail
)", R"(次のあて先へのメッセージはエラーのため送信できませんでした。

<anna@firm.example>
指定されたメールアドレスは存在しません。
)"},
    Notice{"sendmail-warn", delayed, R"(From: MAILER-DAEMON@mx.firm.example
Subject: Warning: could not send message for past 4 hours
)", R"(    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

The original message was received at Mon, 1 Jan 2024 10:00:00 +0100

   ----- Transcript of session follows -----
<anna@firm.example>... Deferred: Connection timed out with mx.firm.example.
Warning: message still undelivered after 4 hours
Will keep trying until message is 5 days old
)"},
    Notice{"vacation-plain", auto_reply, R"(From: Anna <anna@firm.example>
Subject: Out of Office: hello
)", R"(I am away, write to ben@firm.example.
)"},
    Notice{"imail", user_unknown, R"(From: Postmaster <postmaster@firm.example>
Subject: Undeliverable Mail
)", R"(Unknown user: anna@firm.example

Original message follows.

From: notifications@sender.example
)"},
    Notice{"hmail", user_unknown, R"(From: mailer-daemon@firm.example
Subject: Message undeliverable: hello
)", R"(Your message did not reach some or all of the intended recipients.

   Sent: Mon, 1 Jan 2024 10:00:00 +0100
   Subject: hello

The following recipient(s) could not be reached:

anna@firm.example
   Error Type: SMTP
   Remote server (192.0.2.1) issued an error.
   hMailServer sent: RCPT TO:<anna@firm.example>
   Remote server replied: 550 Unknown user

hMailServer
)"},
    Notice{"mdaemon", user_unknown, R"(From: MDaemon at firm.example <MDaemon@firm.example>
Subject: Permanent Delivery Failure
)", R"(The attached message had PERMANENT fatal delivery errors!

After one or more unsuccessful delivery attempts the attached message has
been removed from the mail queue on this server.

YOUR MESSAGE WAS NOT DELIVERED TO ONE OR MORE RECIPIENTS!

    --------------------------------------------------------------------
Failed address: anna@firm.example
--- Session Transcript ---
 Mon 10:00:00: RCPT To:<anna@firm.example>
 Mon 10:00:00: <-- 550 <anna@firm.example>, Recipient unknown
--- End Transcript ---
)"},
    Notice{"communigate", user_unknown, R"(From: <MAILER-DAEMON@firm.example>
Subject: Undeliverable mail: hello
)", R"(Failed to deliver to 'anna@firm.example'
LOCAL module(account anna) reports:
 account does not exist
)"},
    Notice{"four dashes above a contact", user_unknown, R"(From: <MAILER-DAEMON@firm.example>
Subject: Undeliverable mail: hello
)", R"(These recipients were not reached:

  anna@firm.example
     the user is unknown

----
Help desk of the firm
desk@firm.example
)"},
    Notice{"whose message it was", user_unknown, R"(From: <MAILER-DAEMON@firm.example>
Subject: Undeliverable mail: hello
)", R"(ben@visitor.example's message to anna@firm.example was not delivered:
the user is unknown.
)"},
    Notice{"groupwise", mailbox_full, R"(From: Mailer-Daemon@firm.example
Subject: Message status - undeliverable
)", R"(The message that you sent was undeliverable to the following:
	anna@firm.example (Mailbox is full)

Possibly truncated original message follows:
)"},
};
// clang-format on

std::string message_of(const Notice& notice) {
    return std::string(notice.header) +
           "To: b+token@bounces.example\nMIME-Version: 1.0\n"
           "Content-Type: text/plain; charset=utf-8\n\n" +
           std::string(notice.text);
}

TEST(Notices, HaveTheirRecipientAndClass) {
    const auto reader = BounceReader::shipped().value();
    for (const auto& notice : kNotices) {
        const auto report = testing::read_either_way(*reader, message_of(notice));
        ASSERT_EQ(report.outcomes.size(), 1U) << notice.layout;
        const auto& outcome = report.outcomes.front();
        EXPECT_EQ(outcome.recipient, "anna@firm.example") << notice.layout;
        EXPECT_EQ(name_of(outcome.bounce_class), name_of(notice.bounce_class))
            << notice.layout << ", by " << outcome.pattern;
    }
}

}  // namespace
}  // namespace postern
