// SPDX-License-Identifier: Apache-2.0
#include "held_name_server.hpp"

#include <array>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace postern::testing {

namespace {

using Datagram = std::array<char, 4096>;

/// Asks and waits for the answer, up to two seconds. Returns its size, or 0.
std::size_t ask(const sockaddr_in& upstream, Datagram& message, std::size_t size) {
    const LoopbackSocket socket;
    const auto* const to = reinterpret_cast<const sockaddr*>(&upstream);
    ::sendto(socket.descriptor(), message.data(), size, 0, to, sizeof upstream);
    pollfd wait{socket.descriptor(), POLLIN, 0};
    if (::poll(&wait, 1, 2000) != 1) return 0;
    const auto count = ::recv(socket.descriptor(), message.data(), message.size(), 0);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

}  // namespace

HeldNameServer::HeldNameServer() : stop_(::eventfd(0, EFD_CLOEXEC)) {}

HeldNameServer::~HeldNameServer() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(stop_, &one, sizeof one);
    if (thread_.joinable()) thread_.join();
    ::close(stop_);
}

bool HeldNameServer::await_question() const {
    pollfd wait{socket_.descriptor(), POLLIN, 0};
    return ::poll(&wait, 1, 20'000) == 1;
}

void HeldNameServer::let_go(const sockaddr_in& upstream) {
    thread_ = std::thread([this, upstream] { relay(upstream); });
}

void HeldNameServer::relay(const sockaddr_in& upstream) const {
    std::array<pollfd, 2> wait{{{socket_.descriptor(), POLLIN, 0}, {stop_, POLLIN, 0}}};
    while (::poll(wait.data(), wait.size(), -1) > 0 && wait[1].revents == 0) {
        Datagram message{};
        sockaddr_in client{};
        socklen_t size = sizeof client;
        auto* const from = reinterpret_cast<sockaddr*>(&client);
        const auto count =
            ::recvfrom(socket_.descriptor(), message.data(), message.size(), 0, from, &size);
        if (count <= 0) continue;
        const auto answer = ask(upstream, message, static_cast<std::size_t>(count));
        if (answer > 0) ::sendto(socket_.descriptor(), message.data(), answer, 0, from, size);
    }
}

}  // namespace postern::testing
