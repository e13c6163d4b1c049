// SPDX-License-Identifier: Apache-2.0
//
// One message as a milter session has collected it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "postern/mail/header.hpp"

namespace postern {

struct Submission {
    std::string client;                   ///< The client's IP address, "" where it has none.
    std::string sasl_user;                ///< Who it authenticated as, "" where it did not.
    std::string sender;                   ///< MAIL FROM's path as given.
    std::vector<std::string> recipients;  ///< RCPT TO's paths as given, those accepted.
    std::string original_recipient{};     ///< ORCPT of the last of them, as given; "" without.
    /// NOTIFY=NEVER was said of it: Postfix says so of the blind copies that it adds.
    bool is_unnotified = false;
    HeaderList headers;
    std::string body;             ///< Empty where nobody needs to read it.
    std::uint64_t body_size = 0;  ///< Of all that came of it.
    bool oversize = false;  ///< A draft's body outgrew its limit and is gone, a bounce's was cut.
    std::string queue_id;   ///< Postfix's, known at end of message.
};

}  // namespace postern
