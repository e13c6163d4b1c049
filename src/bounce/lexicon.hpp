// SPDX-License-Identifier: Apache-2.0
//
// Words and what they mean. A phrase of one or more words has one meaning, in whatever language;
// "mailbox*" is every word that begins so. Looked up in folded text (folding.hpp): from the
// beginning of a word the longest phrase counts, so that "no such user" is not "no". A walk down a
// tree of octets ends at the first that begins no phrase: linear, nearly always within a few.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postern {

enum class WordKind : std::uint8_t { none, thing, saying, particle };

/// What a phrase means; `number` is the place among those of its kind.
struct Meaning {
    WordKind kind = WordKind::none;
    std::uint8_t number = 0;
    bool opposite = false;  ///< "known", as the opposite of "unknown".
    bool operator==(const Meaning&) const = default;
};

class Lexicon {
  public:
    Lexicon();

    /// The phrase is folded first. False where it has another meaning already.
    bool add(std::string_view phrase, Meaning meaning);

    struct Match {
        Meaning meaning;
        std::size_t length = 0;  ///< Of the folded phrase, without the blank behind it.
    };
    /// `at` is the beginning of a word of folded text.
    [[nodiscard]] std::optional<Match> longest(std::string_view text, std::size_t at) const;

  private:
    struct Node {
        char octet = 0;
        std::uint32_t first = 0;  ///< Child; 0: none.
        std::uint32_t next = 0;   ///< Sibling.
        Meaning word{};           ///< Of a phrase that ends here.
        Meaning stem{};           ///< Of one that may go on.
    };
    [[nodiscard]] std::uint32_t child(std::uint32_t node, char octet) const;
    std::uint32_t child_or_new(std::uint32_t node, char octet);

    std::vector<Node> nodes_;
    std::array<std::uint32_t, 256> roots_{};  ///< The first octet branches most.
};

}  // namespace postern
