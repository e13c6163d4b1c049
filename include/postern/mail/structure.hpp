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

/// A draft with more is refused: real ones have a few dozen, and a milter pays for each several
/// times.
inline constexpr std::size_t kMostHeaderFields = 1000;

/// What is wrong as a sentence naming the header field ("Content-Type: multipart without a
/// boundary"), or nothing. Checked are: the number of header fields, that each can be carried
/// (shorten_lines), Content-Type syntax, MIME-Version where MIME fields are,
/// known transfer encodings, multipart boundaries that are given, opened and closed, nesting up to
/// 20, at most 1000 parts, and that From, Sender, Subject, Message-ID, Date, MIME-Version and
/// Content-* fields are not doubled. That a field is absent is for others to judge.
std::optional<std::string> structural_fault(const HeaderList& headers, std::string_view body);

/// RFC 5322 section 2.1.1: no line may exceed 998 octets. Postfix breaks longer ones at delivery,
/// behind the signature. Text parts that have such lines are re-encoded as quoted-printable,
/// others as base64, header fields of the part included; anything else stays byte for byte. Header
/// fields of the message are folded. Those that are not in US-ASCII are written as encoded words
/// (RFC 2047): as they are, the message could only go where every hop speaks SMTPUTF8.
///
/// No edits where nothing is to be done; where the body changes, the last one is ReplaceBody. What
/// structural_fault() calls sound stays sound. ErrorCode::invalid where it cannot be done without
/// breaking the message (multipart/signed, multipart/encrypted, message/partial, an unknown
/// encoding, a header field without a blank to fold at or a place for encoded words).
Result<Edits> shorten_lines(const HeaderList& headers, std::string_view body);

}  // namespace postern
