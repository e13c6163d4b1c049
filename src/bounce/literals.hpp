// SPDX-License-Identifier: Apache-2.0
//
// Which of many literal words occur in a text, in one pass over it.
//
// Every place of the text is looked up by its next four octets, and by three for the words that
// have no more, in tables of bits that fit into the innermost cache: nearly all places end there.
// Pure; linear in the text times the few words that begin alike.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace postern {

class Literals {
  public:
    static constexpr std::size_t kShortest = 3;

    Literals() = default;
    /// None shorter than kShortest.
    explicit Literals(std::vector<std::string> words);

    /// The places of those that occur in `text`, each once, in no order.
    [[nodiscard]] std::vector<int> found_in(std::string_view text) const;

  private:
    static constexpr unsigned kBits = 15;
    static constexpr std::int32_t kNone = -1;
    static std::uint32_t slot_of(std::uint32_t front);

    struct Table {
        std::bitset<(1U << kBits)> begins;
        std::vector<std::int32_t> first;  ///< By slot: a word that begins so.
    };

    std::vector<std::string> words_;
    std::vector<std::int32_t> next_;  ///< By word: another of its slot.
    Table by_three_;
    Table by_four_;
};

}  // namespace postern
