// SPDX-License-Identifier: Apache-2.0
#include "export_yaml.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "postern/base/visible.hpp"

namespace postern {

namespace {

using Tree = nlohmann::ordered_json;

/// Letters first, and then nothing that YAML gives a meaning to: names, addresses, and times after
/// their year.
bool is_plain(const std::string& text) {
    constexpr std::array kWords{"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
    const auto harmless = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' ||
               c == '-' || c == '@' || c == '+';
    };
    return !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) != 0 &&
           std::all_of(text.begin(), text.end(), harmless) &&
           std::find(kWords.begin(), kWords.end(), text) == kWords.end();
}

std::string scalar_of(const Tree& tree) {
    if (tree.is_string() && is_plain(tree.get<std::string>())) return tree.get<std::string>();
    if (tree.is_array()) return "[]";
    return visible_yaml(tree.dump(-1, ' ', false, Tree::error_handler_t::replace));
}

bool is_block(const Tree& tree) {
    return tree.is_structured() && !tree.empty();
}

void write(const Tree& tree, std::size_t depth, std::string& out);

void write_map(const Tree& tree, std::size_t depth, std::string& out) {
    bool first = true;
    for (const auto& [key, value] : tree.items()) {
        // The first key stands behind its list item's dash, or its parent's line break.
        if (!first) out.append(depth, ' ');
        first = false;
        out += key + ":";
        if (!is_block(value)) {
            out += " " + scalar_of(value) + "\n";
            continue;
        }
        out += '\n';
        out.append(depth + 2, ' ');
        write(value, depth + 2, out);
    }
}

void write_list(const Tree& tree, std::size_t depth, std::string& out) {
    bool first = true;
    for (const auto& item : tree) {
        if (!first) out.append(depth, ' ');
        first = false;
        out += "- ";
        write(item, depth + 2, out);
    }
}

/// `out` ends where the first line of `tree` belongs; further lines are indented by `depth`.
void write(const Tree& tree, std::size_t depth, std::string& out) {
    if (!is_block(tree)) {
        out += scalar_of(tree) + "\n";
    } else if (tree.is_object()) {
        write_map(tree, depth, out);
    } else {
        write_list(tree, depth, out);
    }
}

}  // namespace

std::string yaml_of(const Tree& tree, std::size_t depth) {
    std::string out;
    write(tree, depth, out);
    return out;
}

}  // namespace postern
