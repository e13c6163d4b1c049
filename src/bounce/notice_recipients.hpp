// SPDX-License-Identifier: Apache-2.0
//
// Whom a notice is about: the addresses that its structure names surest, but for ours and its
// writer's. Any name may be a recipient's, support@ and postmaster@ too.
#pragma once

#include <string>
#include <vector>

#include "notice_lines.hpp"
#include "returned_mail.hpp"

namespace postern {

/// A recipient, and the line that begins to speak of it.
struct NamedRecipient {
    std::string address;
    std::size_t line = 0;
};

/// In the notice's order; empty where nobody is named.
std::vector<NamedRecipient> recipients_of(const ReturnedMail& mail, const PatternFile& patterns);

}  // namespace postern
