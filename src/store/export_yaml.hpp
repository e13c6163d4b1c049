// SPDX-License-Identifier: Apache-2.0
//
// A JSON tree written as block-style YAML 1.2. Strings stand plain where nobody could take them for
// anything else, and in double quotes with JSON's escapes otherwise.
#pragma once

#include <cstddef>
#include <string>

#include <nlohmann/json.hpp>

namespace postern {

/// Its first line stands where it is put; further lines are indented by `depth`.
std::string yaml_of(const nlohmann::ordered_json& tree, std::size_t depth);

}  // namespace postern
