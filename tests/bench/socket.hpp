// SPDX-License-Identifier: Apache-2.0
//
// A connected stream socket, closed with its owner, and the way to get one.
//
// Addresses are written as in Postfix's smtpd_milters: "unix:/path" or "inet:host:port".
// Fails with ErrorCode::invalid for any other form, ErrorCode::unavailable where nobody answers.
#pragma once

#include <string>

#include "postern/base/result.hpp"

namespace postern {

class Socket {
  public:
    explicit Socket(int fd) : fd_(fd) {}
    Socket(Socket&& other) noexcept;
    Socket& operator=(Socket&& other) noexcept;
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket();

    [[nodiscard]] int fd() const { return fd_; }

  private:
    int fd_;
};

Result<Socket> connect_socket(const std::string& address);

}  // namespace postern
