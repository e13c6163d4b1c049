// SPDX-License-Identifier: Apache-2.0
//
// A program that runs beside the test: killed at the end of the scope, and with the test's process
// if that is killed. What it writes to its outputs is appended to a file.
#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace postern::testing {

class ChildProcess {
  public:
    /// `command` is looked up in PATH. Throws std::runtime_error where nothing can be started.
    ChildProcess(std::vector<std::string> command, const std::filesystem::path& log);
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess();

    [[nodiscard]] bool has_ended();

  private:
    pid_t pid_ = -1;
};

}  // namespace postern::testing
