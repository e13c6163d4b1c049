// SPDX-License-Identifier: Apache-2.0
#include "phrase.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "encoded_word.hpp"

namespace postern {
namespace {

/// Without its quotes and backslashes.
std::string unquoted(std::string_view phrase) {
    std::string out;
    bool quoting = false;
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        if (phrase[i] == '"') {
            quoting = !quoting;
            continue;
        }
        if (quoting && phrase[i] == '\\' && i + 1 < phrase.size()) ++i;
        const bool doubled_blank =
            !quoting && phrase[i] == ' ' && !out.empty() && out.back() == ' ';
        if (!doubled_blank) out += phrase[i];
    }
    return out;
}

/// Words of atext with single blanks between them.
bool is_atoms(std::string_view name) {
    constexpr std::string_view kSpecials = "()<>[]:;@\\,.\"";
    return is_printable_ascii(name) && name.find_first_of(kSpecials) == name.npos &&
           name.find("  ") == name.npos;
}

/// No word of it is longer than a line should be.
bool can_be_folded(std::string_view text) {
    constexpr std::size_t kLongestWord = 70;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > kLongestWord) return false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

}  // namespace

std::string phrase_text(std::string_view phrase) {
    return decode_encoded_words(unquoted(phrase));
}

std::string format_phrase(const std::string& text) {
    // What would be read as an encoded word without being one has to become one; so has what could
    // not be folded, and what a quoted string would need backslashes for: some readers, mimetic
    // among them, split lists of mailboxes at a comma behind one.
    const bool literal = decode_encoded_words(text) == text && can_be_folded(text);
    if (literal && is_atoms(text)) return text;
    const bool quotable = is_printable_ascii(text) && text.find_first_of("\"\\") == text.npos;
    return literal && quotable ? '"' + text + '"' : encode_words(text);
}

}  // namespace postern
