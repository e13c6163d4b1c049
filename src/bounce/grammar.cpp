// SPDX-License-Identifier: Apache-2.0
#include "grammar.hpp"

#include <algorithm>

#include "folding.hpp"

namespace postern {
namespace {

int number_of(const std::string& name, std::vector<std::string>& names, std::size_t most) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<int>(found - names.begin());
    if (names.size() == most) return kNothing;
    names.push_back(name);
    return static_cast<int>(names.size()) - 1;
}

std::uint64_t bit(int member) {
    return std::uint64_t{1} << static_cast<unsigned>(member);
}

bool holds(std::uint64_t set, int member) {
    return member != kNothing && (set & bit(member)) != 0;
}

/// By what else the text names.
bool allows(const Sense& sense, std::uint64_t named) {
    return (sense.unless & named) == 0 && (sense.with == 0 || (sense.with & named) != 0);
}

bool blames_recipient(const Sense& sense) {
    return sense.fault.value_or(fault_of(sense.bounce_class)) == Fault::recipient;
}

/// Of senses that say what is said.
bool states(const Sense& sense, const Statement& said) {
    return (sense.of == 0 || holds(sense.of, said.thing)) &&
           (!sense.of_nothing || (said.thing == kNothing && !said.of_owned)) &&
           (!sense.is_subject || *sense.is_subject == said.is_subject) &&
           (!sense.is_oblique || *sense.is_oblique == said.is_oblique) &&
           (sense.by == 0 || (sense.by & said.by) != 0) &&
           (sense.from == 0 || (sense.from & said.from) != 0);
}

std::string words_of(const Statement& said) {
    std::string out(said.thing_words);
    if (!out.empty() && !said.saying_words.empty()) out += ", ";
    return out.append(said.saying_words);
}

void keep(const Sense& sense, const Statement& said, Stated& known) {
    if (known.sense == nullptr || &sense < known.sense)
        known = {&sense, words_of(said), said.clause};
    if (&sense == known.sense) known.clause = std::max(known.clause, said.clause);
}

}  // namespace

Stated* Faults::of(BounceClass bounce_class) {
    switch (bounce_class) {
        case BounceClass::mailbox_full:
            return &stated_[0];
        case BounceClass::user_unknown:
            return &stated_[1];
        case BounceClass::domain_invalid:
            return &stated_[2];
        case BounceClass::inactive:
            return &stated_[3];
        default:
            return nullptr;
    }
}

int Grammar::thing(const std::string& name) {
    return number_of(name, things_, kMostThings);
}

int Grammar::saying(const std::string& name) {
    return number_of(name, sayings_, kMostSayings);
}

void Grammar::add(Sense sense) {
    const auto number = static_cast<std::uint16_t>(senses_.size());
    if (sense.says == 0) by_saying_.front().push_back(number);
    for (std::size_t saying = 0; saying < 2 * kMostSayings; ++saying) {
        if ((sense.says >> saying & 1U) != 0) by_saying_[saying + 1].push_back(number);
    }
    senses_.push_back(std::move(sense));
}

void Grammar::consider(const Statement& said, std::uint64_t named, Understanding& out) const {
    const auto& senses = by_saying_[static_cast<std::size_t>(said.saying + 1)];
    bool is_strong_known = false;
    bool is_firm_known = false;
    for (const auto number : senses) {
        const auto& sense = senses_[number];
        const bool is_firm = sense.yields == Yields::never;
        const bool is_new = sense.is_weak || !is_strong_known || (is_firm && !is_firm_known);
        auto* const fault = blames_recipient(sense) ? out.faults.of(sense.bounce_class) : nullptr;
        if (!is_new && fault == nullptr) continue;
        if (!allows(sense, named) || !states(sense, said)) continue;
        if (sense.is_weak) return keep(sense, said, out.weak);
        if (fault != nullptr) keep(sense, said, *fault);
        if (sense.needs_code) continue;
        if (!is_strong_known) keep(sense, said, out.strong);
        if (is_firm && !is_firm_known) keep(sense, said, out.firm);
        is_strong_known = true;
        is_firm_known = is_firm_known || is_firm;
    }
}

bool Grammar::may_blame(const Statement& said) const {
    const auto& senses = by_saying_[static_cast<std::size_t>(said.saying + 1)];
    return std::any_of(senses.begin(), senses.end(), [&](std::uint16_t number) {
        const auto& sense = senses_[number];
        return !sense.is_weak && blames_recipient(sense);
    });
}

Understanding Grammar::read(std::string_view text) const {
    Understanding out;
    constexpr std::size_t kUsual = 64;
    std::vector<Statement> told;
    told.reserve(kUsual);
    std::uint64_t named = 0;
    const auto plain = folded(text);
    read_statements(words_, plain, [&](const Statement& said) {
        if (said.is_advice) {
            out.is_supposed = out.is_supposed || (said.saying != kNothing && may_blame(said));
            return;
        }
        told.push_back(said);
        if (said.thing != kNothing) named |= bit(said.thing);
    });
    out.names_recipient = (named & words_.recipients) != 0;
    out.names_us = (named & words_.ours) != 0;
    const int for_now = 2 * words_.temporary;
    for (const auto& said : told) {
        out.is_for_now = out.is_for_now || (said.saying != kNothing && said.saying == for_now);
        out.is_denial = out.is_denial || (said.saying % 2 == 1 && said.is_subject);
        consider(said, named, out);
    }
    return out;
}

bool Grammar::uses(std::string_view text, Meaning meaning) const {
    const auto words = folded(text);
    for (std::size_t at = 1; at < words.size(); at = words.find(' ', at) + 1) {
        const auto match = words_.lexicon.longest(words, at);
        if (match && match->meaning == meaning) return true;
    }
    return false;
}

}  // namespace postern
