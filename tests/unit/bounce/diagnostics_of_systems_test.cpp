// SPDX-License-Identifier: Apache-2.0
//
// What mail systems say of their systems and of the way there, or of nothing that is understood.
#include <gtest/gtest.h>

#include "diagnostics.hpp"

namespace postern {
namespace {

using testing::Diagnostic;
using enum BounceClass;

// clang-format off
constexpr Diagnostic kRows[]{
    // Time ran out, a connection failed.
    {network_temporary, "Host or domain name not found. Name service error for name=firm.example type=MX: Host not found, try again"},
    {network_temporary, "connect to mx.firm.example[192.0.2.1]:25: Connection refused"},
    {network_temporary, "connect to mx.firm.example[192.0.2.1]:25: No route to host"},
    {network_temporary, "lost connection with mx.firm.example[192.0.2.1] while receiving the initial server greeting"},
    {network_temporary, "conversation with mx.firm.example[192.0.2.1] timed out while sending end of data"},
    {network_temporary, "550 4.4.7 QUEUE.Expired; message expired"},
    {system_error, "550 5.4.300 Message expired -> 451 4.4.0 Temporary server error. Please try again later"},
    {network_temporary, "550 5.4.316 Message expired, connection refused"},
    {network_temporary, "retry timeout exceeded"},
    {network_temporary, "I'm not going to try again; this message has been in the queue too long."},
    {network_temporary, "CNAME lookup failed temporarily. (#4.4.3)"},
    {network_temporary, "Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)"},
    {network_temporary, "450 4.2.0 <anna@firm.example>: Recipient address rejected: Greylisted, see https://list.example/help"},
    {network_temporary, "451 4.7.1 Greylisting in action, please come back later"},
    {network_temporary, "451 4.3.0 Temporary lookup failure"},
    {network_temporary, "450 4.1.1 <anna@firm.example>: Recipient address rejected: unverified address: Address verification in progress"},
    {network_temporary, "451 4.3.0 <anna@firm.example>: Temporary lookup failure of the recipient"},
    {network_temporary, "450 Requested mail action not taken: mailbox temporarily unavailable, try again later"},
    {network_temporary, "421 4.4.2 mx.firm.example Error: timeout exceeded"},
    {network_temporary, "delivery temporarily suspended: connect to mx.firm.example[192.0.2.1]:25: Connection timed out"},
    {network_temporary, "The recipient server did not accept our requests to connect. [mx.firm.example 192.0.2.1: timed out]"},
    {network_temporary, "DNS Error: DNS server returned answer with no data, SERVFAIL"},
    {network_temporary, "Message could not be delivered for 5 days"},
    {system_error, "451 Temporary local problem - please try later"},
    {network_temporary, "421 Server busy, try again later"},
    {network_temporary, "450 4.7.0 TLS handshake failed: connection reset"},
    {network_temporary, "TLS is required, but was not offered by host mx.firm.example[192.0.2.1]"},
    {network_temporary, "Server certificate not trusted"},
    {network_temporary, "451 4.4.0 DNS resolving error"},
    {network_temporary, "Temporary failure in name resolution"},
    {network_temporary, "450 4.4.1 Unable to contact the server of the recipient: timed out"},
    {network_temporary, "The recipient's server connection was closed"},
    {network_temporary, "450 user's mail server is unavailable, try again later"},
    {network_temporary, "Delivery to recipient anna@firm.example failed: message expired"},
    {network_temporary, "The address's mail server closed the connection"},
    {network_temporary, "the user's mail server is not responding"},
    {network_temporary, "450 4.2.1 mailbox busy"},
    {network_temporary, "450 Mailbox unavailable"},
    {network_temporary, "450 4.2.0 Mailbox unavailable"},
    {network_temporary, "All attempts to deliver have failed: dead host"},
    {network_temporary, "host mx.firm.example [192.0.2.1]: Connection timed out: retry timeout exceeded"},
    {network_temporary, "452 4.2.0 recipient temporarily unavailable"},
    {network_temporary, "450 4.3.2 try again later"},
    {network_temporary, "Remote host said: 421 too busy, try later"},
    {network_temporary, "451 4.7.1 Please try again later"},
    {system_error, "451 4.3.5 Server configuration problem, temporarily deferred"},
    // Their systems.
    {system_error, "452 4.3.1 Insufficient system storage"},
    {system_error, "452 4.3.1 Insufficient system resources"},
    {system_error, "554 5.4.6 Too many hops"},
    {system_error, "mail for firm.example loops back to myself"},
    {system_error, "550 5.4.14 Hop count exceeded - possible mail loop ATTR34"},
    {system_error, "Sorry. Although I'm listed as a best-preference MX or A for that host, it isn't in my control/locals file, so I don't treat it as local. (#5.4.6)"},
    {system_error, "554 5.3.5 Local configuration error"},
    {system_error, "550 5.3.0 unknown mailer error 2"},
    {system_error, "Command died with status 1: \"/usr/bin/filter\""},
    {system_error, "554 5.3.0 mail system config error"},
    {system_error, "procmail: Lock failure on \"/var/mail/anna.lock\""},
    {system_error, "can't create user output file"},
    {system_error, "451 4.3.0 Internal server error"},
    {system_error, "mail forwarding loop for anna@firm.example"},
    {system_error, "This message is looping: it already has my Delivered-To line. (#5.4.6)"},
    {system_error, "500 5.5.2 Error: command not recognized"},
    {system_error, "554 Transaction failed"},
    {system_error, "550 5.2.0 STOREDRV.Deliver.Exception:ConversionFailedException; the mailbox database is not available"},
    {system_error, "452 4.3.1 Out of disk space"},
    {system_error, "550 5.3.0 system config error"},
    {system_error, "451 qq write error or disk full (#4.3.0)"},
    {system_error, "452 4.3.1 disk full"},
    {system_error, "451 4.3.0 cannot open database"},
    {system_error, "500 unrecognized command"},
    {system_error, "501 5.5.4 Syntax error in parameters"},
    {system_error, "502 command not implemented"},
    {system_error, "5.3.5 mail loops back to me (MX problem?)"},
    {system_error, "too many Received headers: suspected mail loop"},
    {system_error, "local delivery failed: child process exit status 75"},
    {system_error, "Error writing to the mail store: I/O error"},
    {system_error, "554 5.3.0 internal software error"},
    {system_error, "451 Requested action aborted: local error in processing"},
    {system_error, "554 5.4.6 Hop count exceeded"},
    {system_error, "450 4.3.0 write error: no space left on device"},
    {system_error, "554 5.5.1 unexpected command"},
    {system_error, "451 4.3.0 Error: queue file write error"},
    {system_error, "unable to open mailbox /var/mail/anna: permission error"},
    {system_error, "The delivery agent crashed"},
    {network_temporary, "451 4.4.1 reply: read error from mx.firm.example"},
    {system_error, "interrupted system call"},
    {system_error, "451 4.3.0 cannot find user database"},
    {system_error, "SMTPUTF8 is required, but was not offered by host mx.firm.example[192.0.2.1]"},
    {system_error, "550 5.6.7 Non-ASCII addresses not permitted for that recipient"},
    {system_error, "550 5.1.1 message requires SMTPUTF8"},
    {system_error, "553 5.6.7 No such user: SMTPUTF8 is not supported"},
    {system_error, "550 5.6.9 UTF-8 header message cannot be transferred to one or more recipients"},

    // Nothing that is understood.
    {undefined, "550 Rejected"},
    {undefined, "550 5.0.0 It failed."},
    {undefined, "Your message wasn't delivered. Please contact your administrator."},
    {undefined, "This message was created automatically by mail delivery software. The following address(es) failed:"},
    {undefined, "I'm afraid I wasn't able to deliver your message to the following addresses. This is a permanent error; I've given up. Sorry it didn't work out."},
    {undefined, "For further assistance, please send mail to postmaster. If you do so, please include this problem report."},
    {undefined, "Diagnostic information for administrators: Generating server: mx.firm.example"},
    {undefined, "Your message did not reach some or all of the intended recipients. Contact your system administrator."},
    {undefined, "The e-mail system was unable to deliver the message, but did not report a specific reason. Check the address and try again."},
    {undefined, "Delivery has failed to these recipients or groups: anna@firm.example"},
    {undefined, "A message that you sent could not be delivered to one or more of its recipients. This is a permanent error."},
    {undefined, "Technical details of permanent failure: the other server returned an error"},
    {undefined, "Your mail could not be delivered. The returned message is attached to this e-mail."},
    {undefined, "550 5.0.0 Message refused"},
    {undefined, "550 5.2.0 Message could not be delivered"},
    {undefined, "550 Unspecified error"},
};
// clang-format on

TEST(DiagnosticsOfSystems, HaveTheirClasses) {
    testing::expect_classes(kRows);
}

}  // namespace
}  // namespace postern
