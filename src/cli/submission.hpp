// SPDX-License-Identifier: Apache-2.0
//
// Hands one message to an SMTP server (RFC 5321), as a platform does, by libcurl.
#pragma once

#include <string>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"

namespace postern {

struct Outgoing {
    std::string host, port;
    std::string recipient;  ///< The sender is the null sender: what cannot go on is nobody's.
    std::string text;       ///< With CRLF line ends.
};

struct SmtpReply {
    int code = 0;
    std::string text{};  ///< The line that decided, "250 2.0.0 Ok: queued as …".
};

/// The reply that decided the transaction, whatever it is. ErrorCode::unavailable, in words, where
/// there is none.
Result<SmtpReply> submit(const Outgoing& message, Duration limit);

}  // namespace postern
