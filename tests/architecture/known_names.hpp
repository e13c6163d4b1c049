// SPDX-License-Identifier: Apache-2.0
//
// Every name that the project's code has, by a scan that is simple and errs to the lenient side: a
// name that no code has any more is surely gone, one that code has may be another's.
#pragma once

#include <map>
#include <set>
#include <string>

#include "tree.hpp"

namespace postern::architecture {

/// Can be asked for a piece of text that is no string yet.
using NameSet = std::set<std::string, std::less<>>;

struct KnownNames {
    NameSet names;   ///< Of the C++ code: declared or used.
    NameSet called;  ///< Names before a bracket, of scripts as well.
    /// Words of literals, SQL, scripts, settings and test data, without their comments.
    NameSet words;
    /// Of each class, enumeration and namespace the names in its body, and in those it derives
    /// from.
    std::map<std::string, NameSet, std::less<>> members;
};

KnownNames known_names(const Tree& tree);

}  // namespace postern::architecture
