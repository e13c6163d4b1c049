// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "names.hpp"
#include "source_text.hpp"

namespace postern::architecture {

namespace {

/// Folders of the tree that no installation has, and whose files it has elsewhere.
constexpr std::array<std::string_view, 2> kSourceFolders{"docs/", "conf/"};

/// Installed with the programs, or read by who installs them. Comments are a part of them.
constexpr std::array<std::string_view, 8> kInstalled{
    "conf/",          "packaging/apparmor/", "packaging/conf/",    "packaging/debian/",
    "packaging/man/", "packaging/selinux/",  "packaging/systemd/", "packaging/rpm/postern.spec"};

/// What writes the references names the files that it writes, or is written for developers.
bool is_tool(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    return name.starts_with("write_") || name.ends_with("markdown.cpp");
}

bool is_program(std::string_view path) {
    const bool compiled =
        path.starts_with("src/") || path.starts_with("include/") || path.starts_with("milter/");
    return compiled && is_cpp(path) && !is_tool(path);
}

bool is_installed(std::string_view path) {
    return std::any_of(kInstalled.begin(), kInstalled.end(),
                       [&](std::string_view folder) { return path.starts_with(folder); });
}

bool is_of_a_path(char c) {
    return is_word(c) || c == '/' || c == '.' || c == '-';
}

/// What a text names below those folders, as a path of the tree, or "".
std::string path_in(std::string_view text) {
    for (const auto folder : kSourceFolders) {
        for (auto at = text.find(folder); at != text.npos; at = text.find(folder, at + 1)) {
            if (at > 0 && is_of_a_path(text[at - 1])) continue;
            auto end = at;
            while (end < text.size() && is_of_a_path(text[end])) ++end;
            while (text[end - 1] == '.') --end;
            return std::string(text.substr(at, end - at));
        }
    }
    return {};
}

Faults in_literals(const std::string& path, std::string_view text) {
    Faults faults;
    for (const auto& literal : take_apart(text).literals) {
        const auto named = path_in(literal.text);
        if (!named.empty())
            faults.push_back(place(path, literal.line) + " says " + named +
                             ", which no installation has");
    }
    return faults;
}

Faults in_lines(const std::string& path, std::string_view text, const Tree& tree) {
    Faults faults;
    int line = 0;
    for (const auto each : lines_of(text)) {
        ++line;
        const auto named = path_in(each);
        if (tree.contains(named))
            faults.push_back(place(path, line) + " says " + named + ", which no installation has");
    }
    return faults;
}

}  // namespace

Faults source_paths(const Tree& tree) {
    Faults faults;
    for (const auto& [path, text] : tree) {
        Faults more;
        if (is_program(path)) more = in_literals(path, text);
        if (is_installed(path)) more = in_lines(path, text, tree);
        faults.insert(faults.end(), more.begin(), more.end());
    }
    return faults;
}

}  // namespace postern::architecture
