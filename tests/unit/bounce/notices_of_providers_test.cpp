// SPDX-License-Identifier: Apache-2.0
//
// Notices of mailbox providers, mobile operators, content scanners and mailing lists: whom they are
// about. Each is a layout that its system is known for, with words of our own around it.
#include <array>

#include "notice.hpp"

namespace postern {
namespace {

using testing::Notice;

// clang-format off
constexpr std::array kProviders{
    Notice{"gmail of old", "anna@firm.example", R"(From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Subject: Delivery Status Notification (Failure)
)", R"(Delivery to the following recipient failed permanently:

     anna@firm.example

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain firm.example by mx.firm.example. [192.0.2.7].

The error that the other server returned was:
550 5.1.1 user unknown

----- Original message -----

To: carl@other.example
)", "user-unknown"},
    Notice{"gmail, address not found", "anna@firm.example", R"(From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Subject: Delivery Status Notification (Failure)
)", R"(
** Address not found **

Your message wasn't delivered to anna@firm.example because the address couldn't be found, or is unable to receive mail.

Learn more here: https://support.google.com/mail/?p=NoSuchUser

The response was:

550 5.1.1 The email account that you tried to reach does not exist.
)", "user-unknown"},
    Notice{"gmail, goes on trying after a final answer", "anna@firm.example", R"(From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Subject: Delivery Status Notification (Delay)
)", R"(** Delivery incomplete **

There was a temporary problem delivering your message to anna@firm.example. Gmail will retry for 47 more hours. You'll be notified if the delivery fails permanently.

The response was:

550 5.1.1 user unknown
)", "user-unknown"},
    Notice{"gmail, delay", "anna@firm.example", R"(From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Subject: Delivery Status Notification (Delay)
)", R"(** Delivery incomplete **

There was a temporary problem delivering your message to anna@firm.example. Gmail will retry for 47 more hours.

The response was:

The recipient server did not accept our requests to connect.
)", "delayed"},
    Notice{"html, a table", "support@firm.example", R"(From: MAILER-DAEMON@mx.relay.example
Subject: Undelivered mail
Content-Type: text/html; charset=utf-8
)", R"(<html><body><p>Your message to <b>&lt;support@firm.example&gt;</b> couldn&#8217;t be delivered.</p>
<table><tr><td>Recipient:</td><td>support@firm.example</td></tr>
<tr><td>Reason:</td><td>552 mailbox full</td></tr></table>
<p>The first 50 lines of your original message follow:</p>
&gt; Received: from client.sender.example by mx.relay.example<br>
&gt; Subject: 550 user unknown &lt;bait@other.example&gt;<br>
</body></html>
)", "mailbox-full"},
    Notice{"yahoo", "anna@firm.example", R"(From: MAILER-DAEMON@yahoo.example
Subject: Failure Notice
)", R"(Sorry, we were unable to deliver your message to the following address.

<anna@firm.example>:
No mx record found for domain=firm.example

--- Below this line is a copy of the message.

To: carl@other.example
)"},
    Notice{"aol", "anna@firm.example", R"(From: Mail Delivery Subsystem <MAILER-DAEMON@aol.example>
Subject: Returned mail: User unknown
)", R"(Your mail is automatically being returned to you.

    ----- The following addresses had delivery problems -----
>>> anna@firm.example (unrecoverable error)

    ----- Transcript of session follows -----
<<< 550 anna IS NOT ACCEPTING MAIL FROM THIS SENDER
)"},
    Notice{"gmx", "anna@firm.example", R"(From: GMX Mailer Daemon <mailer-daemon@gmx.example>
Subject: Mail delivery failed: returning message to sender
)", R"(This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of
its recipients. This is a permanent error. The following address
failed:

"anna@firm.example":
SMTP error from remote server after RCPT command:
host: mx.firm.example
user unknown

--- The header of the original message is following. ---

To: carl@other.example
)", "user-unknown"},
    Notice{"1&1, reason inline", "anna@firm.example", R"(From: "Mail Delivery System" <mailer-daemon@provider.example>
Subject: Mail delivery failed: returning message to sender
)", R"(The following address failed:

    anna@firm.example:
        SMTP error from remote server for RCPT TO command, host: mx.firm.example (192.0.2.7) reason: 550 5.1.1 user unknown

--- The header of the original message is following. ---

To: carl@other.example
)", "user-unknown"},
    Notice{"mail.ru", "anna@firm.example", R"(From: mailer-daemon@provider.example
Subject: Mail failure.
)", R"(This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  anna@firm.example
    user not found

**********************

Это письмо создано автоматически
сервером Mail.Ru, отвечать на него не
нужно.

К сожалению, Ваше письмо не может
быть доставлено одному или нескольким
получателям:

**********************

------ This is a copy of the message, including all the headers. ------
)", "user-unknown"},
    Notice{"rambler", "anna@firm.example", R"(From: MAILER-DAEMON@provider.example
Subject: =?utf-8?B?0J/QuNGB0YzQvNC+INC90LUg0LTQvtGB0YLQsNCy0LvQtdC90L4=?=
Content-Type: text/plain; charset=utf-8
)", R"(Ваше письмо не было доставлено следующим получателям:

anna@firm.example
Причина: пользователь не найден

Текст исходного сообщения:

To: carl@other.example
)", "user-unknown"},
    Notice{"qq", "anna@firm.example", R"(From: =?utf-8?B?UVHpgq7nrrE=?= <PostMaster@qq.example>
Subject: =?utf-8?B?57O757uf6YCA5L+h?=
Content-Type: text/plain; charset=utf-8
)", R"(抱歉，您的邮件被退回来了……

原邮件信息：
时间：2026-11-28 11:00:00
主题：A visitor wrote
收件人：anna@firm.example

退信原因：
收件人邮箱不存在。

建议解决方案：
请联系您的收件人，重新核实邮箱地址。
)", "user-unknown"},
    Notice{"163", "anna@firm.example", R"(From: Postmaster@163.example
Subject: =?utf-8?B?57O757uf6YCA5L+h?=
Content-Type: text/plain; charset=utf-8
)", R"(抱歉，您的邮件被退回来了……
您的邮件(主题：A visitor wrote)无法发送到以下收件人：anna@firm.example
退信代码：user not found
)"},
    Notice{"docomo", "anna@firm.example", R"(From: mail-daemon@docomo.example
Subject: Undelivered Mail Returned to Sender
Content-Type: text/plain; charset=utf-8
)", R"(次のあて先へのメッセージはエラーのため送信できませんでした。
送信先メールアドレスが見つかりません。

Your message could not be delivered to the following recipient: anna@firm.example
Unknown user.

元のメールは以下の通りです。

To: carl@other.example
)"},
    Notice{"au", "anna@firm.example", R"(From: no-reply@au.example
Subject: Mail System Error - Returned Mail
)", R"(Your mail sent on: Sat, 28 Nov 2026 11:00:00 +0900
    Could not be delivered to: <anna@firm.example>
    As their mailbox is full.
)", "mailbox-full"},
    Notice{"ezweb", "anna@firm.example", R"(From: Postmaster@ez.example
Subject: Mail System Error - Returned Mail
)", R"(The user(s) account is temporarily over quota.

<anna@firm.example>

-------------------------------------------------
To: carl@other.example
)", "mailbox-full"},
    Notice{"softbank", "anna@firm.example", R"(From: MAILER-DAEMON@softbank.example
Subject: Returned mail: delivery problems encountered
)", R"(A message (from <visitor@sender.example>) was received at 28 Nov 2026 11:00:00 +0900.

The following addresses had delivery problems:

<anna@firm.example>
	Permanent Failure: 550_Invalid_recipient:_<anna@firm.example>
	Delivery last attempted at Sat, 28 Nov 2026 02:00:00 -0000
)"},
    Notice{"biglobe", "anna@firm.example", R"(From: postmaster@provider.example
Subject: Returned mail: see transcript for details
)", R"(   ----- The following addresses had delivery problems -----
anna@firm.example

   ----- Non-delivered information -----
The user's mailbox has exceeded its limit.

   ----- Original message -----
To: carl@other.example
)", "mailbox-full"},
    Notice{"verizon, pager", "5550100@mms.example", R"(From: post_master@mms.example
Subject: Undeliverable Message
)", R"(Message could not be delivered to mobile.
Error: No valid recipients for this MM

Original Message:
From: visitor@sender.example
To: 5550100@mms.example
)"},
    Notice{"sms gateway", "5550100@sms.example", R"(From: MAILER-DAEMON@sms.example
Subject: Undeliverable: A visitor wrote
)", R"(Error:
  Invalid user: 5550100@sms.example

Your message:
  From: visitor@sender.example
  Subject: A visitor wrote
)"},
    Notice{"activehunter", "anna@firm.example", R"(From: MAILER-DAEMON@relay.example
Subject: FAILURE NOTICE :
)", R"(  ----- The following addresses had permanent fatal errors -----

>>> anna@firm.example <anna@firm.example>

  ----- Transcript of session follows -----
550 sorry, no mailbox here by that name (#5.1.1)

  ----- original message -----
To: carl@other.example
)", "user-unknown"},
    Notice{"m-filter", "anna@firm.example", R"(From: MAILER-DAEMON@relay.example
X-Mailer: m-FILTER
Subject: failure notice
)", R"(anna@firm.example

-------server message
550 5.1.1 unknown user <anna@firm.example>

-------original message
To: carl@other.example
)", "user-unknown"},
    Notice{"mailmarshal", "anna@firm.example", R"(From: <postmaster@relay.example>
Subject: Undeliverable Mail: "A visitor wrote"
)", R"(Your message:
   From:    visitor@sender.example
   Subject: A visitor wrote

Could not be delivered because of

550 5.1.1 user unknown

The following recipients were affected:
    anna@firm.example

+++++++++++++++++++++++++++++++++++++++++++++++++++++++
To: carl@other.example
)", "user-unknown"},
    Notice{"surfcontrol", "anna@firm.example", R"(From: Mail Administrator <postmaster@relay.example>
Subject: Message could not be sent
)", R"(Your message could not be sent.
A transcript of the attempts to send the message follows.
The number of attempts made: 1
Addressed To: anna@firm.example

Sat 28 Nov 2026 11:00:00 +0000
Failed to send to identified host,
anna@firm.example: [192.0.2.7], 550 user unknown
--- Message non-deliverable.
)", "user-unknown"},
    Notice{"mcafee", "anna@firm.example", R"(From: <>
Subject: Delivery Status
)", R"(    --- The following addresses had delivery problems ---

<anna@firm.example>   (anna@firm.example... User unknown)
)", "user-unknown"},
    Notice{"symantec scanner", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery Failure
)", R"(Your message could not be delivered to the following recipients: anna@firm.example
The message was rejected: mailbox full.
)", "mailbox-full"},
    Notice{"mimecast", "anna@firm.example", R"(From: postmaster <postmaster@relay.example>
Subject: [Postmaster] Email Delivery Failure
)", R"(This is an automated alert notification. Please do not reply.

An email that you attempted to send to the following address could not be delivered:
-- anna@firm.example

The problem appears to be :
-- Recipient server unavailable or busy

Additional information follows :
-- [192.0.2.7] timed out

This condition occurred after 5 attempt(s) to deliver over
a period of 17 hour(s).
)", "network-temporary"},
    Notice{"ironport", "anna@firm.example", R"(From: Mail Delivery System <MAILER-DAEMON@relay.example>
Subject: Delivery Status Notification (Failure)
)", R"(The following message to <anna@firm.example> was undeliverable.
The reason for the problem:
5.1.0 - Unknown address error 550-'5.1.1 user unknown'
)", "user-unknown"},
    Notice{"numbered", "anna@firm.example bert@shop.example", R"(From: Mail Delivery System <MAILER-DAEMON@relay.example>
Subject: Delivery failed
)", R"(The message was not delivered to:

1. anna@firm.example - 550 user unknown
2) bert@shop.example - 552 mailbox full
)", "user-unknown"},
    Notice{"table", "anna@firm.example bert@shop.example", R"(From: Mail Delivery System <MAILER-DAEMON@relay.example>
Subject: Delivery report
)", R"(Delivery failed for the following recipients:

Recipient            Result
-------------------  ------------------------
anna@firm.example    550 5.1.1 user unknown
bert@shop.example    552 5.2.2 mailbox full
)", "user-unknown"},
    Notice{"table with bars", "anna@firm.example bert@shop.example", R"(From: Mail Delivery System <MAILER-DAEMON@relay.example>
Subject: Delivery report
)", R"(Delivery failed for the following recipients:

| Time             | Recipient           | Result                |
| 2026-11-28 11:00 | anna@firm.example   | 550 5.1.1 user unknown |
| 2026-11-28 11:01 | bert@shop.example   | 552 5.2.2 mailbox full |
)", "user-unknown"},
    Notice{"x3", "anna@firm.example", R"(From: Mail Delivery System <>
Subject: Delivery status notification
)", R"(============================================================================
      This is an automatically generated Delivery Status Notification.

Delivery to the following recipients failed permanently:

   * anna@firm.example

     Reason: There was an error while attempting to deliver your message with
     mx.firm.example. SMTP: 550 user unknown.
============================================================================
      Message headers:

To: carl@other.example
)", "user-unknown"},
    Notice{"x6", "anna@firm.example", R"(From: mailer-daemon
Auto-Submitted: auto-replied
Subject: There was an error sending your mail
)", R"(We had trouble delivering your message. Full details follow:

Subject: 'A visitor wrote'
Date: 'Sat, 28 Nov 2026 11:00:00 +0000'

1 error(s):

SMTP Server <mx.firm.example> rejected recipient <anna@firm.example>
  (Error following RCPT command). It responded as follows: [550 5.1.1 user unknown]
)", "user-unknown"},
    Notice{"powermta", "anna@firm.example", R"(From: PowerMTA <postmaster@relay.example>
Subject: Delivery report
)", R"(Hello, this is the mail server on mx.relay.example.

I am sending you this message to inform you on the delivery status of a
message you previously sent.  Immediately below you will find a list of
the affected recipients; also attached is a Delivery Status Notification
(DSN) report in standard format.

  <anna@firm.example>  delivery failed; will not continue trying

)"},
    Notice{"zoho", "anna@firm.example", R"(From: mailer-daemon@mail.zoho.example
Subject: Undelivered Mail Returned to Sender
)", R"(This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its recipients.

[Status: Error, Address: <anna@firm.example>, ResponseCode 550, user unknown]

Received:from mail.zoho.example by mail.zoho.example
	with SMTP id 1; Sat, 28 Nov 2026 11:00:00 +0000
Message-ID:<1@sender.example>
To:<carl@other.example>
)", "user-unknown"},
    Notice{"mailing list, not a member", "list@firm.example", R"(From: list-admin@firm.example
Subject: You are not member (list ML)
)", R"(Hi, I am the fml ML manager for the ML <list@firm.example>.

You, <b+token@bounces.example>, are not a member of this ML <list@firm.example>.
If you know the general guide of this list, please send mail with
the mail body "guide" to the address <list-ctl@firm.example>
)"},
    Notice{"challenge and response", "anna@firm.example", R"(From: Mail Delivery System <postmaster@firm.example>
Subject: Delivery failure
)", R"(Delivery to anna@firm.example failed.
Reason: the recipient only accepts mail from known senders.
)"},
    Notice{"subject alone", "anna@firm.example", R"(From: Postmaster <postmaster@firm.example>
Subject: Delivery failure (anna@firm.example)
)", R"(Your message could not be delivered: the mailbox is full.
)", "mailbox-full"},
};
// clang-format on

TEST(NoticesOfProviders, NameWhomTheyAreAbout) {
    for (const auto& notice : kProviders) testing::expect_understood(notice);
}

}  // namespace
}  // namespace postern
