// SPDX-License-Identifier: Apache-2.0
//
// `postern directory apply --acknowledge` with a pipe to either side, as a platform holds it.
#pragma once

#include <cstdio>
#include <string>
#include <sys/types.h>

namespace postern::bench {

class EventFeeder {
  public:
    /// Throws std::runtime_error where it cannot be started.
    EventFeeder(const std::string& postern, const std::string& url);
    EventFeeder(const EventFeeder&) = delete;
    EventFeeder& operator=(const EventFeeder&) = delete;
    ~EventFeeder();

    /// Hands on all of it, however long that takes.
    void write(const std::string& text);
    void close_input();
    /// An acknowledgement; throws where it is none of "taken".
    void read_taken();

  private:
    int in_ = -1;
    FILE* out_ = nullptr;
    pid_t pid_ = -1;
};

}  // namespace postern::bench
