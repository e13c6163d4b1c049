// SPDX-License-Identifier: Apache-2.0
//
// A message's own header fields, as they can be carried: in US-ASCII, because Postfix demands
// SMTPUTF8 of every hop for a message with other header fields (RFC 6531), whatever its addresses;
// and in lines of at most 998 octets, because it breaks longer ones where they happen to be full.
// Control characters become blanks, and lines of nothing but white space go.
#pragma once

#include "postern/base/result.hpp"
#include "postern/mail/edit.hpp"
#include "postern/mail/header.hpp"

namespace postern {

/// A ChangeHeader for each field that cannot be carried as it is. ErrorCode::invalid where one
/// cannot be carried at all: "Reply-To: an address …".
Result<Edits> carried_fields(const HeaderList& headers);

}  // namespace postern
