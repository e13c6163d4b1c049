// SPDX-License-Identifier: Apache-2.0
#include "testimony.hpp"

#include "postfix_sentence.hpp"
#include "reply.hpp"

namespace postern {
namespace {

constexpr int kDeepest = 4;  ///< A server says what another said what a third …

std::optional<Ground> ground_of(const Stated& reading, std::string_view text, bool is_for_now) {
    if (reading.sense == nullptr) return std::nullopt;
    const auto& sense = *reading.sense;
    const auto code = reply_code_in(text);
    const auto& otherwise = code.starts_with('5') ? sense.in_5xx : sense.in_4xx;
    const bool is_other = !code.empty() && otherwise;
    return Ground{is_other ? *otherwise : sense.bounce_class, sense.name + ": " + reading.words,
                  is_other ? std::nullopt : sense.fault, is_for_now};
}

std::optional<Ground> ground_of(const Pattern* pattern, bool is_for_now) {
    if (pattern == nullptr) return std::nullopt;
    return Ground{pattern->bounce_class, pattern->name, pattern->fault, is_for_now};
}

template <typename Verdict>
bool blames_recipient(const Verdict& verdict) {
    return verdict.fault.value_or(fault_of(verdict.bounce_class)) == Fault::recipient;
}

/// "Refused by policy: the mailbox is full": whether the one gives way to the other.
bool gives_way(const Stated& strong, const Stated& firm) {
    if (strong.sense == nullptr || firm.sense == nullptr) return false;
    if (strong.sense->yields == Yields::to_other) return firm.clause != strong.clause;
    return strong.sense->yields == Yields::to_later && firm.clause > strong.clause;
}

std::optional<Ground> reason(const Understanding& understood, std::string_view text) {
    if (gives_way(understood.strong, understood.firm)) {
        auto firm = ground_of(understood.firm, text, understood.is_for_now);
        if (blames_recipient(*firm)) return firm;
    }
    return ground_of(understood.strong, text, understood.is_for_now);
}

/// What the recipient is blamed for, where no reason forbids that a code says which it is.
std::vector<Ground> faults(const Understanding& understood, std::string_view text) {
    std::vector<Ground> out;
    const auto* const first = understood.strong.sense;
    if (first != nullptr && first->yields == Yields::never && !blames_recipient(*first)) return out;
    for (const auto& stated : understood.faults.all()) {
        if (stated.sense == nullptr || stated.sense == first) continue;
        out.push_back(*ground_of(stated, text, understood.is_for_now));
    }
    return out;
}

class Examiner {
  public:
    explicit Examiner(const RefusalPatterns& refusals) : refusals_(refusals) {}

    [[nodiscard]] Testimony read(std::string_view text, Speaker speaker, int depth) const;

  private:
    [[nodiscard]] Testimony words(std::string_view text, const Pattern* idiom,
                                  Speaker speaker) const;
    [[nodiscard]] Testimony from_reply(std::string_view text, Speaker speaker) const;
    [[nodiscard]] Testimony in_front(std::string_view text, Speaker speaker) const;

    const RefusalPatterns& refusals_;
};

/// In a reply every word is about the refusal; a notice has whole sentences that are not, and known
/// ones go before what its words seem to say.
Testimony Examiner::words(std::string_view text, const Pattern* idiom, Speaker speaker) const {
    const auto* known = idiom;
    if (known == nullptr && speaker == Speaker::notice) known = refusals_.phrases.first_in(text);
    if (known != nullptr && !blames_recipient(*known)) return {ground_of(known, false), {}};
    const auto understood = refusals_.grammar.read(text);
    auto weak = ground_of(understood.weak, text, understood.is_for_now);
    if (known != nullptr) return {ground_of(known, understood.is_for_now), std::move(weak)};
    auto strong = reason(understood, text);
    // Expressions know no denial, and nothing of who is spoken of: they make a recipient's fault
    // likely at best.
    if (!strong && !understood.is_denial && speaker == Speaker::remote) {
        auto seems = ground_of(refusals_.phrases.first_in(text), understood.is_for_now);
        if (!seems || !blames_recipient(*seems)) {
            strong = std::move(seems);
        } else if (!understood.is_supposed && !understood.names_us &&
                   (!weak || weak->fault == Fault::nobody)) {
            weak = std::move(seems);
        }
    }
    return {std::move(strong), std::move(weak), understood.names_recipient,
            faults(understood, text)};
}

/// A notice says much; what stands behind a reply code is what the server said.
Testimony Examiner::from_reply(std::string_view text, Speaker speaker) const {
    const auto* const idiom = refusals_.idioms.first_in(text);
    const auto place = idiom == nullptr ? reply_place(text) : 0;
    if (place != 0 && place < text.size()) {
        auto said = words(text.substr(place), nullptr, Speaker::remote);
        if (said.strong) return said;
        auto front = words(text.substr(0, place), nullptr, speaker);
        if (said.weak) front.weak = std::move(said.weak);
        if (!front.strong) front.faults = std::move(said.faults);
        front.names_recipient = front.names_recipient || said.names_recipient;
        return front;
    }
    return words(text, idiom, speaker);
}

/// Mostly the recipient alone, whom Postfix names first.
Testimony Examiner::in_front(std::string_view text, Speaker speaker) const {
    constexpr std::string_view kLongest = "<{recipient}>: ";
    if (text.size() <= kLongest.size()) return {};
    return words(text, refusals_.idioms.first_in(text), speaker);
}

Testimony Examiner::read(std::string_view text, Speaker speaker, int depth) const {
    if (text.empty()) return {};
    const auto sentence = depth < kDeepest ? postfix_sentence(text) : std::nullopt;
    if (!sentence) return from_reply(text, speaker);
    auto before = in_front(sentence->before, speaker);
    if (before.strong) return before;
    auto inside = read(sentence->inside, Speaker::remote, depth + 1);
    if (sentence->bounce_class && !inside.strong) {
        return {Ground{*sentence->bounce_class, std::string(sentence->name)}, before.weak};
    }
    if (!inside.weak) inside.weak = std::move(before.weak);
    return inside;
}

}  // namespace

Testimony testimony_of(std::string_view text, const RefusalPatterns& refusals, Speaker speaker) {
    return Examiner(refusals).read(text, speaker, 0);
}

}  // namespace postern
