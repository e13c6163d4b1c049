// SPDX-License-Identifier: Apache-2.0
//
// The project's files as a value: a check takes a Tree and returns what is wrong with it. So each
// check runs on the real files and on a small tree in which a fault was planted.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace postern::architecture {

/// Path from the project's root, with its text.
using Tree = std::map<std::string, std::string>;

/// Those that have files of the project, besides what stands beside them.
inline constexpr std::array<std::string_view, 9> kFolders{
    "src", "include", "milter", "tests", "docs", "scripts", "conf", "cmake", "packaging"};

/// One sentence a fault, beginning with the file it is in. Empty: the tree is sound.
using Faults = std::vector<std::string>;

/// The folders of the project and the files beside them, without what a build or git puts there.
Tree read_tree(const std::filesystem::path& root);

/// Empty where there is no such file.
std::string_view text_of(const Tree& tree, const std::string& path);

std::vector<std::string_view> lines_of(std::string_view text);

/// What stands between white space.
std::vector<std::string> words_of(std::string_view text);

bool is_word(char c);  ///< Of a name in C++.

}  // namespace postern::architecture
