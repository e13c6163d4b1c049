// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/unknown_words.hpp"

#include <algorithm>
#include <map>

#include "postern/base/text.hpp"

#include "mail_address.hpp"
#include "reply.hpp"

namespace postern {
namespace {

constexpr std::string_view kAddress = "<address>";

bool is_numeral(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

bool is_hex(char c) {
    return is_numeral(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Three labels in a row of which the last is of letters, or two that end like a domain.
bool is_host(std::string_view word) {
    const auto dot = word.rfind('.');
    if (dot == word.npos || dot == 0 || word.find("..") != word.npos) return false;
    const auto top = word.substr(dot + 1);
    const bool sound = std::all_of(word.begin(), word.end(), [](char c) {
        return is_letter(c) || is_numeral(c) || c == '-' || c == '.' || c == '_';
    });
    return sound && top.size() >= 2 && std::all_of(top.begin(), top.end(), is_letter);
}

bool is_ip(std::string_view word) {
    const auto dots = std::count(word.begin(), word.end(), '.');
    const auto colons = std::count(word.begin(), word.end(), ':');
    const auto all = [&](auto is, char mark) {
        return std::all_of(word.begin(), word.end(), [&](char c) { return is(c) || c == mark; });
    };
    return (dots == 3 && all(is_numeral, '.')) || (colons >= 2 && all(is_hex, ':'));
}

/// Of queues and sessions: letters and digits mixed, or many digits.
bool is_id(std::string_view word) {
    constexpr std::size_t kShortest = 6;
    const auto digits = std::count_if(word.begin(), word.end(), is_numeral);
    const auto letters = std::count_if(word.begin(), word.end(), is_letter);
    return digits >= 2 && static_cast<std::size_t>(digits + letters) >= kShortest;
}

/// What a word stands for; "" where it is a word.
std::string_view kind_of(std::string_view word, std::string_view local, std::string_view domain) {
    if (!local.empty() && iequals(word, local)) return kAddress;
    if (!domain.empty() && iequals(word, domain)) return "<host>";
    if (!statuses_in(word).empty()) return {};
    if (is_ip(word)) return "<ip>";
    if (is_host(word)) return "<host>";
    return is_id(word) ? std::string_view("<id>") : std::string_view();
}

std::string without_addresses(std::string_view text) {
    std::string out;
    std::size_t done = 0;
    for (const auto& place : places_of_addresses(text)) {
        if (place.begin < done) continue;
        out.append(text.substr(done, place.begin - done)).append(kAddress);
        done = place.end;
    }
    return out.append(text.substr(done));
}

std::string without_urls(std::string_view text) {
    std::string out;
    for (auto at = text.find("://"); at != text.npos; at = text.find("://")) {
        auto begin = at;
        while (begin > 0 && is_letter(text[begin - 1])) --begin;
        const auto end = std::min(text.find_first_of(" \t\n<>\"'`()", at), text.size());
        out.append(text.substr(0, begin)).append("<url>");
        text.remove_prefix(end);
    }
    return out.append(text);
}

/// A blank-free piece, parted at what may stand around names.
void take_piece(std::string_view piece, std::string_view local, std::string_view domain,
                std::string& out) {
    constexpr std::string_view kAround = "<>()[]{}\"'`,;!?|*=/";
    while (!piece.empty()) {
        const auto end = std::min(piece.find_first_of(kAround), piece.size());
        auto word = piece.substr(0, end);
        const auto last = word.find_last_not_of(".:");
        const auto tail = last == word.npos ? word : word.substr(last + 1);
        word.remove_suffix(tail.size());
        const auto kind = kind_of(word, local, domain);
        out.append(kind.empty() ? word : kind).append(tail);
        out.append(piece.substr(end, 1));
        piece.remove_prefix(std::min(piece.size(), end + 1));
    }
}

/// "<<address>>" came of brackets that stood there.
std::string without_doubled(std::string text) {
    for (auto at = text.find("<<"); at != std::string::npos; at = text.find("<<", at)) {
        const auto end = text.find(">>", at);
        if (end == std::string::npos) break;
        text.erase(end, 1);
        text.erase(at, 1);
    }
    return text;
}

}  // namespace

std::string without_names(std::string_view all, std::string_view address) {
    constexpr std::size_t kShortestName = 3;
    const auto at = std::min(address.rfind('@'), address.size());
    auto local = address.substr(0, at);
    if (local.size() < kShortestName) local = {};
    const auto domain = at < address.size() ? address.substr(at + 1) : std::string_view();
    const auto text = without_addresses(without_urls(all));
    std::string_view evidence = text;
    std::string out;
    while (!evidence.empty()) {
        const auto end = std::min(evidence.find_first_of(" \t\n"), evidence.size());
        take_piece(evidence.substr(0, end), local, domain, out);
        evidence.remove_prefix(end);
        if (evidence.empty()) break;
        out += ' ';
        evidence.remove_prefix(1);
    }
    return without_doubled(std::move(out));
}

std::vector<UnknownWords> unknown_words(const std::vector<UnknownBounce>& bounces) {
    std::map<std::pair<std::string, std::string>, UnknownWords> counted;
    for (const auto& bounce : bounces) {
        const auto words = without_names(bounce.evidence, bounce.address);
        auto& all = counted[{words, bounce.status}];
        if (all.count == 0) all = {bounce.status, words, 0, bounce.at, bounce.at};
        ++all.count;
        all.first = std::min(all.first, bounce.at);
        all.last = std::max(all.last, bounce.at);
    }
    std::vector<UnknownWords> out;
    for (auto& [key, all] : counted) out.push_back(std::move(all));
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    return out;
}

}  // namespace postern
