// SPDX-License-Identifier: Apache-2.0
#include "mail_text.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "postern/base/text.hpp"

namespace postern::testing {

namespace {

std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    const auto line = text.substr(0, end);
    text.remove_prefix(end);
    return line;
}

bool is_folded(std::string_view line) {
    return line.starts_with(' ') || line.starts_with('\t');
}

int hex_digit(char c) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto at = kDigits.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::string from_quoted_printable(std::string_view text, bool in_word) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (in_word && text[i] == '_') {
            out += ' ';
        } else if (text[i] != '=') {
            out += text[i];
        } else if (text.substr(i + 1, 1) == "\n") {
            ++i;
        } else {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        }
    }
    return out;
}

std::string from_base64(std::string_view text) {
    constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto value = kAlphabet.find(c);
        if (value == std::string_view::npos) continue;
        bits = bits << 6U | static_cast<unsigned>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
    }
    return out;
}

}  // namespace

MailText::MailText(std::string_view message) {
    while (!message.empty()) {
        const auto line = take_line(message);
        if (line == "\n") break;
        if (is_folded(line) && !fields_.empty()) {
            fields_.back().second.append(line.substr(0, line.size() - 1));
            continue;
        }
        const auto colon = line.find(':');
        const auto value = colon == std::string_view::npos ? "" : trim(line.substr(colon + 1));
        fields_.emplace_back(line.substr(0, colon), value);
    }
    body_ = message;
}

std::vector<std::string> MailText::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [other, value] : fields_) {
        if (iequals(other, name)) values.push_back(value);
    }
    return values;
}

std::string MailText::field(std::string_view name) const {
    const auto values = all(name);
    return values.empty() ? "" : values.front();
}

std::vector<std::string> MailText::names() const {
    std::vector<std::string> names;
    for (const auto& [name, value] : fields_) names.push_back(name);
    return names;
}

std::string MailText::decoded_body() const {
    const auto encoding = field("Content-Transfer-Encoding");
    if (iequals(encoding, "quoted-printable")) return from_quoted_printable(body_, false);
    if (iequals(encoding, "base64")) return from_base64(body_);
    return body_;
}

std::string decoded_words(std::string_view field) {
    static const std::regex between_words(R"(\?=\s+=\?)");
    static const std::regex encoded_word(R"(=\?utf-8\?([bq])\?([^?]*)\?=)", std::regex::icase);
    std::string rest = std::regex_replace(std::string(field), between_words, "?==?");
    std::string out;
    for (std::smatch word; std::regex_search(rest, word, encoded_word); rest = word.suffix()) {
        const auto encoded = word[2].str();
        out += word.prefix();
        out += lower(word[1].str()[0]) == 'b' ? from_base64(encoded)
                                              : from_quoted_printable(encoded, true);
    }
    return out + rest;
}

std::size_t longest_line(std::string_view text) {
    std::size_t longest = 0;
    while (!text.empty()) longest = std::max(longest, take_line(text).size() - 1);
    return longest;
}

std::string without_field(std::string_view message, std::string_view name) {
    std::string kept;
    bool dropping = false;
    while (!message.empty()) {
        const auto line = take_line(message);
        if (line == "\n") return kept.append(line).append(message);
        if (!is_folded(line)) dropping = iequals(line.substr(0, line.find(':')), name);
        if (!dropping) kept += line;
    }
    return kept;
}

}  // namespace postern::testing
