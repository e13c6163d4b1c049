// SPDX-License-Identifier: Apache-2.0
#include "postern/base/visible.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <unictype.h>

#include "postern/base/character.hpp"

namespace postern {

namespace {

constexpr std::uint32_t kDelete = 0x7F;
constexpr std::uint32_t kFirstBeyondAscii = 0x80;
constexpr std::uint32_t kBeyondPlane = 0x10000;
constexpr std::uint32_t kNonJoiner = 0x200C;
constexpr std::uint32_t kJoiner = 0x200D;

/// Calls `each` with every character and its bytes.
template <typename Each>
void for_each_character(std::string_view text, Each each) {
    while (!text.empty()) {
        const auto character = first_character(text);
        each(character, text.substr(0, character.extent));
        text.remove_prefix(character.extent);
    }
}

void append_hex(std::string& out, const char* format, std::uint32_t value) {
    std::array<char, 16> hex{};
    std::snprintf(hex.data(), hex.size(), format, value);
    out += hex.data();
}

void append_written_out(std::string& out, const Character& c) {
    const bool is_byte = !c.whole || c.value < kFirstBeyondAscii;
    append_hex(out, is_byte ? "\\x%02X" : "\\u{%X}", c.value);
}

/// Beyond the Basic Multilingual Plane as a surrogate pair (RFC 8259 section 7).
void append_json_escape(std::string& out, std::uint32_t value) {
    if (value < kBeyondPlane) return append_hex(out, "\\u%04x", value);
    value -= kBeyondPlane;
    append_hex(out, "\\u%04x", 0xD800U + (value >> 10U));
    append_hex(out, "\\u%04x", 0xDC00U + (value & 0x3FFU));
}

/// `escape` appends what stands for a character within a quoted string.
template <typename Escape>
std::string visible_document(std::string_view text, Escape escape) {
    std::string out;
    out.reserve(text.size());
    for_each_character(text, [&](const Character& c, std::string_view bytes) {
        const bool between_tokens = c.value == '\n' || c.value == '\t';
        if (!c.whole)
            out += "\\ufffd";
        else if (between_tokens || is_visible(c.value))
            out += bytes;
        else
            escape(out, c.value);
    });
    return out;
}

bool is_break(std::uint32_t character) {
    return uc_is_general_category_withtable(
        character, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp);
}

/// Whether the joiner `c` joins what it is there to join: the end of what is shown so far and the
/// character behind it, both letters beyond ASCII.
bool joins(std::string_view shown, const Character& c, std::string_view rest) {
    if ((c.value != kNonJoiner && c.value != kJoiner) || shown.empty() || rest.empty())
        return false;
    const auto next = first_character(rest);
    return static_cast<unsigned char>(shown.back()) >= kFirstBeyondAscii && next.whole &&
           next.value >= kFirstBeyondAscii && is_visible(next.value);
}

}  // namespace

bool is_visible(std::uint32_t character) {
    if (character < kFirstBeyondAscii) return character >= ' ' && character != kDelete;
    return !uc_is_general_category_withtable(
        character, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp);
}

std::string visible(std::string_view text, std::string_view escaped) {
    std::string out;
    out.reserve(text.size());
    for_each_character(text, [&](const Character& c, std::string_view bytes) {
        if (!c.whole || !is_visible(c.value)) return append_written_out(out, c);
        if (escaped.find(bytes) != escaped.npos) out += '\\';
        out += bytes;
    });
    return out;
}

std::string visible_json(std::string_view json) {
    return visible_document(json, append_json_escape);
}

std::string visible_yaml(std::string_view yaml) {
    return visible_document(yaml, [](std::string& out, std::uint32_t value) {
        append_hex(out, value < kBeyondPlane ? "\\u%04x" : "\\U%08x", value);
    });
}

std::string visible_name(std::string_view text) {
    std::string out;
    std::size_t at = 0;
    for_each_character(text, [&](const Character& c, std::string_view bytes) {
        if (!c.whole)
            out += "\xEF\xBF\xBD";
        else if (is_visible(c.value) || joins(out, c, text.substr(at + c.extent)))
            out += bytes;
        else if (is_break(c.value))
            out += ' ';
        at += c.extent;
    });
    return out;
}

}  // namespace postern
