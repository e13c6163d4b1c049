// SPDX-License-Identifier: Apache-2.0
//
// Runs another program and waits for it: no shell, no inherited descriptors but the three
// standard ones, standard input from /dev/null.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"

namespace postern {

struct ProcessResult {
    int exit_status = 0;  ///< As the shell counts: 128 + signal where a signal ended it.
    std::string out;
    std::string err;
};

/// `argv[0]` is looked up in PATH where it has no slash. Fails with ErrorCode::unavailable where
/// it cannot be started, or was killed because it ran longer than `limit` or `stop` was requested.
Result<ProcessResult> run_process(const std::vector<std::string>& argv, Duration limit,
                                  const std::stop_token& stop = {});

}  // namespace postern
