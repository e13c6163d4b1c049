// SPDX-License-Identifier: Apache-2.0
//
// A digest of what a reader gets of a message: the display name of From, the fields that say what
// it is and where an answer goes, and every part, decoded from quoted-printable.
//
// Readers differ in what they make of what the standards do not allow: a delimiter with text behind
// it, an encoding that nobody knows. Where there is any of it the body counts as it stands, too.
//
// Whatever mail systems do to a message on its way leaves it as it was: folding, white space, line
// ends, trace fields and fields of the site's own, and another Content-Transfer-Encoding of what
// was sent in 8 bits (RFC 6152). Anything a reader would see changes it. Linear; cannot fail.
#pragma once

#include <string_view>

#include "postern/base/digest.hpp"
#include "postern/mail/header.hpp"

namespace postern {

Digest content_digest(const HeaderList& headers, std::string_view body);

}  // namespace postern
