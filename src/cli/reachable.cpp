// SPDX-License-Identifier: Apache-2.0
#include "reachable.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include "descriptor.hpp"

namespace postern {

namespace {

constexpr timeval kConnectPatience{3, 0};

bool connects(int family, const sockaddr* address, socklen_t length) {
    const Descriptor socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket) return true;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &kConnectPatience, sizeof kConnectPatience);
    if (::connect(socket.get(), address, length) == 0) return true;
    // Whoever may not connect does not know whether somebody is there.
    return errno == EACCES || errno == EPERM;
}

bool reachable_unix(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return false;
    std::memcpy(static_cast<char*>(address.sun_path), path.c_str(), path.size() + 1);
    return connects(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

bool reachable_inet(const std::string& place) {
    const auto colon = place.rfind(':');
    if (colon == place.npos) return true;
    auto host = place.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), place.substr(colon + 1).c_str(), &hints, &found) != 0)
        return false;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> all(found, &::freeaddrinfo);
    for (const auto* one = found; one != nullptr; one = one->ai_next) {
        if (connects(one->ai_family, one->ai_addr, one->ai_addrlen)) return true;
    }
    return false;
}

}  // namespace

bool reachable(const std::string& milter) {
    if (milter.starts_with("unix:")) return reachable_unix(milter.substr(5));
    if (milter.starts_with("inet:")) return reachable_inet(milter.substr(5));
    return true;
}

}  // namespace postern
