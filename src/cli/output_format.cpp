// SPDX-License-Identifier: Apache-2.0
#include "output_format.hpp"

namespace postern {

Result<OutputFormat> output_format(const Call& call) {
    const auto word = call.given.value("format").value_or("text");
    if (call.json() || word == "json") return OutputFormat::json;
    if (word == "tsv") return OutputFormat::tsv;
    if (word == "text") return OutputFormat::text;
    return Error{ErrorCode::invalid, none_of(word, {"text", "json", "tsv"}), {"--format"}};
}

}  // namespace postern
