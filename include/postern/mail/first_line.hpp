// SPDX-License-Identifier: Apache-2.0
//
// A line of ours on top of what somebody else wrote.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "postern/mail/header.hpp"

namespace postern {

/// The body with `line` on top of its first text/plain part, and as a paragraph on top of its first
/// text/html part, in the transfer encoding that each has. Attachments, whole messages inside and
/// what is signed or encrypted are left alone. Nothing where there is no such part, or none whose
/// charset and encoding can carry the line (UTF-16 and UTF-32 cannot).
///
/// `line` is printable US-ASCII, without its line end: every other charset of mail has that.
std::optional<std::string> with_first_line(const HeaderList& headers, std::string_view body,
                                           std::string_view line);

}  // namespace postern
