// SPDX-License-Identifier: Apache-2.0
#include "spf_macro.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "postern/base/text.hpp"

#include "labels.hpp"

namespace postern {

namespace {

constexpr std::string_view kLocalPart = "postmaster";
constexpr std::string_view kDelimiters = ".-+,/_=";
constexpr std::size_t kLongestName = 253;

/// "%{d2r-}" without its frame.
struct Macro {
    char letter = 0;
    std::size_t labels = 0;  ///< From the right; 0: all.
    bool reversed = false;
    std::string delimiters{};
};

std::optional<Macro> parse_macro(std::string_view text) {
    Macro macro;
    if (text.empty() || std::string_view("slodiphv").find(lower(text.front())) == text.npos) {
        return std::nullopt;
    }
    macro.letter = lower(text.front());
    text.remove_prefix(1);
    const auto* end = text.data() + text.size();
    const auto [after, ec] = std::from_chars(text.data(), end, macro.labels);
    const bool has_digits = after != text.data();
    if (has_digits && (ec != std::errc{} || macro.labels == 0)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(after - text.data()));
    macro.reversed = istarts_with(text, "r");
    if (macro.reversed) text.remove_prefix(1);
    macro.delimiters = text.empty() ? "." : text;
    if (text.find_first_not_of(kDelimiters) != text.npos) return std::nullopt;
    return macro;
}

std::string value_of(char letter, const SpfSubject& subject, const std::string& domain) {
    switch (letter) {
        case 's':
            return std::string(kLocalPart) + "@" + subject.sender_domain;
        case 'l':
            return std::string(kLocalPart);
        case 'd':
            return domain;
        case 'i':
            return subject.address.dotted();
        case 'v':
            return subject.address.is_v4() ? "in-addr" : "ip6";
        case 'p':
            return "unknown";
        default:  // 'o', and 'h': what the client says of itself is not known here.
            return subject.sender_domain;
    }
}

std::string expand(const Macro& macro, const SpfSubject& subject, const std::string& domain) {
    auto parts = split(value_of(macro.letter, subject, domain), macro.delimiters);
    if (macro.reversed) std::reverse(parts.begin(), parts.end());
    if (macro.labels != 0 && macro.labels < parts.size()) {
        parts.erase(parts.begin(), parts.end() - static_cast<std::ptrdiff_t>(macro.labels));
    }
    return joined(parts);
}

/// Hands each piece over, as text or as a macro; false where one is malformed.
template <typename OnText, typename OnMacro>
bool take_apart(std::string_view text, const OnText& on_text, const OnMacro& on_macro) {
    while (!text.empty()) {
        const auto percent = text.find('%');
        on_text(text.substr(0, percent));
        if (percent == text.npos) return true;
        text.remove_prefix(percent + 1);
        const auto end = text.starts_with('{') ? text.find('}') : 0;
        if (text.empty() || end == text.npos) return false;
        if (end == 0) {
            if (std::string_view("%_-").find(text.front()) == text.npos) return false;
            on_text(text.starts_with('%') ? "%" : text.starts_with('_') ? " " : "%20");
        } else {
            const auto macro = parse_macro(text.substr(1, end - 1));
            if (!macro) return false;
            on_macro(*macro);
        }
        text.remove_prefix(end + 1);
    }
    return true;
}

bool is_top_label(std::string_view label) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_good = [&](char c) {
        return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-';
    };
    return !label.empty() && std::all_of(label.begin(), label.end(), is_good) &&
           !std::all_of(label.begin(), label.end(), is_digit) && label.front() != '-' &&
           label.back() != '-';
}

}  // namespace

bool is_domain_spec(std::string_view text) {
    if (text.empty() || !is_printable_ascii(text)) return false;
    const auto nothing = [](const auto&) {};
    if (!take_apart(text, nothing, nothing)) return false;
    if (text.ends_with('}')) return true;
    if (text.ends_with('.')) text.remove_suffix(1);
    const auto dot = text.rfind('.');
    return dot != text.npos && is_top_label(text.substr(dot + 1));
}

std::string expand_macros(std::string_view text, const SpfSubject& subject,
                          const std::string& domain) {
    std::string name;
    (void)take_apart(
        text, [&](std::string_view piece) { name.append(piece); },
        [&](const Macro& macro) { name.append(expand(macro, subject, domain)); });
    if (name.ends_with('.')) name.pop_back();
    while (name.size() > kLongestName && name.find('.') != name.npos) {
        name.erase(0, name.find('.') + 1);
    }
    return lower(name);
}

}  // namespace postern
