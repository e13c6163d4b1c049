// SPDX-License-Identifier: Apache-2.0
//
// `postern` from its words to its exit status (command.hpp). Throws nothing but bad_alloc.
#pragma once

#include <string>
#include <vector>

#include "command.hpp"

namespace postern {

Exit run_postern(const std::vector<std::string>& words, Streams streams, const Clock& clock);

}  // namespace postern
