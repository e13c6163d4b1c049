// SPDX-License-Identifier: Apache-2.0
//
// The files that are compiled in: conf/postfix and the table of parameters.
#pragma once

#include <string_view>

namespace postern::postfix {

extern const std::string_view kMasterCf;
extern const std::string_view kMainCf;
extern const std::string_view kParametersYaml;

}  // namespace postern::postfix
