// SPDX-License-Identifier: Apache-2.0
//
// Mail addresses as reports write them: with a type in front (RFC 3464 section 2.1.2), in angle
// brackets, or somewhere in a sentence. What is found is evidence and is compared; it is not
// written to, so the grammar is lenient.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern {

/// The address in "rfc822; <anna@firm.example>" or "utf-8;…" (RFC 6533 section 3, \x{…} decoded).
/// Without "@" as it stands; empty where there is none.
std::string address_of_field(std::string_view value);

/// Every address in the text, in its order, each once without regard to case.
std::vector<std::string> addresses_in(std::string_view text);

/// The address a line begins with, quotes, brackets and "to:" aside; "" where it begins otherwise.
std::string address_at_front(std::string_view line);

}  // namespace postern
