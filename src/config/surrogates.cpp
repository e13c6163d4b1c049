// SPDX-License-Identifier: Apache-2.0
#include "surrogates.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr std::size_t kEscape = 6;  // of \uNNNN
constexpr std::uint32_t kHigh = 0xD800;
constexpr std::uint32_t kLow = 0xDC00;
constexpr std::uint32_t kEnd = 0xE000;

/// The code unit that the escape at the front of `text` names.
std::optional<std::uint32_t> escaped_unit(std::string_view text) {
    if (text.size() < kEscape || !text.starts_with("\\u")) return std::nullopt;
    std::uint32_t unit = 0;
    const auto* const begin = text.data() + 2;
    const auto* const end = text.data() + kEscape;
    const auto [stopped, fault] = std::from_chars(begin, end, unit, 16);
    if (fault != std::errc{} || stopped != end) return std::nullopt;
    return unit;
}

std::optional<std::uint32_t> paired_character(std::string_view text) {
    const auto high = escaped_unit(text);
    if (!high || *high < kHigh || *high >= kLow) return std::nullopt;
    const auto low = escaped_unit(text.substr(kEscape));
    if (!low || *low < kLow || *low >= kEnd) return std::nullopt;
    return 0x10000 + ((*high - kHigh) << 10U) + (*low - kLow);
}

/// Copies the string at the front of `text`, behind its opening quote, up to the closing one.
void take_string(std::string_view& text, std::string& out) {
    std::size_t shorter = 0;
    while (!text.empty()) {
        if (const auto character = paired_character(text)) {
            std::array<char, 16> escape{};
            std::snprintf(escape.data(), escape.size(), "\\U%08X", *character);
            out += escape.data();
            shorter += 2;
            text.remove_prefix(2 * kEscape);
            continue;
        }
        const auto taken = text.substr(0, text.front() == '\\' ? 2 : 1);
        out += taken;
        text.remove_prefix(taken.size());
        if (taken == "\"") break;
    }
    out.append(shorter, ' ');
}

}  // namespace

std::string without_surrogate_pairs(std::string_view text) {
    const auto first = trim(text).substr(0, 1);
    if (first != "{" && first != "[") return std::string(text);
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const char c = text.front();
        out += c;
        text.remove_prefix(1);
        if (c == '"') take_string(text, out);
    }
    return out;
}

}  // namespace postern
