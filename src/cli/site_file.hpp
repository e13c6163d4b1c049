// SPDX-License-Identifier: Apache-2.0
//
// A file of the site's, read and replaced as a whole: at no moment is it half written, and its
// owner and mode stay. Behind a symbolic link it is the file that is replaced. Errors name the
// file.
#pragma once

#include <string>
#include <sys/types.h>

#include "postern/base/result.hpp"
#include "postern/postfix/changes.hpp"

namespace postern {

/// Nothing where there is no such file; an error where it cannot be read.
Result<postfix::Content> read_content(const std::string& path);

/// Removes it where there is to be none. `mode` is that of a file which was not there.
Result<void> put_content(const std::string& path, const postfix::Content& content, mode_t mode);

/// put_content() in two steps, for files that are replaced together: what is new stands beside the
/// file first. Nothing is beside where the file is to be removed.
Result<void> set_beside(const std::string& path, const postfix::Content& content, mode_t mode);
Result<void> take_place(const std::string& path, const postfix::Content& content);
/// Of those that were set beside and did not take their place; none is no error.
void clear_beside(const std::string& path);

/// With the folders above it.
Result<void> make_folder(const std::string& path, mode_t mode);

}  // namespace postern
