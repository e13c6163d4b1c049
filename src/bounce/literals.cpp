// SPDX-License-Identifier: Apache-2.0
#include "literals.hpp"

#include <algorithm>

namespace postern {
namespace {

std::uint32_t three_at(const char* text) {
    const auto octet = [&](int at) { return std::uint32_t{static_cast<unsigned char>(text[at])}; };
    return octet(0) | octet(1) << 8U | octet(2) << 16U;
}

std::uint32_t fourth(char c) {
    return std::uint32_t{static_cast<unsigned char>(c)} << 24U;
}

}  // namespace

std::uint32_t Literals::slot_of(std::uint32_t front) {
    constexpr std::uint32_t kSpread = 0x9E3779B1U;  // 2^32 over the golden ratio.
    return front * kSpread >> (32U - kBits);
}

Literals::Literals(std::vector<std::string> words)
    : words_(std::move(words)), next_(words_.size(), kNone) {
    by_three_.first.assign(1U << kBits, kNone);
    by_four_.first.assign(1U << kBits, kNone);
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const auto& word = words_[i];
        const bool short_one = word.size() == kShortest;
        auto& table = short_one ? by_three_ : by_four_;
        const auto slot = slot_of(three_at(word.data()) | (short_one ? 0U : fourth(word[3])));
        table.begins.set(slot);
        next_[i] = table.first[slot];
        table.first[slot] = static_cast<std::int32_t>(i);
    }
}

std::vector<int> Literals::found_in(std::string_view text) const {
    std::vector<int> found;
    if (words_.empty()) return found;
    const auto collect = [&](std::int32_t word, std::string_view rest) {
        for (; word != kNone; word = next_[static_cast<std::size_t>(word)]) {
            if (!rest.starts_with(words_[static_cast<std::size_t>(word)])) continue;
            // Few are found; a table of all would cost more than it saves.
            if (std::find(found.begin(), found.end(), word) == found.end()) found.push_back(word);
        }
    };
    for (; text.size() >= kShortest; text.remove_prefix(1)) {
        const auto front = three_at(text.data());
        const auto three = slot_of(front);
        if (by_three_.begins[three]) collect(by_three_.first[three], text);
        if (text.size() == kShortest) break;
        const auto four = slot_of(front | fourth(text[kShortest]));
        if (by_four_.begins[four]) collect(by_four_.first[four], text);
    }
    return found;
}

}  // namespace postern
