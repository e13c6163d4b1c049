// SPDX-License-Identifier: Apache-2.0
#include "tree.hpp"

#include <cctype>
#include <fstream>
#include <iterator>
#include <sstream>

namespace postern::architecture {

namespace {

namespace fs = std::filesystem;

void read_file(Tree& tree, const fs::path& root, const fs::directory_entry& entry) {
    if (!entry.is_regular_file()) return;
    std::ifstream in(entry.path(), std::ios::binary);
    tree[fs::relative(entry.path(), root).generic_string()] =
        std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace

Tree read_tree(const fs::path& root) {
    Tree tree;
    for (const auto& entry : fs::directory_iterator(root)) read_file(tree, root, entry);
    for (const auto folder : kFolders) {
        for (const auto& entry : fs::recursive_directory_iterator(root / std::string(folder))) {
            read_file(tree, root, entry);
        }
    }
    return tree;
}

std::string_view text_of(const Tree& tree, const std::string& path) {
    const auto found = tree.find(path);
    return found == tree.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::vector<std::string> words_of(std::string_view text) {
    std::istringstream in{std::string(text)};
    return {std::istream_iterator<std::string>(in), {}};
}

bool is_word(char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

}  // namespace postern::architecture
