// SPDX-License-Identifier: Apache-2.0
#include "lexicon.hpp"

#include <algorithm>

#include "folding.hpp"

namespace postern {

Lexicon::Lexicon() : nodes_(1) {}

std::uint32_t Lexicon::child(std::uint32_t node, char octet) const {
    if (node == 0) return roots_[static_cast<unsigned char>(octet)];
    auto found = nodes_[node].first;
    while (found != 0 && nodes_[found].octet != octet) found = nodes_[found].next;
    return found;
}

std::uint32_t Lexicon::child_or_new(std::uint32_t node, char octet) {
    if (const auto found = child(node, octet); found != 0) return found;
    const auto made = static_cast<std::uint32_t>(nodes_.size());
    auto& first = node == 0 ? roots_[static_cast<unsigned char>(octet)] : nodes_[node].first;
    Node fresh;
    fresh.octet = octet;
    fresh.next = first;
    first = made;
    nodes_.push_back(fresh);
    return made;
}

bool Lexicon::add(std::string_view phrase, Meaning meaning) {
    const bool is_stem = phrase.ends_with('*');
    if (is_stem) phrase.remove_suffix(1);
    const auto text = folded(phrase);
    constexpr std::size_t kBlanks = 2;
    constexpr std::size_t kMostNodes = 1'000'000;
    // "#" stands for anything with a figure in it.
    if (text.size() <= kBlanks || text.find('#') != text.npos ||
        nodes_.size() + text.size() > kMostNodes)
        return false;
    std::uint32_t node = 0;
    for (const char c : text.substr(1, text.size() - kBlanks)) node = child_or_new(node, c);
    auto& place = is_stem ? nodes_[node].stem : nodes_[node].word;
    if (place.kind != WordKind::none) return place == meaning;
    place = meaning;
    return true;
}

std::optional<Lexicon::Match> Lexicon::longest(std::string_view text, std::size_t at) const {
    const Meaning* found = nullptr;
    std::size_t found_end = at;
    std::uint32_t node = 0;
    for (auto end = at; end < text.size();) {
        node = child(node, text[end++]);
        if (node == 0) break;
        const auto& here = nodes_[node];
        const bool word_ends = end < text.size() && text[end] == ' ';
        const auto& meaning = word_ends && here.word.kind != WordKind::none ? here.word : here.stem;
        if (meaning.kind == WordKind::none) continue;
        found = &meaning;
        found_end = end;
    }
    if (found == nullptr) return std::nullopt;
    return Match{*found, std::min(text.find(' ', found_end), text.size()) - at};
}

}  // namespace postern
