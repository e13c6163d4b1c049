// SPDX-License-Identifier: Apache-2.0
#include "socket.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace postern {

namespace {

// A unix socket says EAGAIN while its listen queue is full, ECONNREFUSED between bind and
// listen: a filter that is starting or busy, not one that is absent.
constexpr int kPatience = 1000;

Error cannot_connect(const std::string& address, const std::string& reason) {
    return {ErrorCode::unavailable, "cannot connect to " + address + ": " + reason};
}

Result<Socket> connect_to(const sockaddr* peer, socklen_t length, const std::string& address) {
    Socket socket(::socket(peer->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    for (int attempt = 0; ::connect(socket.fd(), peer, length) != 0; ++attempt) {
        if ((errno != EAGAIN && errno != ECONNREFUSED) || attempt == kPatience) {
            return cannot_connect(address, std::strerror(errno));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return socket;
}

Result<Socket> connect_unix(const std::string& path, const std::string& address) {
    sockaddr_un peer{};
    if (path.size() >= sizeof peer.sun_path) return cannot_connect(address, "path too long");
    peer.sun_family = AF_UNIX;
    std::memcpy(static_cast<char*>(peer.sun_path), path.c_str(), path.size() + 1);
    return connect_to(reinterpret_cast<const sockaddr*>(&peer), sizeof peer, address);
}

Result<Socket> connect_inet(const std::string& host, const std::string& port,
                            const std::string& address) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int failure = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found);
    if (failure != 0) return cannot_connect(address, ::gai_strerror(failure));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
    return connect_to(found->ai_addr, found->ai_addrlen, address);
}

}  // namespace

Socket::Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

Socket::~Socket() {
    if (fd_ >= 0) ::close(fd_);
}

Result<Socket> connect_socket(const std::string& address) {
    if (address.starts_with("unix:")) return connect_unix(address.substr(5), address);
    const auto port = address.rfind(':');
    if (!address.starts_with("inet:") || port < 5) {
        return Error{ErrorCode::invalid,
                     "no socket address: " + address + "; write unix:/path or inet:host:port"};
    }
    return connect_inet(address.substr(5, port - 5), address.substr(port + 1), address);
}

}  // namespace postern
