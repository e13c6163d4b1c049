// SPDX-License-Identifier: Apache-2.0
#include "encoding.hpp"

#include <array>
#include <cstdio>

namespace postern {

namespace {

std::string hex(char c) {
    std::array<char, 5> text{};
    std::snprintf(text.data(), text.size(), "0x%02X", static_cast<unsigned char>(c));
    return text.data();
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

bool in_range(char c, unsigned least, unsigned most) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= least && byte <= most;
}

/// The rows of RFC 3629 section 4 by their first byte: how long, and what the second byte may be
/// so that nothing is overlong, a surrogate or beyond U+10FFFF.
struct Sequence {
    unsigned first_least, first_most;
    std::size_t size;
    unsigned second_least, second_most;
};

// clang-format off
constexpr std::array kSequences{
    Sequence{0xC2, 0xDF, 2, 0x80, 0xBF},
    Sequence{0xE0, 0xE0, 3, 0xA0, 0xBF},
    Sequence{0xE1, 0xEC, 3, 0x80, 0xBF},
    Sequence{0xED, 0xED, 3, 0x80, 0x9F},
    Sequence{0xEE, 0xEF, 3, 0x80, 0xBF},
    Sequence{0xF0, 0xF0, 4, 0x90, 0xBF},
    Sequence{0xF1, 0xF3, 4, 0x80, 0xBF},
    Sequence{0xF4, 0xF4, 4, 0x80, 0x8F},
};
// clang-format on

bool matches(const Sequence& sequence, std::string_view text) {
    if (!in_range(text[0], sequence.first_least, sequence.first_most)) return false;
    if (text.size() < sequence.size) return false;
    if (!in_range(text[1], sequence.second_least, sequence.second_most)) return false;
    for (std::size_t i = 2; i < sequence.size; ++i) {
        if (!in_range(text[i], 0x80, 0xBF)) return false;
    }
    return true;
}

/// Bytes of the character that `text` begins with; 0 where it is none.
std::size_t character_size(std::string_view text) {
    if (in_range(text[0], 0, 0x7F)) return 1;
    for (const auto& sequence : kSequences) {
        if (matches(sequence, text)) return sequence.size;
    }
    return 0;
}

/// Bytes of the character that a first byte announces; 1 where it announces none.
std::size_t announced_size(char first) {
    for (const auto& sequence : kSequences) {
        if (in_range(first, sequence.first_least, sequence.first_most)) return sequence.size;
    }
    return 1;
}

}  // namespace

std::size_t whole_characters(std::string_view text) {
    constexpr std::size_t kLongest = 4;
    for (std::size_t back = 1; back < kLongest && back <= text.size(); ++back) {
        if (announced_size(text[text.size() - back]) > back) return text.size() - back;
    }
    return text.size();
}

std::optional<EncodingFault> encoding_fault(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const char c = text[offset];
        if (is_control(c)) return EncodingFault{offset, "control character " + hex(c)};
        const auto size = character_size(text.substr(offset));
        if (size == 0) return EncodingFault{offset, "byte " + hex(c) + " is not UTF-8"};
        offset += size;
    }
    return std::nullopt;
}

}  // namespace postern
