// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "postern/base/result.hpp"

#include "local_part.hpp"
#include "mail_domain.hpp"

namespace postern {

struct MailboxParts {
    LocalPart local;
    MailDomain domain;
};

/// RFC 5321 section 4.1.2: Mailbox. ErrorCode::invalid with a half sentence.
Result<MailboxParts> parse_mailbox(std::string_view text);

}  // namespace postern
