// SPDX-License-Identifier: Apache-2.0
#include "address_escapes.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr int kHexadecimal = 16;

std::optional<std::uint32_t> hexadecimal(std::string_view digits) {
    std::uint32_t value = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [stopped, fault] = std::from_chars(digits.data(), end, value, kHexadecimal);
    if (fault != std::errc{} || stopped != end) return std::nullopt;
    return value;
}

/// Puts what the escape at the front of `rest` stands for behind `out`; the escape's length, or 0
/// where it is none.
std::size_t take_escape(std::string_view rest, std::string& out) {
    if (rest.starts_with("\\\\")) {
        out += '\\';
        return 2;
    }
    if (rest.starts_with("\\x") && rest.size() >= 4) {
        const auto byte = hexadecimal(rest.substr(2, 2));
        if (byte) out += static_cast<char>(*byte);
        return byte ? 4 : 0;
    }
    const auto end = rest.find('}');
    if (!rest.starts_with("\\u{") || end == std::string_view::npos) return 0;
    const auto character = hexadecimal(rest.substr(3, end - 3));
    if (character) append_utf8(out, *character);
    return character ? end + 1 : 0;
}

}  // namespace

std::string without_escapes(std::string_view line) {
    std::string out;
    while (!line.empty()) {
        const auto taken = line.front() == '\\' ? take_escape(line, out) : 0;
        if (taken == 0) out += line.front();
        line.remove_prefix(taken == 0 ? 1 : taken);
    }
    return out;
}

}  // namespace postern
