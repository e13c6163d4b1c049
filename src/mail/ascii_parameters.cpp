// SPDX-License-Identifier: Apache-2.0
#include "ascii_parameters.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "postern/base/text.hpp"

#include "utf8.hpp"

namespace postern {
namespace {

/// Where the semicolon is that ends the piece at the front, quoted strings passed over.
std::size_t end_of_piece(std::string_view text) {
    bool quoting = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"')
            quoting = !quoting;
        else if (quoting && text[i] == '\\')
            ++i;
        else if (!quoting && text[i] == ';')
            return i;
    }
    return text.size();
}

/// Section 7: attribute-char.
bool is_attribute_character(char c) {
    constexpr std::string_view kOthers = "!#$&+-.^_`{|}~";
    const char l = lower(c);
    return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || kOthers.find(c) != kOthers.npos;
}

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') continue;
        if (text[i] == '\\' && i + 1 < text.size()) ++i;
        if (is_attribute_character(text[i])) {
            out += text[i];
            continue;
        }
        std::array<char, 4> hex{};
        std::snprintf(hex.data(), hex.size(), "%%%02X", static_cast<unsigned char>(text[i]));
        out += hex.data();
    }
    return out;
}

}  // namespace

Result<std::string> ascii_parameters(std::string_view value) {
    std::string out;
    while (!value.empty()) {
        const auto end = end_of_piece(value);
        const auto piece = value.substr(0, end);
        const auto equals = std::min(piece.find('='), piece.size());
        if (!is_ascii(piece.substr(0, equals))) {
            return Error{ErrorCode::invalid, "only its parameters can be other than US-ASCII"};
        }
        if (is_ascii(piece)) {
            out += piece;
        } else {
            out.append(piece.substr(0, piece.find_last_not_of(" \t", equals - 1) + 1));
            out.append("*=UTF-8''").append(percent_encoded(trim(piece.substr(equals + 1))));
        }
        out += value.substr(end, 1);
        value.remove_prefix(std::min(end + 1, value.size()));
    }
    return out;
}

}  // namespace postern
