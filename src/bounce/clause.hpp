// SPDX-License-Identifier: Apache-2.0
//
// The parts of a sentence and what they say of each other: "your message to anna's mailbox was not
// accepted" says of the message, not of the mailbox, that it was refused.
//
// No language is parsed here. What is used holds well enough in all that mail speaks: an adjective
// stands beside its noun, a verb's subject before it and without a preposition, a negation close
// to what it denies; what stands before a colon is spoken of behind it. Every reach is bounded, so
// that the work is linear in the text. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon.hpp"

namespace postern {

/// Words that say nothing of their own.
enum class Particle : std::uint8_t {
    denial,       ///< "not": what is said next, or was said just before, is not so.
    absence,      ///< "no": of the thing that follows there is none.
    possession,   ///< "of": likewise, and the two may be one: "mailbox of the user".
    relation,     ///< "to", "in": the thing that follows is not what the sentence is about.
    agency,       ///< "by", "due to": the thing that follows is who did it, or why.
    origin,       ///< "from": the thing that follows is where the message came from.
    joint,        ///< "because": another sentence begins.
    relative,     ///< "that", "which": what follows is said of the thing right before.
    advice,       ///< "if", "please": the sentence tells of no fact.
    condition,    ///< "in the case of", where it stands behind: what stands before is no fact.
    supposition,  ///< "whether": what follows is no fact.
    filler,       ///< "each of": it changes nothing.
};

inline constexpr int kNothing = -1;
inline constexpr std::size_t kMostThings = 64;
inline constexpr std::size_t kMostSayings = 32;

/// Something is said of something, or something is mentioned.
struct Statement {
    int thing = kNothing;
    int saying = kNothing;    ///< Its number times two, and one more for the opposite.
    std::uint64_t by = 0;     ///< The things that are named as who did it, or why,
    std::uint64_t from = 0;   ///< and as where the message came from.
    int clause = 0;           ///< In the order of the text.
    bool is_subject = false;  ///< The thing stands before what is said of it.
    bool is_oblique = false;  ///< The thing stands behind a preposition.
    bool is_advice = false;
    bool of_owned = false;  ///< Of an unknown thing of somebody's: "the key of the user".
    std::string_view thing_words{};
    std::string_view saying_words{};
};

/// "sender address" is a sender, "mailbox of the user" a mailbox: what two things are together.
class Compounds {
  public:
    void add(int modifier, int head, int is);
    [[nodiscard]] int of(int modifier, int head) const;

  private:
    std::array<std::array<std::int8_t, kMostThings>, kMostThings> is_{};  ///< One more; 0: none.
};

/// What the reader of clauses knows of the language.
struct Words {
    Lexicon lexicon;
    Compounds compounds;
    int from = kNothing;           ///< The thing that "from" is in compounds.
    int lacking = kNothing;        ///< The saying that "no" stands for.
    std::uint64_t recipients = 0;  ///< The things that a recipient is.
    std::uint64_t ours = 0;        ///< Those that whoever sends is, and how much is sent.
    int temporary = kNothing;      ///< The one that stands beside others: "not currently active".
};

using Hearer = std::function<void(const Statement&)>;

/// Tells `heard` of each statement of a folded text, in no order.
void read_statements(const Words& words, std::string_view folded, const Hearer& heard);

}  // namespace postern
