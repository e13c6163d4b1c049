// SPDX-License-Identifier: Apache-2.0
//
// Names in comments and documents that are not the project's own.
#pragma once

#include <string_view>
#include <vector>

namespace postern::architecture {

/// A name of a library, a tool or a standard, or the example of a guide.
bool is_foreign(std::string_view name);

std::vector<std::string_view> foreign_names();

}  // namespace postern::architecture
