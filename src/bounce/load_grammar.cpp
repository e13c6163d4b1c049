// SPDX-License-Identifier: Apache-2.0
#include "load_grammar.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

#include "cleaning.hpp"
#include "folding.hpp"
#include "row_reader.hpp"

namespace postern {
namespace {

constexpr std::array<std::string_view, 12> kParticles{
    "denial", "absence",  "possession", "relation",  "agency",      "origin",
    "joint",  "relative", "advice",     "condition", "supposition", "filler"};

bool is_recipient(std::string_view thing) {
    constexpr std::array<std::string_view, 4> kRecipients{"person", "mailbox", "address", "domain"};
    return std::find(kRecipients.begin(), kRecipients.end(), thing) != kRecipients.end();
}

bool is_ours(std::string_view thing) {
    constexpr std::array<std::string_view, 4> kOurs{"sender", "ours", "client", "rate"};
    return std::find(kOurs.begin(), kOurs.end(), thing) != kOurs.end();
}

class GrammarLoader {
  public:
    GrammarLoader(Grammar& grammar, const Complain& complain)
        : grammar_(grammar), complain_(complain) {}

    void words(const DocumentNode& node, WordKind kind);
    void compound(const DocumentNode& node);
    void sense(const DocumentNode& node);

  private:
    Meaning meaning_of(RowReader& row, std::string name, WordKind kind);
    std::uint64_t things(RowReader& row, const std::string& key);
    std::uint64_t sayings(RowReader& row);
    void conditions(RowReader& row, Sense& sense);
    static Yields yields(RowReader& row);
    static std::optional<BounceClass> class_of(RowReader& row, const std::string& key, bool needed);

