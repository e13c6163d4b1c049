// SPDX-License-Identifier: Apache-2.0
//
// Addresses for servers that a test starts: a loopback address of this process's own, so that
// tests side by side cannot take a port from each other.
#pragma once

#include <cstdint>
#include <netinet/in.h>
#include <string>

namespace postern::testing {

/// In 127.0.0.0/8, made from the process id; never 127.0.0.1.
in_addr own_loopback_address();

/// A UDP socket on a free port of that address. Throws std::runtime_error where there is none.
class LoopbackSocket {
  public:
    LoopbackSocket();
    LoopbackSocket(const LoopbackSocket&) = delete;
    LoopbackSocket& operator=(const LoopbackSocket&) = delete;
    ~LoopbackSocket();

    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] const sockaddr_in& address() const { return address_; }

  private:
    int descriptor_;
    sockaddr_in address_{};
};

/// "127.1.2.3@5353", as libunbound and knot write it.
std::string with_port(const sockaddr_in& address);

}  // namespace postern::testing
