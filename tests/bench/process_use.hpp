// SPDX-License-Identifier: Apache-2.0
//
// What a process has used so far, read from /proc (proc(5)): processor time in user and system
// mode, to the clock tick (10 ms), resident memory now and at its highest.
// Fails with ErrorCode::not_found where there is no such process.
#pragma once

#include <chrono>
#include <cstdint>
#include <sys/types.h>

#include "postern/base/result.hpp"

namespace postern {

struct ProcessUse {
    std::chrono::duration<double> processor{};
    std::uint64_t resident_kib = 0;
    std::uint64_t peak_kib = 0;  ///< Since the process started, not since the run did.
};

Result<ProcessUse> process_use(pid_t pid);

}  // namespace postern
