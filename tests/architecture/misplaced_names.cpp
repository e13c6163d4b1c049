// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "names.hpp"
#include "source_text.hpp"

namespace postern::architecture {

namespace {

struct Placed {
    std::string name;
    std::string file;
};

/// Where a line is broken says nothing.
std::string as_one_line(std::string_view text) {
    std::string line;
    for (const auto& word : words_of(text)) line.append(line.empty() ? "" : " ").append(word);
    return line;
}

/// "draft" of "Gateway::draft()"; empty for what is no name.
std::string last_name(std::string_view text) {
    if (text.ends_with("()")) text.remove_suffix(2);
    if (const auto scope = text.rfind("::"); scope != std::string_view::npos)
        text.remove_prefix(scope + 2);
    return std::all_of(text.begin(), text.end(), is_word) ? std::string(text) : std::string();
}

std::vector<Placed> placed_in(std::string_view document) {
    std::vector<Placed> found;
    const auto text = as_one_line(document);
    for (const std::string joint : {"` (`", "` in `"}) {
        for (auto at = text.find(joint); at != std::string::npos; at = text.find(joint, at + 1)) {
            const auto begin = text.rfind('`', at - 1) + 1;
            const auto file = at + joint.size();
            const auto end = std::min(text.find('`', file), text.size());
            found.push_back(
                {last_name(text.substr(begin, at - begin)), text.substr(file, end - file)});
        }
    }
    return found;
}

bool has_name(const Tree& tree, const Placed& placed) {
    const auto& file = placed.file;
    return std::any_of(tree.begin(), tree.end(), [&](const auto& entry) {
        const auto& [path, text] = entry;
        if (path != file && !path.ends_with("/" + file)) return false;
        const auto names = names_in(text);
        return std::find(names.begin(), names.end(), placed.name) != names.end();
    });
}

}  // namespace

Faults misplaced_names(const Tree& tree) {
    Faults faults;
    for (const auto& [path, text] : tree) {
        if (!path.ends_with(".md") || path == "CHANGELOG.md") continue;
        for (const auto& placed : placed_in(text)) {
            if (placed.name.empty() || !is_cpp(placed.file) || has_name(tree, placed)) continue;
            faults.push_back(path + " says that " + placed.file + " has " + placed.name +
                             ", which it has not");
        }
    }
    return faults;
}

}  // namespace postern::architecture
