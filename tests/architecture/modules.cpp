// SPDX-License-Identifier: Apache-2.0
#include "modules.hpp"

#include <algorithm>

namespace postern::architecture {

namespace {

constexpr auto kDocument = "docs/architecture.md";

/// The words between the brackets of each call of `function`, one after the other; `#` begins a
/// comment.
std::vector<std::string> arguments_of(std::string_view text, const std::string& function) {
    std::string code;
    for (const auto line : lines_of(text)) code.append(line.substr(0, line.find('#'))).append("\n");
    std::vector<std::string> words;
    for (auto at = code.find(function + "("); at != std::string::npos;
         at = code.find(function + "(", at + 1)) {
        const auto open = at + function.size() + 1;
        for (auto& word : words_of(code.substr(open, code.find(')', open) - open)))
            words.push_back(std::move(word));
    }
    return words;
}

Module read_module(const Tree& tree, const std::string& folder) {
    Module module;
    module.folder = folder;
    auto* list = &module.sources;
    const auto text = text_of(tree, folder + "CMakeLists.txt");
    for (const auto& word : arguments_of(text, "postern_module")) {
        if (module.name.empty()) {
            module.name = word;
        } else if (word == "SOURCES") {
            list = &module.sources;
        } else if (word == "LINKS") {
            list = &module.links;
        } else if (word == "USES") {
            list = &module.uses;
        } else {
            list->push_back(word);
        }
    }
    for (const auto& word : arguments_of(text, "target_link_libraries")) {
        const bool foreign = word.find("::") != std::string::npos && !word.starts_with("postern::");
        if (foreign) module.uses.push_back(word);
    }
    return module;
}

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    while (!line.empty()) {
        const auto end = std::min(line.find('|'), line.size());
        std::string cell;
        for (const auto& word : words_of(line.substr(0, end)))
            cell += (cell.empty() ? "" : " ") + word;
        cells.push_back(cell);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return cells;
}

/// "OpenSSL, fmt" or "base address".
std::vector<std::string> list_of(std::string text) {
    std::replace(text.begin(), text.end(), ',', ' ');
    return words_of(text);
}

std::vector<std::string> in_backticks(std::string_view text) {
    std::vector<std::string> found;
    for (;;) {
        const auto open = text.find('`');
        if (open == std::string_view::npos) return found;
        const auto close = text.find('`', open + 1);
        if (close == std::string_view::npos) return found;
        found.emplace_back(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
}

}  // namespace

std::vector<Module> declared_modules(const Tree& tree) {
    std::vector<Module> modules;
    for (const auto line : lines_of(text_of(tree, "src/CMakeLists.txt"))) {
        const auto words = arguments_of(line, "add_subdirectory");
        if (!words.empty()) modules.push_back(read_module(tree, "src/" + words.front() + "/"));
    }
    modules.push_back(read_module(tree, "milter/"));
    return modules;
}

std::vector<TableRow> module_table(const Tree& tree) {
    std::vector<TableRow> rows;
    bool inside = false;
    for (const auto line : lines_of(text_of(tree, kDocument))) {
        const auto cells = cells_of(line);
        if (line.starts_with("| module |")) {
            inside = true;
        } else if (!line.starts_with("|")) {
            inside = false;
        } else if (inside && cells.size() >= 5 && !line.starts_with("| ---")) {
            rows.push_back({cells[1], list_of(cells[3]), list_of(cells[4])});
        }
    }
    return rows;
}

PurityClaim purity_claim(const Tree& tree) {
    const auto text = text_of(tree, kDocument);
    const auto middle = text.find("are pure: ");
    if (middle == std::string_view::npos) return {};
    const auto begin = text.rfind("\n\n", middle);
    const auto end = std::min(text.find("\n\n", middle), text.size());
    PurityClaim claim;
    claim.modules = in_backticks(text.substr(begin, middle - begin));
    for (auto& name : in_backticks(text.substr(middle, end - middle))) {
        if (name.ends_with(".cpp")) claim.files.push_back(std::move(name));
    }
    return claim;
}

std::string module_of(std::string_view header) {
    constexpr std::string_view kOurs = "postern/";
    if (!header.starts_with(kOurs)) return {};
    header.remove_prefix(kOurs.size());
    return std::string(header.substr(0, header.find('/')));
}

}  // namespace postern::architecture
