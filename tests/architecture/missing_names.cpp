// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include "foreign_names.hpp"
#include "known_names.hpp"
#include "names.hpp"
#include "prose.hpp"

namespace postern::architecture {

namespace {

bool is_upper(char c) {
    return std::isupper(static_cast<unsigned char>(c)) != 0;
}
bool is_lower(char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0;
}

bool is_constant(std::string_view name) {
    return name.size() > 2 && name[0] == 'k' && is_upper(name[1]) && is_lower(name[2]);
}

/// A name with a hump or an underscore is no word of English. In capitals alone it is a macro of a
/// library, a variable of the environment or a placeholder: those are left to their readers.
bool looks_like_code(std::string_view name) {
    if (std::none_of(name.begin(), name.end(), is_lower)) return false;
    const auto hump = std::adjacent_find(name.begin(), name.end(),
                                         [](char a, char b) { return is_lower(a) && is_upper(b); });
    return name.find('_') != std::string_view::npos || (is_upper(name[0]) && hump != name.end());
}

/// A name as it stands in prose.
struct Mention {
    std::string scope;  ///< "Gateway" of Gateway::draft(); else empty.
    std::string name;
    bool called = false;  ///< Brackets follow.
    bool alone = false;   ///< Between two backticks is nothing else.

    [[nodiscard]] std::string text() const {
        return (scope.empty() ? "" : scope + "::") + name + (called ? "()" : "");
    }
};

/// Part of a path, of a pattern ("SMFIP_NR_*") or of a word with hyphens, which are no names of
/// code.
bool is_part(std::string_view before, std::string_view after) {
    constexpr std::string_view kJoints = "/*.-$%\\@";
    const bool dot = after.size() > 1 && after[0] == '.' && is_word(after[1]);
    return (!before.empty() && kJoints.find(before.back()) != std::string_view::npos) || dot ||
           (!after.empty() && after[0] != '.' && kJoints.find(after[0]) != std::string_view::npos);
}

std::vector<Mention> mentions_in(std::string_view text) {
    std::vector<Mention> found;
    std::string scope;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto begin = at;
        while (at < text.size() && is_word(text[at])) ++at;
        if (at == begin) continue;
        const auto before = text.substr(0, begin);
        const auto after = text.substr(at);
        Mention mention{scope, std::string(text.substr(begin, at - begin))};
        mention.called = after.starts_with("()");
        mention.alone = before.ends_with('`') && after.starts_with('`');
        const bool goes_on = after.size() > 2 && after.starts_with("::") && is_word(after[2]);
        scope = goes_on ? mention.name : "";
        if (goes_on) ++at;
        if (!goes_on && !is_part(before, after)) found.push_back(std::move(mention));
    }
    return found;
}

/// Markdown writes an underscore behind a backslash.
std::string without_escapes(std::string text) {
    std::erase(text, '\\');
    return text;
}

bool exists(const Mention& mention, const KnownNames& known, bool document) {
    const auto& name = mention.name;
    if (mention.scope == "std" || is_foreign(mention.scope) || is_foreign(name)) return true;
    if (!mention.scope.empty()) {
        const auto members = known.members.find(mention.scope);
        return members == known.members.end() ? known.names.contains(mention.scope)
                                              : members->second.contains(name);
    }
    if (mention.called) return known.called.contains(name);
    if (is_constant(name)) return known.names.contains(name);
    if (!looks_like_code(name) && (document || !mention.alone)) return true;
    return known.names.contains(name) || known.words.contains(name);
}

}  // namespace

Faults missing_names(const Tree& tree) {
    Faults faults;
    const auto known = known_names(tree);
    for (const auto& remark : remarks_of(tree)) {
        if (remark.fenced) continue;
        for (const auto& mention : mentions_in(without_escapes(remark.text))) {
            if (exists(mention, known, remark.document)) continue;
            faults.push_back(remark.path + ":" + std::to_string(remark.line) + " names " +
                             mention.text() + ", which is not there");
        }
    }
    return faults;
}

}  // namespace postern::architecture
