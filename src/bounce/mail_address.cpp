// SPDX-License-Identifier: Apache-2.0
#include "mail_address.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "postern/base/character.hpp"
#include "postern/base/text.hpp"

#include "letters.hpp"

namespace postern {

namespace {

bool is_ascii_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_local(char c) {
    constexpr std::string_view kSpecial = "!#$%&'*+-/=?^_`{|}~.";
    return is_ascii_alnum(c) || (c & 0x80) != 0 || kSpecial.find(c) != std::string_view::npos;
}

/// The opening quote of the quoted local part (RFC 5321 section 4.1.2) that ends before text[at].
std::size_t quote_begin(std::string_view text, std::size_t at) {
    auto quote = at - 1;
    do {
        quote = quote == 0 ? std::string_view::npos : text.rfind('"', quote - 1);
    } while (quote != std::string_view::npos && quote > 0 && text[quote - 1] == '\\');
    return quote;
}

/// Behind the last letter of what cannot be of an address that has no brackets around it: a mark,
/// or a word of a script that puts no blanks between its words ("收件人：anna@firm.example").
std::size_t behind_words(std::string_view text, std::size_t begin, std::size_t at) {
    auto behind = begin;      // The last mark.
    auto behind_any = begin;  // The last mark or letter of such a script.
    for (auto place = begin; place < at;) {
        const auto letter = first_character(text.substr(place));
        place += letter.extent;
        if (is_mark(letter.value)) behind = place;
        if (is_mark(letter.value) || is_unspaced(letter.value)) behind_any = place;
    }
    return behind_any == at ? behind : behind_any;
}

/// X.400 gateways write "DDA:SMTP=anna@firm.example" and "RFC-822=…" (RFC 2156 section 4.3.1),
/// programs "to=anna@firm.example".
std::size_t behind_key(std::string_view text, std::size_t begin, std::size_t at) {
    for (const std::string_view type :
         {"smtp=", "rfc-822=", "rfc822=", "to=", "rcpt=", "recipient=", "address=", "email="}) {
        if (istarts_with(text.substr(begin, at - begin), type)) return begin + type.size();
    }
    return begin;
}

/// Where the local part before text[at] begins: behind an opening quote, or what may stand bare.
std::size_t local_begin(std::string_view text, std::size_t at) {
    auto begin = at;
    if (at > 1 && text[at - 1] == '"') {
        const auto quote = quote_begin(text, at);
        return quote == std::string_view::npos ? at : quote;
    }
    while (begin > 0 && is_local(text[begin - 1])) --begin;
    const bool enclosed = begin > 0 && text[begin - 1] == '<';
    if (!enclosed) begin = behind_words(text, begin, at);
    constexpr std::string_view kPunctuation = "'`.=!/|*-#~&?{}^";
    while (begin < at && kPunctuation.find(text[begin]) != std::string_view::npos) ++begin;
    return behind_key(text, begin, at);
}

/// In brackets any letter. In a sentence "anna@firm.example様" is an address and a courtesy, and
/// "anna@bücher.example" is one address.
std::size_t domain_end(std::string_view text, std::size_t at, bool enclosed) {
    auto end = at + 1;
    while (end < text.size()) {
        const auto letter = first_character(text.substr(end));
        const bool beyond = letter.value >= 0x80 && !is_mark(letter.value) &&
                            (enclosed || !is_unspaced(letter.value));
        const auto c = text[end];
        if (!is_ascii_alnum(c) && c != '-' && c != '.' && !beyond) break;
        end += letter.extent;
    }
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    return end;
}

/// "\x{E9}" as UTF-8, for the types utf-8-addr-xtext and the like.
std::string without_embedded(std::string_view text) {
    std::string out;
    for (auto open = text.find("\\x{"); open != std::string_view::npos; open = text.find("\\x{")) {
        const auto close = text.find('}', open);
        std::uint32_t code = 0;
        if (close == std::string_view::npos) break;
        std::from_chars(text.data() + open + 3, text.data() + close, code, 16);
        out.append(text.substr(0, open));
        append_utf8(out, code);
        text.remove_prefix(close + 1);
    }
    return out.append(text);
}

std::string_view without_lead(std::string_view before) {
    constexpr std::array<std::string_view, 6> kLeadIns{
        "to:", "recipient:", "smtp:", "smtp;", "rfc822;", "mailto:"};
    before = trim(before);
    for (const auto lead : kLeadIns) {
        if (istarts_with(before, lead)) before = trim(before.substr(lead.size()));
        if (before.size() >= lead.size() &&
            iequals(before.substr(before.size() - lead.size()), lead)) {
            before.remove_suffix(lead.size());
        }
    }
    return before;
}

}  // namespace

std::vector<FoundAddress> places_of_addresses(std::string_view text) {
    std::vector<FoundAddress> found;
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        const auto begin = local_begin(text, at);
        const bool enclosed = begin > 0 && text[begin - 1] == '<';
        const auto end = domain_end(text, at, enclosed);
        if (begin == at || end == at + 1) continue;
        found.push_back({std::string(text.substr(begin, end - begin)), begin, end});
    }
    return found;
}

