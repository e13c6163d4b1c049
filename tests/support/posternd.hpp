// SPDX-License-Identifier: Apache-2.0
//
// posternd as a child of the test: running when constructed, killed at the end of the scope or
// with the test's process. What it writes to standard error is appended to a file.
// Throws std::runtime_error with that file's text where the daemon ends before its socket accepts.
#pragma once

#include <csignal>
#include <filesystem>
#include <string>
#include <sys/types.h>

namespace postern::testing {

struct PosterndPaths {
    std::filesystem::path program;
    std::filesystem::path configuration;
    std::filesystem::path socket;  ///< The UNIX socket that the configuration names.
    std::filesystem::path log;
};

class Posternd {
  public:
    explicit Posternd(PosterndPaths paths);
    Posternd(const Posternd&) = delete;
    Posternd& operator=(const Posternd&) = delete;
    ~Posternd();

    /// Asks it to end and waits. Returns the exit status as the shell counts: 128 + signal.
    int stop(int signal = SIGTERM);
    /// As power failure would: it gets no chance to tidy up.
    void kill9() { stop(SIGKILL); }
    /// Starts it again after stop() or kill9(), or stops it first.
    void restart();
    /// For signals that do not end it, such as SIGHUP.
    void signal(int number) const;

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] std::string log() const;

  private:
    void start();
    void await_socket();
    [[nodiscard]] bool has_ended();

    PosterndPaths paths_;
    pid_t pid_ = -1;
    int status_ = 0;
};

}  // namespace postern::testing
