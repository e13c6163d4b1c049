// SPDX-License-Identifier: Apache-2.0
#include "local_part.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

namespace postern {
namespace {

constexpr std::size_t kLongestLocalPart = 64;  // RFC 5321 section 4.5.3.1.1

Error invalid(std::string what) {
    return {ErrorCode::invalid, std::move(what)};
}

/// RFC 5322 section 3.2.3. What lies beyond ASCII (RFC 6531) would be let in here.
bool is_atext(char c) {
    constexpr std::string_view kSpecial = "!#$%&'*+-/=?^_`{|}~";
    const char l = lower(c);
    return (l >= 'a' && l <= 'z') || (l >= '0' && l <= '9') ||
           kSpecial.find(c) != std::string_view::npos;
}

/// Both qtextSMTP and what may follow a backslash.
bool is_quotable(char c) {
    return c >= ' ' && c <= '~';
}

/// What is wrong with it as a dot-string; "" where nothing is.
std::string_view dot_string_fault(std::string_view text) {
    if (text.empty()) return "nothing stands before the '@'";
    if (text.front() == '.') return "the part before the '@' begins with a dot";
    if (text.back() == '.') return "the part before the '@' ends with a dot";
    if (text.find("..") != std::string_view::npos) return "two dots stand in a row";
    const bool good =
        std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || is_atext(c); });
    return good ? "" : "the part before the '@' has characters that must be quoted";
}

/// `text` without its quotes and backslashes.
Result<std::string> unquoted(std::string_view text) {
    if (text.size() < 2 || text.back() != '"') return invalid("a quote is not closed");
    text = text.substr(1, text.size() - 2);
    std::string content;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') return invalid("a quote stands inside the quoted part");
        if (text[i] == '\\' && ++i == text.size()) return invalid("a quote is not closed");
        if (!is_quotable(text[i])) return invalid("a control character is quoted");
        content += text[i];
    }
    return content;
}

std::string requoted(std::string_view content) {
    std::string out = "\"";
    for (const char c : content) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out += '"';
}

}  // namespace

std::size_t local_part_extent(std::string_view text) {
    if (text.empty() || text.front() != '"') return std::min(text.find('@'), text.size());
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') return i + 1;
        if (text[i] == '\\') ++i;
    }
    return text.size();
}

Result<std::string> canonical_local_part(std::string_view text) {
    if (text.size() > kLongestLocalPart) {
        return invalid("the part before the '@' is longer than 64 octets");
    }
    if (text.empty() || text.front() != '"') {
        const auto fault = dot_string_fault(text);
        if (!fault.empty()) return invalid(std::string(fault));
        return std::string(text);
    }
    auto content = unquoted(text);
    if (!content) return content;
    return dot_string_fault(*content).empty() ? *content : requoted(*content);
}

}  // namespace postern
