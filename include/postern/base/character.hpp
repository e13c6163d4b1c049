// SPDX-License-Identifier: Apache-2.0
//
// The characters of a text that may be anything: UTF-8 (RFC 3629) by libunistring, and where a byte
// begins no character, that byte by itself. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace postern {

struct Character {
    std::uint32_t value = 0;  ///< The byte where it is no character.
    std::size_t extent = 1;   ///< In bytes.
    bool whole = false;       ///< It is a character.
};

/// At the front of `text`, which is not empty.
Character first_character(std::string_view text);

}  // namespace postern
