// SPDX-License-Identifier: Apache-2.0
#include "loopback.hpp"

#include <arpa/inet.h>
#include <array>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace postern::testing {

in_addr own_loopback_address() {
    const auto pid = static_cast<std::uint32_t>(::getpid());
    // The last octet is neither 0 nor 255, the second is not 0.
    const auto host = (127U << 24U) | ((1 + pid / 64'000 % 250) << 16U) |
                      ((pid / 250 % 256) << 8U) | (1 + pid % 250);
    return {htonl(host)};
}

LoopbackSocket::LoopbackSocket() : descriptor_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    address_.sin_family = AF_INET;
    address_.sin_addr = own_loopback_address();
    socklen_t size = sizeof address_;
    auto* const address = reinterpret_cast<sockaddr*>(&address_);
    if (::bind(descriptor_, address, size) != 0 ||
        ::getsockname(descriptor_, address, &size) != 0) {
        ::close(descriptor_);
        throw std::runtime_error("no UDP port on " + with_port(address_));
    }
}

LoopbackSocket::~LoopbackSocket() {
    ::close(descriptor_);
}

std::string with_port(const sockaddr_in& address) {
    std::array<char, INET_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
    return std::string(text.data()) + "@" + std::to_string(ntohs(address.sin_port));
}

}  // namespace postern::testing
