// SPDX-License-Identifier: Apache-2.0
//
// Files as they were before a change and after it, so that the change can be taken back to the
// byte. Pure: texts in, texts out.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace postern::postfix {

/// A file's bytes; nothing where there is no such file.
using Content = std::optional<std::string>;

struct FileChange {
    std::string path;
    Content before;
    Content after;

    bool operator==(const FileChange&) const = default;
};

using FileChanges = std::vector<FileChange>;

/// Both, one after the other, as one: what was first is what comes back. A file that is as it was
/// in the end is left out.
FileChanges joined(FileChanges first, const FileChanges& second);

/// How a file differs from what is expected: "line 12: 'a = b' is new", "line 40 of smtp: '  -o
/// c=d' is gone", one for each line, the first few. Empty where it does not.
std::vector<std::string> differences(const Content& expected, const Content& found);

}  // namespace postern::postfix