    Grammar& grammar_;
    const Complain& complain_;
};

Meaning GrammarLoader::meaning_of(RowReader& row, std::string name, WordKind kind) {
    constexpr std::string_view kOpposite = "not ";
    Meaning meaning{kind, 0, false};
    int number = kNothing;
    if (kind == WordKind::saying && name.starts_with(kOpposite)) {
        meaning.opposite = true;
        name.erase(0, kOpposite.size());
    }
    if (kind == WordKind::thing) number = grammar_.thing(name);
    if (kind == WordKind::saying) number = grammar_.saying(name);
    for (std::size_t i = 0; kind == WordKind::particle && i < kParticles.size(); ++i) {
        if (kParticles[i] == name) number = static_cast<int>(i);
    }
    if (number == kNothing) row.fault_there("there can be no " + in_quotes(name));
    if (kind == WordKind::thing && name == "from") grammar_.words().from = number;
    if (kind == WordKind::thing && is_recipient(name)) {
        grammar_.words().recipients |= std::uint64_t{1} << static_cast<unsigned>(number);
    }
    if (kind == WordKind::thing && is_ours(name)) {
        grammar_.words().ours |= std::uint64_t{1} << static_cast<unsigned>(number);
    }
    if (kind == WordKind::saying && name == "lacking") grammar_.words().lacking = number;
    if (kind == WordKind::saying && name == "temporary") grammar_.words().temporary = number;
    meaning.number = static_cast<std::uint8_t>(std::max(number, 0));
    return meaning;
}

void GrammarLoader::words(const DocumentNode& node, WordKind kind) {
    RowReader row(node, complain_);
    const auto meaning = meaning_of(row, row.take("means"), kind);
    const auto language = row.take("in");
    const auto phrases = row.take_list("words", true);
    Grammar alone;
    for (const auto& phrase : phrases) {
        (void)alone.words().lexicon.add(phrase, meaning);
        if (!grammar_.words().lexicon.add(phrase, meaning))
            row.fault_there(in_quotes(phrase) + " means something else already");
    }
    const auto example = row.take("example");
    if (!example.empty() && !alone.uses(cleaned_example(example), meaning))
        row.fault_there("none of the words is in the example");
    (void)row.is_sound();
}

std::uint64_t GrammarLoader::things(RowReader& row, const std::string& key) {
    std::uint64_t set = 0;
    for (const auto& name : row.take_list(key)) {
        set |= std::uint64_t{1} << meaning_of(row, name, WordKind::thing).number;
    }
    return set;
}

std::uint64_t GrammarLoader::sayings(RowReader& row) {
    std::uint64_t set = 0;
    for (const auto& name : row.take_list("says")) {
        const auto meaning = meaning_of(row, name, WordKind::saying);
        set |= std::uint64_t{1} << (meaning.number * 2U + (meaning.opposite ? 1U : 0U));
    }
    return set;
}

void GrammarLoader::compound(const DocumentNode& node) {
    RowReader row(node, complain_);
    const auto is = meaning_of(row, row.take("means"), WordKind::thing).number;
    const auto modifiers = row.take_list("of", true);
    const auto heads = row.take_list("what", true);
    for (const auto& modifier : modifiers) {
        for (const auto& head : heads) {
            grammar_.words().compounds.add(meaning_of(row, modifier, WordKind::thing).number,
                                           meaning_of(row, head, WordKind::thing).number, is);
        }
    }
    bool heard = false;
    read_statements(grammar_.words(), folded(cleaned_example(row.take("example"))),
                    [&](const Statement& said) { heard = heard || said.thing == is; });
    if (!heard) row.fault_there("the example is read as something else");
    (void)row.is_sound();
}

std::optional<BounceClass> GrammarLoader::class_of(RowReader& row, const std::string& key,
                                                   bool needed) {
    const auto name = row.take(key, needed);
    const auto known = bounce_class_from(name);
    if (!known && !name.empty()) row.fault_there("unknown class " + in_quotes(name));
    return known;
}

Yields GrammarLoader::yields(RowReader& row) {
    const auto to = row.take("yields", false);
    if (to == "code") return Yields::to_code;
    if (to == "later") return Yields::to_later;
    if (to == "other") return Yields::to_other;
    if (!to.empty()) row.fault_there(R"(it yields to "code", "later" or "other")");
    return Yields::never;
}

/// What must be said, and of what.
void GrammarLoader::conditions(RowReader& row, Sense& sense) {
    if (const auto is = row.take("subject", false); !is.empty()) sense.is_subject = is == "yes";
    if (const auto is = row.take("oblique", false); !is.empty()) sense.is_oblique = is == "yes";
    sense.of = things(row, "of");
    const auto nothing = std::uint64_t{1} << static_cast<unsigned>(grammar_.thing("nothing"));
    sense.of_nothing = (sense.of & nothing) != 0;
    if (sense.of_nothing) sense.of = 0;
    sense.says = sayings(row);
    sense.by = things(row, "by");
    sense.from = things(row, "from");
    sense.with = things(row, "with");
    sense.unless = things(row, "unless");
    if ((sense.of | sense.says) == 0) row.fault("a thing or what is said is wanted");
}

void GrammarLoader::sense(const DocumentNode& node) {
    RowReader row(node, complain_);
    Sense sense;
    sense.line = node.line;
    sense.column = node.column;
    sense.name = row.take("name");
    sense.bounce_class = class_of(row, "class", true).value_or(BounceClass::undefined);
    sense.in_4xx = class_of(row, "in-4xx", false);
    sense.in_5xx = class_of(row, "in-5xx", false);
    if (const auto fault = row.take("fault", false); !fault.empty()) {
        sense.fault = fault_from(fault);
        if (!sense.fault) row.fault_there("unknown fault " + in_quotes(fault));
    }
    sense.is_weak = !row.take("weak", false).empty();
    sense.yields = yields(row);
    sense.needs_code = row.take("needs", false) == "code";
    conditions(row, sense);
    sense.example = row.take("example");
    if (row.is_sound()) grammar_.add(std::move(sense));
}

}  // namespace

std::string cleaned_example(const std::string& example) {
    return cleaned(example, {"anna@firm.example", {"notifications@sender.example"}});
}

bool load_grammar_section(const DocumentEntry& section, Grammar& grammar,
                          const Complain& complain) {
    GrammarLoader loader(grammar, complain);
    for (const auto& node : section.value.items) {
        if (section.key == "things") {
            loader.words(node, WordKind::thing);
        } else if (section.key == "sayings") {
            loader.words(node, WordKind::saying);
        } else if (section.key == "particles") {
            loader.words(node, WordKind::particle);
        } else if (section.key == "compounds") {
            loader.compound(node);
        } else if (section.key == "senses") {
            loader.sense(node);
        } else {
            return false;
        }
    }
    return true;
}

void check_senses(const Grammar& grammar, const Complain& complain) {
    for (const auto& sense : grammar.senses()) {
        const auto understood = grammar.read(cleaned_example(sense.example));
        const auto* const read = (sense.is_weak ? understood.weak : understood.strong).sense;
        auto faults = understood.faults;
        if (read != nullptr && read->bounce_class == sense.bounce_class) continue;
        if (sense.needs_code && faults.of(sense.bounce_class)->sense == &sense) continue;
        complain(sense.line, sense.column,
                 "the example of " + in_quotes(sense.name) +
                     (read == nullptr
                          ? " is not read as it"
                          : " is taken by " + in_quotes(read->name) + ", which stands before it"));
    }
}

}  // namespace postern
