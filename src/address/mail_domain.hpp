// SPDX-License-Identifier: Apache-2.0
//
// The part behind the "@" (RFC 5321 section 4.1.2: Domain / address-literal), with U-labels (RFC
// 6531) turned into A-labels.
//
// What the grammar refuses is an error, ErrorCode::invalid, with a half sentence that goes behind
// the domain. What it allows and no public mail system can reach is an objection, a half sentence
// as well.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

struct MailDomain {
    std::string text;                ///< In lower case and A-labels; a literal as given.
    bool internationalised = false;  ///< It was given with U-labels.
    std::string_view objection{};    ///< Static text.
};

Result<MailDomain> parse_mail_domain(std::string_view text);

}  // namespace postern
