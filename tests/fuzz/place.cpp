// SPDX-License-Identifier: Apache-2.0
#include "place.hpp"

#include <algorithm>

#include "target.hpp"

namespace postern::fuzz {

void require_place(std::string_view text, int line, int column, std::string_view fault) {
    if (line == 0 && column == 0) return;
    const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
    require(line >= 1 && line <= lines + 1, "a fault stands on a line of the text", fault);
    require(column >= 1, "a fault stands in a column", fault);
    const auto columns = static_cast<int>(text.size()) + 1;
    require(column <= columns, "a fault stands within the text", fault);
}

}  // namespace postern::fuzz
