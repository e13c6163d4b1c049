// SPDX-License-Identifier: Apache-2.0
//
// A name server that says nothing: questions pile up in its socket. Once it is let go it passes
// them, and all that follow, to another server and the answers back.
#pragma once

#include <string>
#include <thread>

#include "loopback.hpp"

namespace postern::testing {

class HeldNameServer {
  public:
    HeldNameServer();
    HeldNameServer(const HeldNameServer&) = delete;
    HeldNameServer& operator=(const HeldNameServer&) = delete;
    ~HeldNameServer();

    [[nodiscard]] std::string server() const { return with_port(socket_.address()); }

    /// Waits until somebody has asked. False where nobody did for 20 seconds.
    [[nodiscard]] bool await_question() const;

    /// Once only.
    void let_go(const sockaddr_in& upstream);

  private:
    void relay(const sockaddr_in& upstream) const;

    LoopbackSocket socket_;
    int stop_;  ///< An eventfd.
    std::thread thread_;
};

}  // namespace postern::testing
