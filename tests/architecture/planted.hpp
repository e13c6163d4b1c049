// SPDX-License-Identifier: Apache-2.0
//
// A check that finds nothing may have stopped looking. So every check runs on a small sound tree as
// well, and on that tree with one fault planted in it, which it has to name.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tree.hpp"

namespace postern::architecture {

using Check = Faults (*)(const Tree&);

/// One change of one file, which may be a new one.
struct Planted {
    const char* what;  ///< The fault, in words of a test's name.
    Check check;
    const char* file;
    const char* was;  ///< What is replaced; empty: nothing, the end gets more.
    const char* becomes;
    const char* told;  ///< A part of what the check has to say.
};

inline std::ostream& operator<<(std::ostream& out, const Planted& planted) {
    return out << planted.what;
}

/// Of the modules low (pure), world, high and the daemon.
Tree sound_tree();

/// Of POSTERN_SOURCE_DIR, read once.
const Tree& real_tree();

/// Each fault on a line of its own, for people to read.
std::string told(const Faults& faults);

/// The check says nothing of the project.
void expect_sound(Check check);

/// On the sound tree the check says nothing, on the planted one what it has to.
void expect_told(const Planted& planted);

}  // namespace postern::architecture
