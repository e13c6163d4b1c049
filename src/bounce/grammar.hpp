// SPDX-License-Identifier: Apache-2.0
//
// What a refusal means: a table of senses, each a class for something that is said of something
// ("unknown" of a mailbox). The first in the file's order counts that the text states anywhere.
// Data of conf/bounce-patterns.yaml: words, compounds and senses. Pure, linear, thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/bounce/report.hpp"

#include "clause.hpp"

namespace postern {

/// Whether a reason is given up for the recipient's fault that the text also states.
enum class Yields : std::uint8_t {
    never,
    to_code,   ///< Where the status code says the same as those words.
    to_later,  ///< And where they stand behind it: "refused by policy: the mailbox is full".
    to_other,  ///< And where they stand in any other clause: "mailbox full (rule 5)".
};

struct Sense {
    std::string name;
    BounceClass bounce_class = BounceClass::undefined;
    std::optional<Fault> fault{};         ///< Where it is another than the class's.
    std::optional<BounceClass> in_4xx{};  ///< In a server's reply of that kind, if another.
    std::optional<BounceClass> in_5xx{};
    Yields yields = Yields::never;
    bool needs_code = false;           ///< Counts only where the status code says the same.
    bool is_weak = false;              ///< A status code says more.
    bool of_nothing = false;           ///< Only where nothing is named that it is said of.
    std::optional<bool> is_oblique{};  ///< Only where a preposition stands before it.
    std::optional<bool> is_subject{};  ///< Only where the thing stands before what is said.
    std::uint64_t of = 0;              ///< Any of these things; 0: whatever it is said of.
    std::uint64_t says = 0;            ///< Any of these sayings; 0: to be mentioned is enough.
    std::uint64_t by = 0;              ///< Any of these must have done it; 0: whoever did.
    std::uint64_t from = 0;            ///< Any of these it must come from; 0: from wherever.
    std::uint64_t with = 0;  ///< Any of these must be named somewhere in the text; 0: nothing more.
    std::uint64_t unless = 0;  ///< None of these may be named anywhere in the text.
    std::string example;
    int line = 1;  ///< Of the file.
    int column = 1;
};

/// A sense and the words that stated it.
struct Stated {
    const Sense* sense = nullptr;
    std::string words;
    int clause = 0;  ///< The last that states it.
};

/// The first sense of each class that blames the recipient.
class Faults {
  public:
    [[nodiscard]] Stated* of(BounceClass bounce_class);
    [[nodiscard]] const std::array<Stated, 4>& all() const { return stated_; }

  private:
    std::array<Stated, 4> stated_;
};

struct Understanding {
    Stated strong, weak;
    Stated firm;                   ///< The first that does not yield.
    Faults faults;                 ///< Of the recipient; a code may say which.
    bool is_denial = false;        ///< Of a thing something is said not to be so: "not full".
    bool is_supposed = false;      ///< "if the mailbox is full".
    bool is_for_now = false;       ///< "temporarily": what is said may be otherwise tomorrow.
    bool names_recipient = false;  ///< A person, a mailbox, an address or a domain.
    bool names_us = false;         ///< The sender, the client, or a rate.
};

class Grammar {
  public:
    /// The number of a thing or saying by name; kNothing where the table is full.
    int thing(const std::string& name);
    int saying(const std::string& name);
    Words& words() { return words_; }
    void add(Sense sense);

    /// `text` is cleaned, and not folded yet.
    [[nodiscard]] Understanding read(std::string_view text) const;
    [[nodiscard]] const std::vector<Sense>& senses() const { return senses_; }
    /// Whether the text holds a word of that meaning.
    [[nodiscard]] bool uses(std::string_view text, Meaning meaning) const;

  private:
    /// Takes in what the statement means, in a text that names those things.
    void consider(const Statement& said, std::uint64_t named, Understanding& out) const;
    /// Whether it could be the recipient's fault, were it so.
    [[nodiscard]] bool may_blame(const Statement& said) const;

    std::vector<std::string> things_, sayings_;
    Words words_;
    std::vector<Sense> senses_;
    /// By what they say: first those that want a thing mentioned, then by number of the saying.
    std::array<std::vector<std::uint16_t>, 2 * kMostSayings + 1> by_saying_;
};

}  // namespace postern
