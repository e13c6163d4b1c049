// SPDX-License-Identifier: Apache-2.0
//
// Replaces files of a site's, all of them or none. What is new is written beside each of them
// first, which finds a full disk and a folder that cannot be written to. A file that then cannot be
// replaced (it is immutable, or mounted by itself) has those before it put back.
//
// Fails with conflict where a file is not as it was read, else as site_file.hpp does; the error
// says whether anything was changed. Where the process is killed in between, each file is as it was
// or as it is to be, and what is beside them is cleared by clear_leftovers().
#pragma once

#include <sys/types.h>

#include "postern/base/result.hpp"
#include "postern/postfix/changes.hpp"

namespace postern {

/// In their order. `mode` is that of a file which was not there.
Result<void> replace_together(const postfix::FileChanges& changes, mode_t mode);

/// Beside these files, of a replacement that was killed.
void clear_leftovers(const postfix::FileChanges& changes);

}  // namespace postern
