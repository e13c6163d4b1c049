// SPDX-License-Identifier: Apache-2.0
#include "clause.hpp"

#include "clause_items.hpp"

namespace postern {
namespace {

class ClauseReader {
  public:
    ClauseReader(const Words& words, std::string_view text, const Hearer& heard)
        : words_(words), text_(text), heard_(heard) {}

    void read();

  private:
    void take(std::size_t at, const Lexicon::Match& match);
    void end_clause(bool ends_sentence);
    void find_topic();
    void begin_relative();
    void begin_supposition(int place);
    void begin_clause(bool is_sentence);
    void tell();
    void tell(std::size_t saying);
    void tell(const ClauseItem* thing, const ClauseItem* saying);
    [[nodiscard]] int number_of(const ClauseItem& thing) const;

    const Words& words_;
    std::string_view text_;
    const Hearer& heard_;
    ClauseItems items_;
    int place_ = 0;
    Roles roles_;
    bool is_advice_ = false;
    bool is_condition_ = false;  ///< Of this clause alone.
    bool is_of_owned_ = false;
    int clause_ = 0;
    ClauseItem subject_{};           ///< What the sentence is about.
    ClauseItem tail_{};              ///< The last word of the clause before, in the same sentence.
    ClauseItem topic_{};             ///< What the clause before, of the same sentence, was about,
    bool topic_has_saying_ = false;  ///< and whether it said something of it.
};

void ClauseReader::read() {
    for (std::size_t at = 1; at < text_.size();) {
        const auto end = text_.find(' ', at);
        const auto word = text_.substr(at, end - at);
        if (word == "." || word == ",") {
            end_clause(word == ".");
        } else if (const auto match = words_.lexicon.longest(text_, at)) {
            take(at, *match);
            at += match->length + 1;
            continue;
        } else {
            ++place_;
        }
        at = end + 1;
    }
    end_clause(true);
}

void ClauseReader::take(std::size_t at, const Lexicon::Match& match) {
    const int begin = place_++;
    ClauseItem item{match.meaning, begin, place_, text_.substr(at, match.length)};
    if (item.is(Particle::joint)) return end_clause(false);
    if (item.is(Particle::relative)) return begin_relative();
    if (item.is(Particle::advice)) {
        if (items_.empty() && begin < 2) is_advice_ = true;
        return;
    }
    if (item.is(Particle::condition)) {
        is_condition_ = true;
        return;
    }
    if (item.is(Particle::filler)) return;
    if (item.is(Particle::supposition)) return begin_supposition(begin);
    // "van de mailbox", "of de la": the article is no second "of".
    const bool is_article = item.is(Particle::possession) && !items_.empty() &&
                            items_.back().is(WordKind::particle) && items_.back().end == begin;
    if (!is_article) return items_.push_back(item);
    items_.back().end = item.end;
}

void ClauseReader::end_clause(bool ends_sentence) {
    join_compounds(items_, words_.compounds);
    roles_ = find_roles(items_, words_.compounds, words_.from);
    find_absences(items_, words_.lacking);
    find_denials(items_, words_.temporary);
    tell();
    find_topic();
    begin_clause(ends_sentence);
}

void ClauseReader::find_topic() {
    topic_has_saying_ = false;
    for (const auto& item : items_) {
        topic_has_saying_ = topic_has_saying_ || item.is(WordKind::saying);
        const bool is_first = item.is(WordKind::thing) && !topic_.is(WordKind::thing);
        if (item.may_be_subject() || is_first) topic_ = item;
        if (item.may_be_subject() && !subject_.is(WordKind::thing)) subject_ = item;
    }
    topic_.is_oblique = false;  // "we do not deliver to this mailbox, it is closed"
}

/// "a mailbox that is full": what follows is said of the mailbox, whatever the sentence is about.
void ClauseReader::begin_relative() {
    if (!items_.empty() && items_.back().end + 1 == place_) end_clause(false);
    if (place_ > 1 || !items_.empty() || !tail_.is(WordKind::thing)) return;
    topic_ = tail_;
    // "the return path belongs to a user who left": that user is the sender.
    if (subject_.is(WordKind::thing)) {
        const int whole = words_.compounds.of(subject_.meaning.number, tail_.meaning.number);
        if (whole != kNothing) topic_.meaning.number = static_cast<std::uint8_t>(whole);
    }
    topic_has_saying_ = false;
    place_ = 0;
}

/// At the front of a sentence it makes all of it advice.
void ClauseReader::begin_supposition(int place) {
    if (items_.empty() && place < 2) {
        is_advice_ = true;
        return;
    }
    end_clause(false);
    is_condition_ = true;
}

void ClauseReader::begin_clause(bool is_sentence) {
    // "no A, AAAA or MX record": what there is none of is still to come.
    const bool goes_on = !is_sentence && !items_.empty() && items_.back().is(Particle::absence);
    auto pending = goes_on ? items_.back() : ClauseItem{};
    tail_ = items_.empty() || is_sentence ? ClauseItem{} : items_.back();
    items_.clear();
    place_ = 0;
    is_condition_ = false;
    ++clause_;
    if (is_sentence) {
        topic_ = {};
        subject_ = {};
        is_advice_ = false;
    }
    if (!goes_on) return;
    pending.meaning.opposite = true;  // Of things alone: it turns no saying.
    pending.begin = 0;
    pending.end = place_ = 1;
    items_.push_back(pending);
}

/// "Sender: no such domain" speaks of the sender's.
int ClauseReader::number_of(const ClauseItem& thing) const {
    if (!topic_.is(WordKind::thing) || topic_has_saying_) return thing.meaning.number;
    const int whole = words_.compounds.of(topic_.meaning.number, thing.meaning.number);
    return whole == kNothing ? thing.meaning.number : whole;
}

void ClauseReader::tell(const ClauseItem* thing, const ClauseItem* saying) {
    Statement out;
    if (thing != nullptr) {
        out.thing = number_of(*thing);
        out.thing_words = thing->words;
        out.is_oblique = thing->is_oblique;
    }
    if (saying != nullptr) {
        out.saying = saying->meaning.number * 2 + (saying->meaning.opposite ? 1 : 0);
        out.saying_words = saying->words;
    }
    out.by = roles_.by;
    out.from = roles_.from;
    out.is_subject = thing != nullptr && saying != nullptr && thing->begin < saying->begin;
    out.is_advice = is_advice_ || is_condition_;
    out.clause = clause_;
    out.of_owned = thing == nullptr && is_of_owned_;
    heard_(out);
}

void ClauseReader::tell(std::size_t saying) {
    const auto* const said = &items_[saying];
    const auto* const near = thing_beside(items_, saying);
    const auto* const subject = thing_before(items_, saying);
    const auto* const object = thing_behind(items_, saying);
    if (near != nullptr) tell(near, said);
    if (subject != nullptr) tell(subject, said);
    if (object != nullptr && object != near) tell(object, said);
    if (subject != nullptr || object != nullptr) return;
    is_of_owned_ = saying > 0 && items_[saying - 1].is_owner;
    tell(topic_.is(WordKind::thing) ? &topic_ : nearest_thing(items_, saying), said);
    is_of_owned_ = false;
}

void ClauseReader::tell() {
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (items_[i].is(WordKind::saying)) tell(i);
        if (items_[i].is(WordKind::thing)) tell(&items_[i], nullptr);
    }
}

}  // namespace

void Compounds::add(int modifier, int head, int is) {
    is_[static_cast<std::size_t>(modifier)][static_cast<std::size_t>(head)] =
        static_cast<std::int8_t>(is + 1);
}

int Compounds::of(int modifier, int head) const {
    return is_[static_cast<std::size_t>(modifier)][static_cast<std::size_t>(head)] - 1;
}

void read_statements(const Words& words, std::string_view folded, const Hearer& heard) {
    ClauseReader(words, folded, heard).read();
}

}  // namespace postern
