// SPDX-License-Identifier: Apache-2.0
//
// A run: connections, each a thread, take message numbers from one counter until none is left.
//
// Each connection first opens and takes its part of the warm-up; time and the filter's processor
// use are counted from the moment all of them have. A connection that breaks ends there, and the
// run goes on without it; why is in `failures`, and the messages it had in hand are in `sent`
// but did not end.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "postern/base/result.hpp"

#include "load_options.hpp"
#include "message_template.hpp"
#include "process_use.hpp"
#include "statistics.hpp"

namespace postern {

struct LoadRun {
    std::uint64_t sent = 0;
    std::chrono::duration<double> elapsed{};
    Statistics statistics;
    std::optional<ProcessUse> before;  ///< If a process was named.
    std::optional<ProcessUse> after;
    std::vector<Error> failures;
};

LoadRun run_load(const LoadOptions& options, const MessageTemplate& message);

}  // namespace postern
