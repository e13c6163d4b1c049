// SPDX-License-Identifier: Apache-2.0
//
// Notices of groupware, of gateways to other worlds, and of providers: whom they are about. Each is
// a layout that its system is known for, with words of our own around it.
#include <array>

#include "notice.hpp"

namespace postern {
namespace {

using testing::Notice;

// clang-format off
constexpr std::array kGroupware{
    Notice{"exchange 5.5, sent to a list", "anna@firm.example bert@firm.example", R"(From: System Administrator <postmaster@firm.example>
Subject: Undeliverable: A visitor wrote
)", R"(Your message

  To:      team@firm.example
  Subject: A visitor wrote
  Sent:    Sat, 28 Nov 2026 11:00:00 -0000

did not reach the following recipient(s):

anna@firm.example on Sat, 28 Nov 2026 11:00:05 -0000
    The recipient name is not recognized
	The MTS-ID of the original message is: c=us;a= ;p=firm;l=MX-261128
    MSEXCH:IMS:FIRM:MX 0 (000C05A6) Unknown Recipient
'bert@firm.example' on Sat, 28 Nov 2026 11:00:05 -0000
    The recipient name is not recognized
)", "user-unknown"},
    Notice{"exchange 5.5, x.400 name", "anna@firm.example", R"(From: System Administrator <postmaster@firm.example>
Subject: Undeliverable: A visitor wrote
)", R"(Your message

  To:      Anna Berg
  Subject: A visitor wrote
  Sent:    Sat, 28 Nov 2026 11:00:00 -0000

did not reach the following recipient(s):

c=us;a= ;p=firm;o=mx;dda:SMTP=anna@firm.example; on Sat, 28 Nov 2026 11:00:05 -0000
    The recipient name is not recognized
)", "user-unknown"},
    Notice{"exchange 2007", "anna@firm.example", R"(From: Microsoft Exchange <postmaster@firm.example>
Subject: Undeliverable: A visitor wrote
)", R"(Delivery has failed to these recipients or distribution lists:

anna@firm.example
The recipient's e-mail address was not found in the recipient's e-mail system. Microsoft Exchange will not try to redeliver this message for you. Please check the e-mail address and try resending this message, or provide the following diagnostic text to your system administrator.

Sent by Microsoft Exchange Server 2007

Diagnostic information for administrators:

Generating server: mx.firm.example

anna@firm.example
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

Original message headers:

To: <carl@other.example>
)", "user-unknown"},
    Notice{"exchange online, name and link", "anna@firm.example", R"(From: Microsoft Outlook <postmaster@firm.example>
Subject: Undeliverable: A visitor wrote
)", R"(Delivery has failed to these recipients or groups:

Anna Berg (anna@firm.example)<mailto:anna@firm.example>
Your message couldn't be delivered. Despite repeated attempts to contact the recipient's email system it didn't respond.

Diagnostic information for administrators:

Generating server: DB3PR01.prod.outlook.com
Receiving server: mx.firm.example (192.0.2.7)
Total retry attempts: 20

anna@firm.example
Server at mx.firm.example (192.0.2.7) returned '550 5.4.300 Message expired'

Original message headers:

To: <carl@other.example>
)", "network-temporary"},
    Notice{"exchange online, your message to", "anna@firm.example", R"(From: postmaster@outlook.example
Subject: Undeliverable: A visitor wrote
)", R"([Office logo]
Your message to anna@firm.example couldn't be delivered.
anna wasn't found at firm.example.
visitor	Office 365	anna
Action Required			Recipient
Unknown To address
How to Fix It
The address may be misspelled or may not exist. Contact the recipient (by phone, for example) to check.
Status code: 550 5.1.10
More Info for Email Admins
Sender Address:	visitor@sender.example
Recipient Address:	anna@firm.example
Subject:	A visitor wrote
)", "user-unknown"},
    Notice{"exchange online in html", "anna@firm.example", R"(From: postmaster@outlook.example
Subject: Undeliverable: A visitor wrote
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8
)", R"(<html><head><style>p{margin:0}</style></head><body>
<p>Your message to <b>anna@firm.example</b> couldn&#8217;t be delivered.</p>
<p><span>anna wasn&#39;t found at firm.example.</span></p>
<p>Contact <a href="mailto:helpdesk@relay.example">helpdesk@relay.example</a>.</p>
</body></html>
)"},
    Notice{"outlook.com of old", "anna@firm.example", R"(From: postmaster@mail.hotmail.example
Subject: Delivery Status Notification (Failure)
)", R"(This is an automatically generated Delivery Status Notification.

Delivery to the following recipients failed.

       anna@firm.example
)"},
    Notice{"domino", "anna@firm.example", R"(From: Postmaster@firm.example
Subject: DELIVERY FAILURE: User anna (anna@firm.example) not listed in Domino Directory
)", R"(Your message

  Subject: A visitor wrote

was not delivered to:

  anna@firm.example

because:

  User anna (anna@firm.example) not listed in Domino Directory
)", "user-unknown"},
    Notice{"notes, reason first", "anna@firm.example", R"(From: Postmaster@firm.example
Subject: Undeliverable message
)", R"(------- Failure Reasons  --------

User not listed in public Name & Address Book
anna@firm.example

------- Returned Message --------
To: carl@other.example
)", "user-unknown"},
    Notice{"groupwise", "anna@firm.example", R"(From: Postmaster@firm.example
Subject: Message status - undeliverable
)", R"(The message that you sent was undeliverable to the following:
	anna@firm.example (user not found)

Possibly truncated original message follows:
From: visitor@sender.example
)", "user-unknown"},
    Notice{"groupwise, its name for the mailbox", "anna@firm.example", R"(From: Postmaster@firm.example
Subject: Message status - undeliverable
)", R"(The message that you sent was undeliverable to the following:
    anna@firm.example (The mailbox disk space quota is exceeded.)
)", "mailbox-full"},
    Notice{"imail", "anna@firm.example", R"(From: "Postmaster" <postmaster@relay.example>
Subject: Undeliverable Mail
X-Mailer: <IMail v8.15>
)", R"(Unknown user: anna@firm.example

Original message follows.

To: carl@other.example
)", "user-unknown"},
    Notice{"imail, quota", "anna@firm.example", R"(From: "Postmaster" <postmaster@relay.example>
Subject: Undeliverable Mail
)", R"(User mailbox exceeds allowed size: anna@firm.example

Original message follows.
)", "mailbox-full"},
    Notice{"imail, undeliverable to", "anna@firm.example", R"(From: "Postmaster" <postmaster@relay.example>
Subject: Undeliverable Mail
)", R"(undeliverable to anna@firm.example


Original message follows.
)"},
    Notice{"mailenable", "anna@firm.example", R"(From: "Postmaster" <POSTMASTER@relay.example>
Subject: Message Delivery Failure
)", R"(MailEnable: Message could not be delivered to some recipients.
The following recipient(s) could not be reached:

	Recipient: [SMTP:anna@firm.example]
	Reason: Remote SMTP Server Returned: 550 5.1.1 user unknown

Message headers follow:
To: carl@other.example
)", "user-unknown"},
    Notice{"kerio", "anna@firm.example", R"(From: Mail Delivery Subsystem <postmaster@relay.example>
Subject: Delivery failed
)", R"(This is a message from the mail server mx.relay.example.

Your message could not be delivered to these recipients:

<anna@firm.example>
Remote SMTP server reported an error: 550 5.1.1 user unknown
)", "user-unknown"},
    Notice{"mdaemon", "anna@firm.example", R"(From: MDaemon at relay.example <MDaemon@relay.example>
Subject: Permanent Delivery Failure
)", R"(------------------------------------------------------------
The attached message had PERMANENT fatal delivery errors!

After one or more unsuccessful delivery attempts the attached message has
been removed from the mail queue on this server.

Failed address: anna@firm.example

------------------------------------------------------------
--- Session Transcript ---
Sat 2026-11-28 11:00:00: <-- 220 mx.firm.example ESMTP
Sat 2026-11-28 11:00:00: --> MAIL From:<visitor@sender.example>
Sat 2026-11-28 11:00:00: --> RCPT To:<anna@firm.example>
Sat 2026-11-28 11:00:00: <-- 550 5.1.1 user unknown
--- End Transcript ---
)", "user-unknown"},
    Notice{"merak", "anna@firm.example", R"(From: Mail Delivery System <MAILER-DAEMON@relay.example>
Subject: Permanent Delivery Failure
)", R"(Could not deliver message to the following recipient(s):

Failed Recipient: anna@firm.example
Reason: Remote host said: 550 5.1.1 user unknown


   -- The header and top 20 lines of the message follows --

To: carl@other.example
)", "user-unknown"},
    Notice{"hmailserver", "anna@firm.example", R"(From: mailer-daemon@relay.example
Subject: Message undeliverable: A visitor wrote
)", R"(Your message did not reach some or all of the intended recipients.

   Sent: Sat, 28 Nov 2026 11:00:00 +0000
   Subject: A visitor wrote

The following recipient(s) could not be reached:

anna@firm.example
   Error Type: SMTP
   Remote server (192.0.2.7) issued an error.
   hMailServer sent: RCPT TO:<anna@firm.example>
   Remote server replied: 550 5.1.1 user unknown

hMailServer
)", "user-unknown"},
    Notice{"smartermail", "anna@firm.example", R"(From: "System Administrator" <postmaster@relay.example>
Subject: Delivery Failure
)", R"(Could not deliver message to the following recipient(s):

Failed Recipient: anna@firm.example
Reason: Remote host said: 550 5.1.1 user unknown
)", "user-unknown"},
    Notice{"pmdf", "anna@firm.example", R"(From: PMDF e-Mail Interconnect <postmaster@relay.example>
Subject: Delivery Notification: Delivery has failed
)", R"(This report relates to a message you sent with the following header fields:

  Message-id: <1@sender.example>
  Date: Sat, 28 Nov 2026 11:00:00 +0000
  From: visitor@sender.example
  To: carl@other.example

Your message cannot be delivered to the following recipients:

  Recipient address: anna@firm.example
  Reason: Illegal host/domain name found
)"},
    Notice{"pmdf, alias", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery Notification: Delivery has timed out and failed
)", R"(Your message cannot be delivered to the following recipients:

  Recipient address: anna@firm.example
  Original address: team@firm.example
  Reason: unable to deliver this message after 3 days
)"},
    Notice{"x.400 gateway", "anna@firm.example", R"(From: MTA mx <postmaster@relay.example>
Subject: Delivery Report (failure) for anna@firm.example
)", R"(This report relates to your message: Subject: A visitor wrote,
	Message-ID: <1@sender.example>,
	To: carl@other.example
	of Sat, 28 Nov 2026 11:00:00 +0000

Your message was not delivered to
   anna@firm.example
for the following reason:
   Bad Address
   MTA 'mx.firm.example' gives error message unknown user

***** The following information is directed towards the local administrator
***** and is not intended for the end user
*
* DR generated by: mta mx.relay.example
*         in /PRMD=relay/ADMD= /C=gb/
*         at Sat, 28 Nov 2026 11:00:02 +0000
)", "user-unknown"},
};
// clang-format on

TEST(NoticesOfGroupware, NameWhomTheyAreAbout) {
    for (const auto& notice : kGroupware) testing::expect_understood(notice);
}

}  // namespace
}  // namespace postern
