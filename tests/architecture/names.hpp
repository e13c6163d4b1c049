// SPDX-License-Identifier: Apache-2.0
//
// The check that comments and documents speak of what exists: files of the project, its classes and
// functions. Comments age, since no compiler reads them.
#pragma once

#include "tree.hpp"

namespace postern::architecture {

/// A path such as src/base/text.cpp, a file name such as text.cpp, or a link of a document that
/// leads to no file. A path may be a pattern (settings_*.yaml) or the beginning of a name
/// (docs/decisions/0026).
Faults missing_files(const Tree& tree);

/// A name written as names of code are, which the code does not have:
/// - with brackets behind it, where nothing of that name is called,
/// - behind a class or namespace and two colons, where that has no such member,
/// - with a hump or an underscore, or alone between the backticks of a comment, where neither code
///   nor data has the word.
/// What is not ours is listed with its owner in foreign_names.cpp.
Faults missing_names(const Tree& tree);

/// "`name()` (`file`)" or "`name()` in `file`" of a document, where that file has no such name.
Faults misplaced_names(const Tree& tree);

/// An event, or a key behind it, in a log line that a document shows ("event=bounce class=…") which
/// nothing writes.
Faults unwritten_events(const Tree& tree);

/// A message of a program, or a text that is installed, that names a document by its path in the
/// source tree: who reads it has /usr/share/doc/postern, or a manual page.
Faults source_paths(const Tree& tree);

}  // namespace postern::architecture
