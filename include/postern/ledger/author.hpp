// SPDX-License-Identifier: Apache-2.0
//
// Who changed something in the state, as its trails keep it.
#pragma once

#include <string>

#include "postern/base/time.hpp"

namespace postern {

/// Who changes something by hand, and for what reason.
struct Author {
    std::string name;
    std::string why;
    TimePoint at;
};

}  // namespace postern
