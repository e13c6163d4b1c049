// SPDX-License-Identifier: Apache-2.0
//
// A real name server, knotd, for zones that the test writes: it answers when constructed and is
// gone, with its folder, at the end of the scope. It is authoritative and asks nobody: what is in
// none of its zones is REFUSED, a zone that it cannot load is SERVFAIL.
// Throws std::runtime_error with knotd's own words where it does not answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "child_process.hpp"
#include "loopback.hpp"
#include "temporary_directory.hpp"

namespace postern::testing {

struct Zone {
    std::string name;  ///< "example"
    std::string text;  ///< As RFC 1035 section 5 writes it; empty: it cannot be loaded.
};

class NameServer {
  public:
    /// Why none can run here, for GTEST_SKIP; nothing if one can.
    static std::optional<std::string> unavailable();

    /// Where one would answer at the port for DNS, 53, that a server of the root must have; nothing
    /// if that port is not to be had.
    static std::optional<sockaddr_in> at_port_of_dns();

    explicit NameServer(const std::vector<Zone>& zones);
    NameServer(const std::vector<Zone>& zones, const sockaddr_in& address);

    /// "127.1.2.3@5353"
    [[nodiscard]] std::string server() const { return with_port(address_); }
    [[nodiscard]] const sockaddr_in& address() const { return address_; }

  private:
    [[nodiscard]] std::filesystem::path configure(const std::vector<Zone>& zones) const;
    void await_answer(const std::string& zone);

    TemporaryDirectory directory_;
    sockaddr_in address_;
    ChildProcess process_;
};

}  // namespace postern::testing
