// SPDX-License-Identifier: Apache-2.0
#include "letters.hpp"

namespace postern {
namespace {

struct Lead {
    unsigned mask, value, octets;
};
constexpr Lead kLeads[] = {{0xE0, 0xC0, 2}, {0xF0, 0xE0, 3}, {0xF8, 0xF0, 4}};

bool is_within(std::uint32_t code, std::uint32_t first, std::uint32_t last) {
    return code >= first && code <= last;
}

}  // namespace

Letter letter_at(std::string_view text, std::size_t at) {
    const auto octet = [&](std::size_t place) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[place]));
    };
    const unsigned first = octet(at);
    for (const auto& [mask, value, octets] : kLeads) {
        if ((first & mask) != value || at + octets > text.size()) continue;
        std::uint32_t code = first & ~mask & 0xFFU;
        for (unsigned i = 1; i < octets; ++i) {
            if ((octet(at + i) & 0xC0U) != 0x80U) return {first, 1};
            code = (code << 6U) | (octet(at + i) & 0x3FU);
        }
        return {code, octets};
    }
    return {first, 1};
}

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
