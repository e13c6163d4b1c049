// SPDX-License-Identifier: Apache-2.0
//
// What the build and docs/architecture.md say of the modules. Each is read from where it is
// declared, so that the checks have no list of their own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tree.hpp"

namespace postern::architecture {

/// As postern_module() declares it in a CMakeLists.txt.
struct Module {
    std::string name;
    std::string folder;                ///< With a slash at its end.
    std::vector<std::string> sources;  ///< As written: without the folder.
    std::vector<std::string> links;
    std::vector<std::string> uses;  ///< And what a program beside it links.
};

/// Those of src/CMakeLists.txt in its order, lowest first, and the daemon's.
std::vector<Module> declared_modules(const Tree& tree);

/// A row of the table under "Modules" in docs/architecture.md.
struct TableRow {
    std::string module;
    std::vector<std::string> links;
    std::vector<std::string> libraries;
};

std::vector<TableRow> module_table(const Tree& tree);

/// The paragraph of docs/architecture.md that says which modules are pure.
struct PurityClaim {
    std::vector<std::string> modules;  ///< Pure throughout.
    std::vector<std::string> files;    ///< Those that touch the world in modules that else do not.
};

PurityClaim purity_claim(const Tree& tree);

/// The module that a header of the project belongs to: "base" of "postern/base/text.hpp"; empty for
/// any other header.
std::string module_of(std::string_view header);

}  // namespace postern::architecture
