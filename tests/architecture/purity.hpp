// SPDX-License-Identifier: Apache-2.0
//
// The check that a module which is said to be pure is pure: values in, values out.
#pragma once

#include "tree.hpp"

namespace postern::architecture {

/// What a pure module includes or names that would let it touch the world: a header of the system
/// that is not of values alone, a header of ours from an impure module that is not known to hold
/// values alone, or a name such as getenv. In a module of which docs/architecture.md names the
/// files that touch the world, the others may write to the log but run no thread and open no file.
///
/// A .cpp that is not among a module's SOURCES is a program beside it and may do as it likes.
Faults impure_parts(const Tree& tree);

}  // namespace postern::architecture
