// SPDX-License-Identifier: Apache-2.0
//
// postern bounce --unknown: the words that were not understood, each once with its count and
// without whom they name, so that an operator can send them in as they are.
#pragma once

#include <vector>

#include "postern/bounce/unknown_words.hpp"

#include "command.hpp"
#include "output_format.hpp"

namespace postern {

inline constexpr Option kSinceUnknown{
    "since", "TIME", "with --unknown: came back then or later: RFC 3339, or 1d for a day ago"};

/// What the state has on record.
Exit run_unknown_of_record(const Call& call, OutputFormat format);

void print_unknown(const Call& call, OutputFormat format,
                   const std::vector<UnknownBounce>& bounces);

}  // namespace postern
