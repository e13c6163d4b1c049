// SPDX-License-Identifier: Apache-2.0
//
// SIGHUP and SIGTERM, for a process that shares its signals with libmilter.
//
// libmilter runs a thread of its own that waits (sigwait) for SIGHUP, SIGTERM and SIGINT and takes
// all three as "stop". In this program sigwait never returns, and libmilter's threads block the
// three. So the main thread gets them, with handlers that write to a pipe, and serves that pipe;
// libmilter's main loop runs in another thread.
#pragma once

#include <array>

namespace postern {

enum class Wish { reload, stop };

class Signals {
  public:
    /// Only one at a time, made in the main thread before anything else: from here on a SIGHUP is
    /// remembered, where it would have ended the process, and becomes the first wish.
    Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;
    ~Signals();

    /// From here on SIGTERM and SIGINT are wishes too. Before any other thread starts.
    void heed_ends();

    /// Waits for the next wish. Main thread only.
    Wish wait();

    /// The same as a SIGTERM, from any thread.
    void stop();

  private:
    std::array<int, 2> pipe_{-1, -1};
};

}  // namespace postern
