// SPDX-License-Identifier: Apache-2.0
#include "letters.hpp"

namespace postern {
namespace {

bool is_within(std::uint32_t code, std::uint32_t first, std::uint32_t last) {
    return code >= first && code <= last;
}

}  // namespace

bool is_mark(std::uint32_t code) {
    return is_within(code, 0xA0, 0xBF) || is_within(code, 0x2000, 0x206F) ||
           is_within(code, 0x2190, 0x27BF) || is_within(code, 0x3000, 0x3004) ||
           is_within(code, 0x3008, 0x3020) || code == 0x30FB || code == 0xFEFF ||
           is_within(code, 0xFF01, 0xFF0F) || is_within(code, 0xFF1A, 0xFF20) ||
           is_within(code, 0xFF3B, 0xFF40) || is_within(code, 0xFF5B, 0xFF65);
}

bool is_unspaced(std::uint32_t code) {
    return is_within(code, 0x0E00, 0x0E7F) || is_within(code, 0x2E80, 0x9FFF) ||
           is_within(code, 0xF900, 0xFAFF) || is_within(code, 0xFF00, 0xFFEF) ||
           is_within(code, 0x20000, 0x3FFFF);
}

}  // namespace postern
