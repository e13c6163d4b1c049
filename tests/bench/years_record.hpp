// SPDX-License-Identifier: Apache-2.0
//
// A state database as years of mail leave it.
#pragma once

#include <filesystem>

#include "postern/base/time.hpp"

namespace postern::bench {

struct Years {
    long long notifications = 0;
    TimePoint begin;  ///< When the first was accepted; they follow in even steps,
    TimePoint end;    ///< up to here.
};

/// Makes the database at `file`, which is not there yet: accounts of five agents in the mean, one
/// to three notifications a draft, seven in ten of them sent, one in fifty come back. Throws
/// std::runtime_error.
void write_years(const std::filesystem::path& file, const Years& years);

}  // namespace postern::bench
