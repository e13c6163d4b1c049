// SPDX-License-Identifier: Apache-2.0
//
// What people wrote for people: the comments of every language in the tree, and the documents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tree.hpp"

namespace postern::architecture {

struct Remark {
    std::string path;
    int line;
    std::string text;
    bool document;  ///< Of a .md; else a comment.
    bool fenced;    ///< In a block of a document that shows commands or files.
};

/// Line by line. The changelogs are not among them: they speak of what was.
std::vector<Remark> remarks_of(const Tree& tree);

/// A file in which `#` begins a comment.
bool has_hash_comments(std::string_view path, std::string_view text);

/// The line without its comment.
std::string_view before_hash(std::string_view line);

}  // namespace postern::architecture
