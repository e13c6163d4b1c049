// SPDX-License-Identifier: Apache-2.0
//
// Is this a text? UTF-8 (RFC 3629) without control characters other than tab and line breaks.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace postern {

struct EncodingFault {
    std::size_t offset;
    std::string text;
};

std::optional<EncodingFault> encoding_fault(std::string_view text);

/// How much of a text that goes on is there for certain: not the beginning of a character at its
/// end.
std::size_t whole_characters(std::string_view text);

}  // namespace postern
