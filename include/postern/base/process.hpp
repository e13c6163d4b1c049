// SPDX-License-Identifier: Apache-2.0
//
// Runs another program and waits for it: no shell, no inherited descriptors but the three
// standard ones, standard input from /dev/null.
//
// It runs in a process group of its own, so that what it has started is killed together with it.
// How much it may write is bounded: another program's output never decides how much memory we need.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"

namespace postern {

struct ProcessResult {
    int exit_status = 0;  ///< As the shell counts: 128 + signal where a signal ended it.
    std::string out;
    std::string err;
};

/// What is kept of either output; far more than any program of Postfix's says but postqueue.
inline constexpr std::size_t kMostOutput = std::size_t{16} << 20U;

/// `argv[0]` is looked up in PATH where it has no slash. Fails with ErrorCode::unavailable where
/// it cannot be started, or was killed because it ran longer than `limit`, wrote more than
/// `most_output` or `stop` was requested.
Result<ProcessResult> run_process(const std::vector<std::string>& argv, Duration limit,
                                  const std::stop_token& stop = {},
                                  std::size_t most_output = kMostOutput);

/// Takes standard output piece by piece. An error ends the program, and is what is returned then.
using OutputReader = std::function<Result<void>(std::string_view piece)>;

/// The same for output of any length: `out` stays empty, `read` is given what is written.
Result<ProcessResult> run_process(const std::vector<std::string>& argv, const OutputReader& read,
                                  Duration limit, const std::stop_token& stop = {});

}  // namespace postern
