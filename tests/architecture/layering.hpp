// SPDX-License-Identifier: Apache-2.0
//
// The checks of how modules lie upon each other, and which libraries they know.
#pragma once

#include <set>
#include <string_view>

#include "tree.hpp"

namespace postern::architecture {

/// Every folder of src and include/postern is a module of src/CMakeLists.txt, and has a row in the
/// table of docs/architecture.md.
Faults unlisted_modules(const Tree& tree);

/// LINKS names modules that come before it, and is what the table says, word by word.
Faults links_unlike_the_table(const Tree& tree);

/// LINKS names the modules whose headers are included, in src and in include: all and no other.
/// Nobody includes a file of another module but its public headers.
Faults links_unlike_the_includes(const Tree& tree);

/// USES is what the table says. A library's headers are included where USES names it and nowhere
/// else, never in a public header; a header that belongs to no known library is a fault as well.
Faults libraries_outside_their_rooms(const Tree& tree);

/// Of the C and C++ standards, of POSIX and, where there is no other way, of Linux: these need no
/// library.
const std::set<std::string_view>& headers_of_the_system();

}  // namespace postern::architecture
