// SPDX-License-Identifier: Apache-2.0
//
// What a part says it is: Content-Type (RFC 2045 section 5) and Content-Transfer-Encoding
// (section 6), read by mimetic. A value that does not follow the grammar is ErrorCode::invalid;
// the message is a half sentence to stand behind the field's name.
#pragma once

#include <string>
#include <string_view>

#include "postern/base/result.hpp"

namespace postern {

struct ContentType {
    std::string type = "text";  ///< Lower case, as is the subtype.
    std::string subtype = "plain";
    std::string charset{};  ///< Lower case; "" where it is not given.
    std::string boundary{};

    [[nodiscard]] bool is_multipart() const { return type == "multipart"; }
    /// A message inside, header and all (RFC 2046 section 5.2.1, RFC 6532 section 3.7).
    [[nodiscard]] bool is_whole_message() const {
        return type == "message" && (subtype == "rfc822" || subtype == "global");
    }
    /// May only be 7bit, 8bit or binary (RFC 2045 section 6.4).
    [[nodiscard]] bool is_composite() const { return is_multipart() || type == "message"; }
    [[nodiscard]] std::string text() const { return type + '/' + subtype; }
};

Result<ContentType> parse_content_type(std::string_view value);

/// True for what most messages say, "text/plain" or "text/html" with at most a bare charset, at
/// the price of a comparison.
bool is_ordinary_text(std::string_view content_type);

/// Text whose line ends are not single octets: UTF-16 and its like.
bool has_wide_characters(const ContentType& type);

/// In lower case, without comments; the value is not checked.
std::string parse_transfer_encoding(std::string_view value);

/// 7bit, 8bit or binary: what stands in the body is the content itself.
bool is_identity(std::string_view transfer_encoding);

}  // namespace postern
