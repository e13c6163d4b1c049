// SPDX-License-Identifier: Apache-2.0
#include "local_part.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "unicode.hpp"

namespace postern {
namespace {

constexpr std::size_t kLongestLocalPart = 64;  // RFC 5321 section 4.5.3.1.1

bool is_7bit(char c) {
    return (c & 0x80) == 0;
}

/// RFC 5322 section 3.2.3, and what RFC 6531 section 3.3 adds: unicode_fault() has looked at that.
bool is_atext(char c) {
    constexpr std::string_view kSpecial = "!#$%&'*+-/=?^_`{|}~";
    const char l = lower(c);
    return (l >= 'a' && l <= 'z') || (l >= '0' && l <= '9') || !is_7bit(c) ||
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
        const bool escaped = text[i] == '\\';
        if (escaped && ++i == text.size()) return invalid("a quote is not closed");
        // A backslash stands before ASCII only, also in RFC 6531.
        if (!is_quotable(text[i]) && (escaped || is_7bit(text[i]))) {
            return invalid("what is quoted is no printable ASCII");
        }
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

Result<LocalPart> parse_local_part(std::string_view given) {
    LocalPart local{std::string(given), given.starts_with('"'),
                    !std::all_of(given.begin(), given.end(), is_7bit)};
    if (local.extended) {
        const auto fault = unicode_fault(given);
        if (!fault.empty()) return invalid("the part before the '@' " + std::string(fault));
        local.text = composed(given);
    }
    if (std::max(given.size(), local.text.size()) > kLongestLocalPart) {
        return invalid("the part before the '@' is longer than 64 octets");
    }
    if (!local.quoted) {
        // As given: a mark may make one character of itself and one that is not allowed.
        const auto fault = dot_string_fault(given);
        if (!fault.empty()) return invalid(std::string(fault));
        return local;
    }
    const auto content = unquoted(local.text);
    if (!content) return content.error();
    // A mark that stood behind the quote may not stand first.
    const bool is_bare = dot_string_fault(*content).empty() && unicode_fault(*content).empty();
    local.text = is_bare ? *content : requoted(*content);
    return local;
}

}  // namespace postern