std::string address_of_field(std::string_view value) {
    const auto type_end = value.find(';');
    if (type_end != std::string_view::npos) value.remove_prefix(type_end + 1);
    const auto text = "<" + without_embedded(trim(value));
    const auto found = places_of_addresses(text);
    if (!found.empty()) return found.front().address;
    std::string_view bare = text;
    constexpr std::string_view kAround = "<> \t\"";
    while (!bare.empty() && kAround.find(bare.front()) != std::string_view::npos) {
        bare.remove_prefix(1);
    }
    return std::string(bare.substr(0, bare.find_first_of("> \t")));
}

std::vector<std::string> addresses_in(std::string_view text) {
    std::vector<std::string> found;
    for (auto& place : places_of_addresses(text)) {
        const bool known = std::any_of(found.begin(), found.end(), [&](const std::string& other) {
            return iequals(other, place.address);
        });
        if (!known) found.push_back(std::move(place.address));
    }
    return found;
}

std::string_view without_opening(std::string_view before) {
    constexpr std::string_view kOpening = " \t<\"'`([{";
    const auto end = before.find_last_not_of(kOpening);
    return end == std::string_view::npos ? std::string_view() : before.substr(0, end + 1);
}

bool is_display_name(std::string_view before) {
    constexpr std::size_t kMostWords = 5;
    if (before.empty() || std::string_view("<([").find(before.back()) == before.npos) return false;
    before = without_opening(before);
    if (!before.empty() && before.back() == '"') return before.front() == '"';
    std::size_t words = 0;
    while (!(before = trim(before)).empty()) {
        const char first = before.front();
        const bool like_name = (first >= 'A' && first <= 'Z') || (first & 0x80) != 0;
        if (!like_name || ++words > kMostWords) return false;
        const auto word = before.substr(0, before.find(' '));
        if (word.find_first_of(".,;:!?") != word.npos) return false;
        before.remove_prefix(word.size());
    }
    return words > 0;
}

bool quotes_answer(std::string_view before) {
    const auto begin = before.find_first_not_of(" \t<>-[");
    if (begin == before.npos) return false;
    before.remove_prefix(begin);
    const auto is_digit = [&](std::size_t at) { return before[at] >= '0' && before[at] <= '9'; };
    return before.size() >= 3 && (before[0] == '4' || before[0] == '5') && is_digit(1) &&
           is_digit(2) && (before.size() == 3 || (!is_digit(3) && before[3] != '/'));
}

bool leads_to_address(std::string_view before) {
    constexpr std::string_view kAround = " \t<>\"'`[({|*-=+#~_.:;,)]/";
    if (quotes_answer(before)) return false;
    before = without_lead(before);
    std::size_t place = 0;
    while (place < before.size()) {
        const auto letter = first_character(before.substr(place));
        const char c = before[place];
        const bool digit = c >= '0' && c <= '9';
        if (!digit && kAround.find(c) == std::string_view::npos && !is_mark(letter.value)) {
            return false;
        }
        place += letter.extent;
    }
    return true;
}

std::string address_at_front(std::string_view line) {
    const auto found = places_of_addresses(line);
    if (found.empty() || !leads_to_address(line.substr(0, found.front().begin))) return {};
    return found.front().address;
}

}  // namespace postern
