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
constexpr std::size_t kPair = 2 * kEscape;
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

bool begins_json(std::string_view text) {
    return text.starts_with('{') || text.starts_with('[');
}

}  // namespace

/// Within a string: a pair, another escape, or what stands for itself.
void SurrogatePairs::take_character(std::string_view& text, std::string& out) {
    if (const auto character = paired_character(text)) {
        std::array<char, 16> escape{};
        std::snprintf(escape.data(), escape.size(), "\\U%08X", *character);
        out += escape.data();
        shorter_ += 2;
        text.remove_prefix(kPair);
        return;
    }
    const auto taken = text.substr(0, text.front() == '\\' ? 2 : 1);
    out += taken;
    text.remove_prefix(taken.size());
    if (taken != "\"") return;
    out.append(shorter_, ' ');
    shorter_ = 0;
    in_string_ = false;
}

std::string SurrogatePairs::convert(std::string_view piece, bool is_last) {
    if (!is_json_ && !trim(piece).empty()) is_json_ = begins_json(trim(piece));
    if (!is_json_.value_or(false)) return std::string(piece);
    held_ += piece;
    std::string_view text = held_;
    std::string out;
    out.reserve(text.size());
    while (!text.empty() && (is_last || !in_string_ || text.size() >= kPair)) {
        if (in_string_) {
            take_character(text, out);
            continue;
        }
        in_string_ = text.front() == '"';
        out += text.front();
        text.remove_prefix(1);
    }
    if (is_last && in_string_) out.append(shorter_, ' ');
    held_ = std::string(text);
    return out;
}

}  // namespace postern
