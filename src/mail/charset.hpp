// SPDX-License-Identifier: Apache-2.0
//
// Charsets, by the C library's iconv. Never fails: see to_utf8() in postern/mail/content.hpp.
#pragma once

#include <string>
#include <string_view>

namespace postern {

/// Bytes that the charset does not have become U+FFFD; nothing where iconv does not know it.
bool convert_charset(std::string_view bytes, const std::string& charset, std::string& out);

}  // namespace postern
