// SPDX-License-Identifier: Apache-2.0
//
// --format, for commands that print lines for other programs as well; --json says the same as
// --format json.
#pragma once

#include "command.hpp"

namespace postern {

enum class OutputFormat { text, json, tsv };

inline constexpr Option kFormatOption{"format", "text|json|tsv",
                                      "how it is printed; tsv has no heading"};

/// ErrorCode::invalid for any other word.
Result<OutputFormat> output_format(const Call& call);

}  // namespace postern
