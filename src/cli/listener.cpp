// SPDX-License-Identifier: Apache-2.0
#include "listener.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <memory>
#include <netdb.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>

#include "descriptor.hpp"
#include "tcp_listeners.hpp"

namespace postern {

namespace {

constexpr std::string_view kUnixSocket = "unix:";
constexpr std::string_view kInetSocket = "inet:";

Descriptor stream_socket(int family) {
    return Descriptor(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

std::optional<uid_t> listener_at_path(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return {};
    std::memcpy(static_cast<char*>(address.sun_path), path.c_str(), path.size() + 1);
    const auto socket = stream_socket(AF_UNIX);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return {};
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return {};
    return peer.uid;
}

}  // namespace

int port_of(const std::string& socket) {
    if (!socket.starts_with(kInetSocket)) return 0;
    int port = 0;
    std::from_chars(socket.data() + kInetSocket.size(), socket.data() + socket.size(), port);
    return port;
}

std::optional<uid_t> listener_at(const std::string& socket) {
    if (socket.starts_with(kUnixSocket)) return listener_at_path(socket.substr(kUnixSocket.size()));
    const int port = port_of(socket);
    for (const auto& listener : tcp_listeners()) {
        if (listener.port == port) return listener.user;
    }
    return {};
}

std::string no_listener_at(const std::string& socket) {
    const auto at = socket.find('@');
    if (!socket.starts_with(kInetSocket) || at == socket.npos) return {};
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const auto port = std::to_string(port_of(socket));
    const int failed = ::getaddrinfo(socket.c_str() + at + 1, port.c_str(), &hints, &found);
    if (failed != 0) return ::gai_strerror(failed);
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(found, &::freeaddrinfo);
    const auto probe = stream_socket(found->ai_family);
    const int on = 1;
    ::setsockopt(probe.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(probe.get(), found->ai_addr, found->ai_addrlen) == 0) return {};
    return std::strerror(errno);
}

int least_common_port() {
    int least = 1024;
    std::ifstream("/proc/sys/net/ipv4/ip_unprivileged_port_start") >> least;
    return least;
}

}  // namespace postern
