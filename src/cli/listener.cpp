// SPDX-License-Identifier: Apache-2.0
#include "listener.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <memory>
#include <netdb.h>
#include <sstream>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>

#include "descriptor.hpp"

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

/// A number, both addresses, the state and, as the eighth word, the user. An address ends with its
/// port, in hexadecimal digits.
std::optional<uid_t> listener_in(const char* table, int port) {
    constexpr std::string_view kListens = "0A";
    std::ifstream lines(table);
    std::string line;
    while (std::getline(lines, line)) {
        std::istringstream words(line);
        std::string skipped;
        std::string local;
        std::string state;
        uid_t user = 0;
        words >> skipped >> local >> skipped >> state >> skipped >> skipped >> skipped >> user;
        const auto colon = local.rfind(':');
        if (!words || state != kListens || colon == local.npos) continue;
        int found = 0;
        std::from_chars(local.data() + colon + 1, local.data() + local.size(), found, 16);
        if (found == port) return user;
    }
    return {};
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
    const auto user = listener_in("/proc/self/net/tcp", port);
    return user ? user : listener_in("/proc/self/net/tcp6", port);
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
