// SPDX-License-Identifier: Apache-2.0
//
// A C++ file taken apart: its code without comments and literals, its comments, its include lines.
// It knows as much of the language as that needs, and no more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tree.hpp"

namespace postern::architecture {

struct Piece {
    int line;  ///< From 1.
    std::string text;
};

struct SourceText {
    std::string code;  ///< As many lines as the file has; a literal has become "".
    std::vector<Piece> comments;
    std::vector<Piece> literals;  ///< What stands between the quotes.
};

SourceText take_apart(std::string_view text);

/// The names and numbers of a line of code.
std::vector<std::string_view> names_in(std::string_view code);

/// "postern/base/text.hpp" or "vector", whichever brackets it stands in.
std::vector<Piece> includes_of(std::string_view text);

bool is_cpp(std::string_view path);

/// The C++ files of a folder, "src/base/" for one.
std::vector<std::string> cpp_below(const Tree& tree, std::string_view folder);

}  // namespace postern::architecture
