// SPDX-License-Identifier: Apache-2.0
#include "spans.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "postern/base/text.hpp"
#include "postern/postfix/site.hpp"

namespace postern::postfix {

namespace {

constexpr std::array<std::pair<char, std::chrono::seconds>, 5> kUnits{{
    {'w', std::chrono::weeks{1}},
    {'d', std::chrono::days{1}},
    {'h', std::chrono::hours{1}},
    {'m', std::chrono::minutes{1}},
    {'s', std::chrono::seconds{1}},
}};

std::string joined(std::string_view list) {
    std::string all;
    for (const auto& word : split_list(list)) all += word + ",";
    return all;
}

bool has_unit(std::string_view text) {
    return text == "0" || (text.size() > 1 && text.back() >= 'a');
}

}  // namespace

std::optional<Duration> parse_span(std::string_view text, char unit) {
    text = trim(text);
    long number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || end - rest > 1) return std::nullopt;
    if (rest != end) unit = *rest;
    for (const auto& [letter, length] : kUnits) {
        if (letter == unit) return std::chrono::duration_cast<Duration>(length) * number;
    }
    return std::nullopt;
}

bool same_value(std::string_view a, std::string_view b) {
    if (joined(a) == joined(b)) return true;
    if (!has_unit(trim(a)) || !has_unit(trim(b))) return false;
    const auto left = parse_span(a, 's');
    return left && left == parse_span(b, 's');
}

std::string format_span(Duration span) {
    for (const auto& [letter, length] : kUnits) {
        if (span % length == Duration{0} && span >= length)
            return std::to_string(span / length) + letter;
    }
    return std::to_string(span / std::chrono::seconds{1}) + "s";
}

}  // namespace postern::postfix
