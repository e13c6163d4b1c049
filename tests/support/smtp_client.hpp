// SPDX-License-Identifier: Apache-2.0
//
// A plain SMTP client (RFC 5321) on loopback, for tests: says what it is told and hands back what
// it was answered, a 4xx and a 5xx like a 250. With XCLIENT (a Postfix extension) it pretends to be
// another client. Throws std::runtime_error where there is no conversation: nobody listens, the
// connection breaks, no reply within the limit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/time.hpp"

namespace postern::testing {

/// Lines of a multi-line reply are joined by "\n", each without its code.
struct SmtpReply {
    int code = 0;
    std::string text;

    [[nodiscard]] bool accepted() const { return code >= 200 && code < 300; }
};

/// The replies of one transaction. `end` is the reply to the final dot, or to DATA where that was
/// refused; its code is 0 where no recipient was accepted and DATA therefore never sent.
struct SmtpTransaction {
    SmtpReply mail;
    std::vector<SmtpReply> recipients;
    SmtpReply end;

    /// From Postfix's "queued as …"; empty where nothing was queued.
    [[nodiscard]] std::string queue_id() const;
};

class SmtpClient {
  public:
    /// Connects to 127.0.0.1, reads the greeting and says EHLO.
    explicit SmtpClient(std::uint16_t port, Duration limit = std::chrono::seconds(30));
    SmtpClient(const SmtpClient&) = delete;
    SmtpClient& operator=(const SmtpClient&) = delete;
    ~SmtpClient();

    /// One command without its line end, and the reply to it.
    SmtpReply command(std::string_view line);

    /// Pretends to connect from `address`, logged in as `login` where that is not empty.
    /// The service has to list us in smtpd_authorized_xclient_hosts.
    SmtpReply xclient(std::string_view address, std::string_view login = {});

    /// One transaction. `sender` and `recipients` come without brackets; `message` has LF or CRLF
    /// line ends and goes out with CRLF, its dots doubled (RFC 5321 section 4.5.2).
    SmtpTransaction send(std::string_view sender, const std::vector<std::string>& recipients,
                         std::string_view message);

  private:
    SmtpReply read_reply();
    std::string read_line();
    void write(std::string_view bytes) const;

    int socket_ = -1;
    std::string unread_;
};

}  // namespace postern::testing
