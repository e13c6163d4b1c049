// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "names.hpp"
#include "prose.hpp"
#include "source_text.hpp"

namespace postern::architecture {

namespace {

constexpr std::string_view kEvent = "event=";

/// Whatever stands between quotes in the program: events and keys are among it.
std::set<std::string> literals_of(const Tree& tree) {
    std::set<std::string> literals;
    for (const auto& [path, text] : tree) {
        const bool program =
            path.starts_with("src/") || path.starts_with("include/") || path.starts_with("milter/");
        if (!program || !is_cpp(path)) continue;
        for (auto& literal : take_apart(text).literals) literals.insert(std::move(literal.text));
    }
    return literals;
}

bool is_of_a_key(char c) {
    return is_word(c) && (c < 'A' || c > 'Z');
}

/// "bounce", "class" … of "event=bounce class=user-unknown"; "NAME" stands for any event.
std::vector<std::string> words_of_the_program(std::string_view line) {
    std::vector<std::string> found;
    const auto begin = line.find(kEvent);
    if (begin == std::string_view::npos) return found;
    const auto fields = words_of(line.substr(begin + kEvent.size()));
    if (fields.empty() || fields[0] == "NAME") return found;
    found.push_back(fields[0].substr(0, fields[0].find_first_of("`\")")));
    for (const auto& field : fields) {
        const auto equals = field.find('=');
        const bool key =
            equals != std::string::npos && equals > 0 &&
            std::all_of(field.begin(), field.begin() + static_cast<std::ptrdiff_t>(equals),
                        is_of_a_key);
        if (key) found.push_back(field.substr(0, equals));
    }
    return found;
}

}  // namespace

Faults unwritten_events(const Tree& tree) {
    Faults faults;
    const auto literals = literals_of(tree);
    for (const auto& remark : remarks_of(tree)) {
        if (!remark.document) continue;
        for (const auto& word : words_of_the_program(remark.text)) {
            if (literals.contains(word)) continue;
            faults.push_back(place(remark.path, remark.line) + " shows " + word +
                             " in a line of the log, which nothing writes");
        }
    }
    return faults;
}

}  // namespace postern::architecture
