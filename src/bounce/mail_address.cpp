// SPDX-License-Identifier: Apache-2.0
#include "mail_address.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "postern/base/text.hpp"

namespace postern {

namespace {

bool is_local(char c) {
    constexpr std::string_view kSpecial = "!#$%&'*+-/=?^_`{|}~.";
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c & 0x80) != 0 || kSpecial.find(c) != std::string_view::npos;
}

/// In a sentence only ASCII: "anna@firm.example様" is one address and a courtesy.
enum class Domains { ascii, any };

bool is_domain(char c, Domains domains) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (domains == Domains::any && (c & 0x80) != 0) || c == '-' || c == '.';
}

/// Where the local part before text[at] begins: behind an opening quote, or what may stand bare.
std::size_t local_begin(std::string_view text, std::size_t at) {
    auto begin = at;
    if (at > 1 && text[at - 1] == '"') {
        const auto quote = text.rfind('"', at - 2);
        return quote == std::string_view::npos ? at : quote;
    }
    while (begin > 0 && is_local(text[begin - 1])) --begin;
    constexpr std::string_view kPunctuation = "'`.=!/";
    while (begin < at && kPunctuation.find(text[begin]) != std::string_view::npos) ++begin;
    return begin;
}

std::size_t domain_end(std::string_view text, std::size_t at, Domains domains) {
    auto end = at + 1;
    while (end < text.size() && is_domain(text[end], domains)) ++end;
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

std::vector<std::string> find_addresses(std::string_view text, Domains domains) {
    std::vector<std::string> found;
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        const auto begin = local_begin(text, at);
        const auto end = domain_end(text, at, domains);
        if (begin == at || end == at + 1) continue;
        std::string address(text.substr(begin, end - begin));
        const bool known = std::any_of(found.begin(), found.end(), [&](const std::string& other) {
            return iequals(other, address);
        });
        if (!known) found.push_back(std::move(address));
    }
    return found;
}

}  // namespace

std::string address_of_field(std::string_view value) {
    const auto type_end = value.find(';');
    if (type_end != std::string_view::npos) value.remove_prefix(type_end + 1);
    const auto text = without_embedded(trim(value));
    const auto found = find_addresses(text, Domains::any);
    if (!found.empty()) return found.front();
    std::string_view bare = text;
    constexpr std::string_view kAround = "<> \t\"";
    while (!bare.empty() && kAround.find(bare.front()) != std::string_view::npos) {
        bare.remove_prefix(1);
    }
    return std::string(bare.substr(0, bare.find_first_of("> \t")));
}

std::vector<std::string> addresses_in(std::string_view text) {
    return find_addresses(text, Domains::ascii);
}

std::string address_at_front(std::string_view line) {
    constexpr std::array<std::string_view, 5> kLeading{"to:", "recipient:", "--", "*", "|"};
    line = trim(line);
    for (const auto lead : kLeading) {
        if (istarts_with(line, lead)) line = trim(line.substr(lead.size()));
    }
    const auto at = line.find('@');
    if (at == std::string_view::npos) return {};
    const auto begin = local_begin(line, at);
    const auto before = line.substr(0, begin);
    const bool front = std::all_of(before.begin(), before.end(),
                                   [](char c) { return c == '<' || c == '"' || c == '['; });
    if (!front || begin == at) return {};
    const auto end = domain_end(line, at, Domains::ascii);
    return end == at + 1 ? std::string() : std::string(line.substr(begin, end - begin));
}

}  // namespace postern
