// SPDX-License-Identifier: Apache-2.0
//
// Text that ends up in header fields of what leaves.
#include <algorithm>

#include "postern/address/address.hpp"
#include "postern/base/text.hpp"

#include "kinds.hpp"

namespace postern {

namespace {

Result<std::string> check_unsubscribe(std::string_view text) {
    constexpr std::string_view kScheme = "https://";
    constexpr std::string_view kToken = "{token}";
    if (!text.starts_with(kScheme) || text.size() == kScheme.size() ||
        text[kScheme.size()] == '/') {
        return invalid(in_quotes(text) +
                       " is not an https URL; one-click unsubscription (RFC 8058) "
                       "needs one, such as https://example.com/u/{token}");
    }
    if (!is_printable_ascii(text) || text.find_first_of(" <>\"\\") != text.npos) {
        return invalid(in_quotes(text) +
                       " has characters in it that no URL has; encode them as %XX");
    }
    const auto first = text.find(kToken);
    if (first != text.npos && text.find(kToken, first + 1) == text.npos) return std::string(text);
    return invalid(in_quotes(text) +
                   " must have {token} in it exactly once; it stands for the agent "
                   "who unsubscribes");
}

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Google names no alphabet; a colon would begin another part.
Result<std::string> check_feedback_sender(std::string_view text) {
    constexpr std::size_t kShortest = 5;
    constexpr std::size_t kLongest = 15;
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_';
    });
    if (plain && text.size() >= kShortest && text.size() <= kLongest) return std::string(text);
    return invalid(in_quotes(text) +
                   " is no name for Feedback-ID; write 5 to 15 letters, digits, '.', '-', '_'");
}

/// A list's identifier has 255 characters at most, and a kind and a dot come before this.
Result<std::string> check_list_domain(std::string_view text) {
    constexpr std::size_t kLongest = 220;
    if (text.size() <= kLongest) return parse_domain(text);
    return invalid("the domain has " + std::to_string(text.size()) +
                   " characters; List-Id has room "
                   "for " +
                   std::to_string(kLongest));
}

}  // namespace

TextKind unsubscribe_url() {
    return {"https URL with {token}", check_unsubscribe};
}

TextKind feedback_sender() {
    return {"name of 5 to 15 characters", check_feedback_sender};
}
TextKind list_domain() {
    return {"domain name", check_list_domain};
}

}  // namespace postern
