// SPDX-License-Identifier: Apache-2.0
#include "utf8.hpp"

#include <algorithm>

namespace postern {
namespace {

unsigned byte(char c) {
    return static_cast<unsigned char>(c);
}
bool continues(char c) {
    return (byte(c) & 0xC0U) == 0x80U;
}

/// By the leading byte alone.
std::size_t announced_extent(unsigned lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// RFC 3629 section 4: after four of the leading bytes the second one has a narrower range.
bool is_second_byte(unsigned lead, unsigned second) {
    switch (lead) {
        case 0xE0:
            return second >= 0xA0;
        case 0xED:
            return second <= 0x9F;
        case 0xF0:
            return second >= 0x90;
        case 0xF4:
            return second <= 0x8F;
        default:
            return true;
    }
}

}  // namespace

std::size_t utf8_extent(std::string_view text) {
    if (text.empty()) return 0;
    const auto extent = announced_extent(byte(text[0]));
    if (extent < 2) return extent;
    if (text.size() < extent || !is_second_byte(byte(text[0]), byte(text[1]))) return 0;
    const auto tail = text.substr(1, extent - 1);
    return std::all_of(tail.begin(), tail.end(), continues) ? extent : 0;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return byte(c) < 0x80; });
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto extent = utf8_extent(text);
        if (extent == 0) return false;
        text.remove_prefix(extent);
    }
    return true;
}

std::string utf8_from_latin1(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (byte(c) < 0x80) {
            out += c;
            continue;
        }
        out += static_cast<char>(0xC0U | (byte(c) >> 6U));
        out += static_cast<char>(0x80U | (byte(c) & 0x3FU));
    }
    return out;
}

}  // namespace postern
