// SPDX-License-Identifier: Apache-2.0
//
// The milter protocol as packets: length (four bytes, network order), command, data.
//
// Output is held back until Postfix's stream buffer would be full or a reply is awaited: a filter
// that asked for no replies must get its message here in the few large reads it gets there.
// A failed write is kept and reported by the next receive() or flush(); after a failure the
// connection is of no more use. Errors are ErrorCode::unavailable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "postern/base/result.hpp"

#include "socket.hpp"

namespace postern {

struct Packet {
    char command = 0;
    std::string_view data;  ///< Stays valid until the next receive().
};

class Wire {
  public:
    explicit Wire(Socket socket);

    void send(char command, std::string_view data = {});
    Result<void> flush();
    /// Flushes, then waits for one packet.
    Result<Packet> receive();

  private:
    void append(std::string_view bytes);
    void write_out();
    Result<void> fill(std::size_t wanted);

    Socket socket_;
    std::string out_;
    std::string in_;
    std::size_t read_ = 0;    ///< Up to here in_ was handed out,
    std::size_t filled_ = 0;  ///< and up to here it holds what the peer sent.
    int write_error_ = 0;
};

/// The protocol's pieces of data.
void append_u32(std::string& data, std::uint32_t value);
void append_text(std::string& data, std::string_view text);  ///< NUL-terminated there.
/// The first four bytes; there must be as many.
std::uint32_t read_u32(std::string_view data);

}  // namespace postern
