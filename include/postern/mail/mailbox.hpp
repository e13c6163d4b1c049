// SPDX-License-Identifier: Apache-2.0
//
// Display names: reading them from a From field, writing them beside another address
// (RFC 5322 section 3.4, RFC 2047 section 5).
#pragma once

#include <string>
#include <string_view>

#include "postern/address/address.hpp"
#include "postern/base/result.hpp"

namespace postern {

/// The display name of the first mailbox of a From field, decoded to UTF-8; "" where it has none.
/// Of it stays what may be shown (visible_name()), with single blanks.
/// Fails with ErrorCode::invalid where the field holds no mailbox at all.
Result<std::string> display_name(std::string_view from_value);

/// `"Display Name" <address>`: the name as atoms, as a quoted string, or as encoded words in
/// UTF-8, whichever is the least that carries it; the bare address where the name is empty.
/// Of the name stays the same as above.
std::string format_mailbox(std::string_view name_utf8, const Address& address);

/// The same for a field of free text, in US-ASCII whatever the address: one that needs SMTPUTF8
/// would make the message need it, wherever it goes. It becomes encoded words, with the name.
std::string describe_mailbox(std::string_view name_utf8, const Address& address);

}  // namespace postern
