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

struct Sense {
    std::string name;
    BounceClass bounce_class = BounceClass::undefined;
    std::optional<Fault> fault{};         ///< Where it is another than the class's.
    std::optional<BounceClass> in_4xx{};  ///< In a server's reply of that kind, if another.
    std::optional<BounceClass> in_5xx{};
    bool is_weak = false;              ///< A status code says more.
    bool of_nothing = false;           ///< Only where nothing is named that it is said of.
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
};

struct Understanding {
    Stated strong, weak;
    bool is_denial = false;        ///< Of a thing something is said not to be so: "not full".
    bool is_for_now = false;       ///< "temporarily": what is said may be otherwise tomorrow.
    bool names_recipient = false;  ///< A person, a mailbox, an address or a domain.
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

    std::vector<std::string> things_, sayings_;
    Words words_;
    std::vector<Sense> senses_;
    /// By what they say: first those that want a thing mentioned, then by number of the saying.
    std::array<std::vector<std::uint16_t>, 2 * kMostSayings + 1> by_saying_;
};

}  // namespace postern
