// SPDX-License-Identifier: Apache-2.0
//
// What stands between a thread and the end of the process: no exception leaves it, too little
// memory included. It is logged as `defect`, with the thread's name.
#pragma once

#include <chrono>
#include <exception>
#include <new>
#include <string_view>
#include <thread>

#include "postern/base/log.hpp"

namespace postern {

/// Logs the exception that is being handled.
inline void log_defect(std::string_view thread) noexcept {
    LogLine line(Severity::error, "defect");
    line.with("thread", thread);
    try {
        throw;
    } catch (const std::exception& e) {
        line.with("error", e.what());
    } catch (...) {
        line.with("error", "unknown exception");
    }
}

/// Does `step()`; whether it came to its end.
template <typename Step>
bool guarded(std::string_view thread, Step step) noexcept {
    try {
        step();
        return true;
    } catch (...) {
        log_defect(thread);
        return false;
    }
}

/// Does `work()`, which ends when the thread is to end, and begins it again after an exception: a
/// little later, so that a defect that stays does not fill the log.
template <typename Work>
void keep_going(std::string_view thread, Work work) noexcept {
    while (!guarded(thread, work)) std::this_thread::sleep_for(std::chrono::milliseconds{100});
}

}  // namespace postern
