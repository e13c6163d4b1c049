// SPDX-License-Identifier: Apache-2.0
//
// What a message says, for those who read mail rather than rewrite it: its header fields and its
// parts as UTF-8 text with LF line ends (RFC 2045, 2046).
//
// Everything is lenient, linear and cannot fail: lines may end with CR, LF or CRLF, a charset that
// nobody knows is taken for latin1, a part that is broken stays as it is written. Only the first
// kMostText octets of a part are decoded: what mail systems have to say stands there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/mail/header.hpp"

namespace postern {

inline constexpr std::size_t kMostText = 128U << 10U;

struct WholeMessage {
    HeaderList headers;
    std::string body;  ///< Line ends are LF.
};

/// Header and body apart. A leading "From " line of mbox is left out.
WholeMessage split_message(std::string_view bytes);

/// The fields of a header section or of a delivery status; lines that are none are left out.
HeaderList read_fields(std::string_view section);

struct TextPart {
    std::string type;         ///< "text/plain", lower case.
    bool returned = false;    ///< Inside a message that came along as a part.
    bool is_message = false;  ///< Such a message: `text` is its header section.
    std::string text;
};

/// The parts in their order, multiparts themselves left out; parts that are neither text nor
/// message have no text. The lines of `body` may end either way.
std::vector<TextPart> read_text_parts(const HeaderList& headers, std::string_view body);

/// From any charset that iconv knows. The result is always UTF-8.
std::string to_utf8(std::string_view bytes, std::string_view charset);

/// An unfolded header value with its encoded words decoded as far as they can be.
std::string header_text(std::string_view value);

}  // namespace postern
