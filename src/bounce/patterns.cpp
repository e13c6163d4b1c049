// SPDX-License-Identifier: Apache-2.0
//
// One automaton for all expressions would need a state for each combination of half-matched
// phrases, which no memory holds: it would forever be building states. So each expression is taken
// into its alternatives, which are small, and only those are tried of which a text holds the
// literals that they cannot do without (re2::FilteredRE2).
#include "patterns.hpp"

#include <algorithm>
#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <utility>

#include "postern/base/text.hpp"

#include "literals.hpp"

namespace postern {
namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

/// What is ASCII is matched octet by octet: its automaton is several times smaller.
RE2::Options options_for(std::string_view expression) {
    constexpr std::int64_t kMemory = 1LL << 20U;
    RE2::Options out;
    out.set_case_sensitive(false);
    out.set_log_errors(false);
    out.set_max_mem(kMemory);
    if (is_ascii(expression)) out.set_encoding(RE2::Options::EncodingLatin1);
    return out;
}

/// Parted at each "|" outside of groups and classes. Flags in mid-expression reach over it.
std::vector<std::string> alternatives_of(const std::string& expression) {
    std::vector<std::string> parts(1);
    if (expression.find("(?") != std::string::npos || expression.find("\\Q") != std::string::npos) {
        return {expression};
    }
    int depth = 0;
    bool in_class = false;
    for (std::size_t at = 0; at < expression.size(); ++at) {
        const char c = expression[at];
        if (c == '|' && depth == 0 && !in_class) {
            parts.emplace_back();
            continue;
        }
        parts.back() += c;
        if (c == '\\' && at + 1 < expression.size()) {
            parts.back() += expression[++at];
        } else if (in_class) {
            in_class = c != ']';
        } else if (c == '[') {
            in_class = true;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')') {
            --depth;
        }
    }
    return parts;
}

/// With "…" written out: words that do not end a sentence, and the beginning of another.
std::string with_gaps(std::string_view expression) {
    constexpr std::string_view kGap = "\u2026";
    constexpr std::string_view kWords = R"((?:(?:[^\s;]*[^\s.;:])?\s){0,8}[^\s;]*)";
    std::string out;
    for (auto at = expression.find(kGap); at != std::string_view::npos;
         at = expression.find(kGap)) {
        out.append(expression.substr(0, at)).append(kWords);
        expression.remove_prefix(at + kGap.size());
    }
    return out.append(expression);
}

re2::StringPiece piece_of(std::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

struct PatternSet::Engine {
    re2::FilteredRE2 alternatives{static_cast<int>(Literals::kShortest)};
    Literals literals;
    std::vector<std::unique_ptr<RE2>> whole;  ///< By pattern: to find a place, one pass is best.
    std::vector<std::size_t> owner;           ///< By alternative: the place of its pattern.
    /// Those with other letters than ASCII's: literals do not tell the case of such letters.
    std::vector<int> beyond_ascii;
    std::vector<int> always;  ///< Those that need no literal.

    /// Whether the alternative can stand alone.
    bool add(const std::string& alternative, std::size_t pattern) {
        int id = 0;
        if (alternatives.Add("(?m)" + alternative, options_for(alternative), &id) != RE2::NoError) {
            return false;
        }
        owner.push_back(pattern);
        if (!is_ascii(alternative)) beyond_ascii.push_back(id);
        return true;
    }

    /// Those that may be found in the text, in their order.
    [[nodiscard]] std::vector<int> candidates(std::string_view text) const {
        std::vector<int> out;
        const auto found = literals.found_in(lower(text));
        const bool plain = is_ascii(text);
        if (found.empty() && plain) return always;
        alternatives.AllPotentials(found, &out);
        if (plain) return out;
        out.insert(out.end(), beyond_ascii.begin(), beyond_ascii.end());
        std::sort(out.begin(), out.end());
        return out;
    }

    /// Begin and end of the match that begins first; the text's size where there is none.
    [[nodiscard]] std::pair<std::size_t, std::size_t> first_match(std::string_view text) const {
        std::pair place{text.size(), text.size()};
        for (const auto& expression : whole) {
            re2::StringPiece match;
            if (!expression->Match(piece_of(text), 0, text.size(), RE2::UNANCHORED, &match, 1)) {
                continue;
            }
            const auto begin = static_cast<std::size_t>(match.data() - text.data());
            if (begin < place.first) place = {begin, begin + match.size()};
        }
        return place;
    }
};

PatternSet::PatternSet() : engine_(std::make_unique<Engine>()) {}
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;
PatternSet::~PatternSet() = default;

std::string PatternSet::add(Pattern pattern) {
    const auto expression = with_gaps(pattern.expression);
    auto whole = std::make_unique<RE2>("(?m)" + expression, options_for(expression));
    if (!whole->ok()) return whole->error();
    engine_->whole.push_back(std::move(whole));
    for (const auto& alternative : alternatives_of(pattern.expression)) {
        if (!engine_->add(with_gaps(alternative), patterns_.size())) return "cannot be parted";
    }
    patterns_.push_back(std::move(pattern));
    return {};
}

void PatternSet::compile() {
    if (patterns_.empty()) return;
    std::vector<std::string> literals;
    engine_->alternatives.Compile(&literals);
    engine_->literals = Literals(std::move(literals));
    engine_->alternatives.AllPotentials({}, &engine_->always);
}

const Pattern* PatternSet::first_in(std::string_view text) const {
    if (patterns_.empty() || text.empty()) return nullptr;
    for (const int id : engine_->candidates(text)) {
        if (RE2::PartialMatch(piece_of(text), engine_->alternatives.GetRE2(id))) {
            return &patterns_[engine_->owner[static_cast<std::size_t>(id)]];
        }
    }
    return nullptr;
}

std::size_t PatternSet::first_place(std::string_view text) const {
    return engine_->first_match(text).first;
}

std::size_t PatternSet::behind_first(std::string_view text) const {
    return engine_->first_match(text).second;
}

}  // namespace postern
