// SPDX-License-Identifier: Apache-2.0
#include "yaml_text.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kDigits = "0123456789";

bool is_one_of(char c, std::string_view set) {
    return set.find(c) != std::string_view::npos;
}

/// What YAML 1.1 or 1.2 readers turn into something other than text.
bool is_reserved(std::string_view text) {
    constexpr std::array<std::string_view, 9> kWords{"null", "true", "false", "yes", "no",
                                                     "on",   "off",  "y",     "n"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](std::string_view word) { return iequals(text, word); });
}

bool is_plain(std::string_view text) {
    if (text.empty() || is_reserved(text)) return false;
    // "0660" is a number to some, 432 to others, and text to us.
    const bool octal = text.size() > 1 && text.front() == '0' &&
                       text.find_first_not_of(kDigits) == std::string_view::npos;
    const bool starts_well = is_one_of(text.front(), kLetters) ||
                             is_one_of(text.front(), kDigits) || text.front() == '/';
    return !octal && starts_well && text.back() != ':' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_one_of(c, kLetters) || is_one_of(c, kDigits) || is_one_of(c, "/.:@_+-");
           });
}

}  // namespace

std::string yaml_scalar(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out += '"';
}

std::string yaml_list(const std::vector<std::string>& texts) {
    std::string out = "[";
    for (const auto& text : texts) {
        if (out.size() > 1) out += ", ";
        out += yaml_scalar(text);
    }
    return out += ']';
}

}  // namespace postern
