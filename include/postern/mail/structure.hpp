// SPDX-License-Identifier: Apache-2.0
//
// Does a message make sense as MIME (RFC 2045 to 2046), and can its lines be carried?
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "postern/base/result.hpp"
#include "postern/mail/edit.hpp"
#include "postern/mail/header.hpp"

namespace postern {

/// What is wrong as a sentence naming the header field ("Content-Type: multipart without a
/// boundary"), or nothing. Checked are: Content-Type syntax, MIME-Version where MIME fields are,
/// known transfer encodings, multipart boundaries that are given, opened and closed, nesting up to
/// 20, at most 1000 parts, and that From, Sender, Subject, Message-ID, Date, MIME-Version and
/// Content-* fields are not doubled. That a field is absent is for others to judge.
std::optional<std::string> structural_fault(const HeaderList& headers, std::string_view body);

/// RFC 5322 section 2.1.1: no line may exceed 998 octets. Postfix breaks longer ones at delivery,
/// behind the signature. Text parts that have such lines are re-encoded as quoted-printable,
/// others as base64, header fields of the part included; anything else stays byte for byte.
/// No edits where no line is too long, else the last one is ReplaceBody. The message's own header
/// is not looked at: HeaderEditor folds what it writes. ErrorCode::invalid where it cannot be done
/// without breaking the message (multipart/signed, multipart/encrypted, message/partial, an
/// unknown encoding, a header field of a part without a blank to fold at).
Result<Edits> shorten_lines(const HeaderList& headers, std::string_view body);

}  // namespace postern
