// SPDX-License-Identifier: Apache-2.0
//
// Whether a directory can be read, all of it: a file may open well and be malformed behind its
// first pages, and then drafts are answered 451. For an operator who asks; takes as long as the
// directory is large. Fails as open_directory() does, and with ErrorCode::unavailable for what
// cannot be read.
#pragma once

#include "postern/store/directory.hpp"

namespace postern {

/// Reads every account, group, agent, membership and chat once. How much text that is: 0 where the
/// directory is empty.
Result<long long> read_through_directory(const DatabaseOptions& options);

}  // namespace postern
