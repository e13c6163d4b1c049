// SPDX-License-Identifier: Apache-2.0
#include "postern/base/character.hpp"

#include <unistr.h>

namespace postern {

Character first_character(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) return {first, 1, true};
    ucs4_t value = 0;
    const int extent =
        u8_mbtoucr(&value, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    if (extent <= 0) return {first, 1, false};
    return {value, static_cast<std::size_t>(extent), true};
}

}  // namespace postern
