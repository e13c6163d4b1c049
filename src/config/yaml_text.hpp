// SPDX-License-Identifier: Apache-2.0
//
// Values as YAML (1.1 and 1.2 alike): plain where no reader could take them for anything but this
// text, in double quotes where one could. Texts have no control characters, so none are escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern {

std::string yaml_scalar(std::string_view text);

/// "[a, b]"
std::string yaml_list(const std::vector<std::string>& texts);

}  // namespace postern
