// SPDX-License-Identifier: Apache-2.0
#include "reply.hpp"

#include <algorithm>
#include <optional>

namespace postern {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == '\0';
}

bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// One to three digits; moves behind them.
std::optional<int> number(std::string_view text, std::size_t& at) {
    int value = 0;
    std::size_t digits = 0;
    for (; at < text.size() && is_digit(text[at]) && digits < 4; ++at, ++digits) {
        value = value * 10 + (text[at] - '0');
    }
    if (digits == 0 || digits > 3) return std::nullopt;
    return value;
}

char at_or_blank(std::string_view text, std::size_t at) {
    return at < text.size() ? text[at] : ' ';
}

/// `at` stands on the category.
std::optional<Status> status_at(std::string_view text, std::size_t at) {
    const char before = at == 0 ? ' ' : text[at - 1];
    if (is_word(before) || before == '.' || (before == '-' && at >= 2 && !is_digit(text[at - 2]))) {
        return std::nullopt;
    }
    if (at_or_blank(text, at + 1) != '.') return std::nullopt;
    std::size_t end = at + 2;
    const auto subject = number(text, end);
    if (!subject || at_or_blank(text, end) != '.') return std::nullopt;
    const auto detail = number(text, ++end);
    if (!detail) return std::nullopt;
    const char behind = at_or_blank(text, end);
    const bool goes_on = behind == '.' && is_digit(at_or_blank(text, end + 1));
    if (is_word(behind) || goes_on) return std::nullopt;
    return Status{text[at], *subject, *detail};
}

bool is_category(char c) {
    return c == '2' || c == '4' || c == '5';
}

/// A reply code followed by what may follow one.
bool is_reply_at(std::string_view text, std::size_t at) {
    if (at + 3 > text.size()) return false;
    if ((text[at] != '4' && text[at] != '5') || text[at + 1] < '0' || text[at + 1] > '7' ||
        !is_digit(text[at + 2])) {
        return false;
    }
    const char before = at == 0 ? ' ' : text[at - 1];
    constexpr std::string_view kBefore = " \t\n<>([:;\"'|,-";
    constexpr std::string_view kBehind = " \t\n-:;])\"'.,#<";
    if (kBefore.find(before) == kBefore.npos) return false;
    const char behind = at_or_blank(text, at + 3);
    if (behind == '.' && is_digit(at_or_blank(text, at + 4))) return false;
    return kBehind.find(behind) != kBehind.npos;
}

/// "550-" and an enhanced code behind it, at the front of `text`: how long is that?
std::size_t continuation_extent(std::string_view text) {
    if (!is_reply_at(text, 0)) return 0;
    std::size_t end = 3;
    if (end < text.size() && (text[end] == '-' || text[end] == ' ')) ++end;
    if (const auto status = status_at(text.substr(end), 0)) end += status->text().size();
    return end;
}

}  // namespace

std::string Status::text() const {
    if (!is_set()) return {};
    return std::string(1, category) + '.' + std::to_string(subject) + '.' + std::to_string(detail);
}

std::vector<Status> statuses_in(std::string_view text) {
    std::vector<Status> out;
    for (auto dot = text.find('.'); dot != text.npos; dot = text.find('.', dot + 1)) {
        if (dot == 0 || !is_category(text[dot - 1])) continue;
        if (const auto status = status_at(text, dot - 1)) out.push_back(*status);
    }
    return out;
}

std::size_t reply_place(std::string_view text) {
    for (std::size_t at = 0; at + 3 <= text.size(); ++at) {
        if (is_reply_at(text, at)) return at;
    }
    return text.size();
}

std::string reply_code_in(std::string_view text) {
    return std::string(text.substr(reply_place(text), 3));
}

std::string one_line(std::string_view text, std::size_t limit) {
    std::string out;
    out.reserve(std::min(text.size(), limit));
    std::string first_code;
    for (std::size_t at = 0; at < text.size() && out.size() < limit;) {
        if (is_space(text[at])) {
            if (!out.empty() && out.back() != ' ') out += ' ';
            ++at;
            continue;
        }
        const bool begins = out.empty() || out.back() == ' ';
        if (begins && is_reply_at(text, at)) {
            const auto code = std::string(text.substr(at, 3));
            const auto extent = continuation_extent(text.substr(at));
            if (code == first_code && extent > 3) {
                at += extent;
                continue;
            }
            if (first_code.empty()) first_code = code;
        }
        out += text[at++];
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

}  // namespace postern
