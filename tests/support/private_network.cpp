// SPDX-License-Identifier: Apache-2.0
#include "private_network.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace postern::testing {

namespace {

ifreq interface(const std::string& name) {
    ifreq request{};
    name.copy(request.ifr_name, IFNAMSIZ - 1);
    return request;
}

/// netdevice(7).
void configure(unsigned long what, ifreq request) {
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const int done = ::ioctl(socket, what, &request);
    const int error = errno;
    ::close(socket);
    if (done != 0)
        throw std::runtime_error(std::string(request.ifr_name) + ": " + std::strerror(error));
}

/// Brings 127.0.0.1 with it.
void bring_up_loopback() {
    auto request = interface("lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK;
    configure(SIOCSIFFLAGS, request);
}

void add_address(const std::string& alias, const std::string& address) {
    auto request = interface(alias);
    sockaddr_in in{};
    in.sin_family = AF_INET;
    if (::inet_pton(AF_INET, address.c_str(), &in.sin_addr) != 1)
        throw std::runtime_error(address + " is no IPv4 address");
    std::memcpy(&request.ifr_addr, &in, sizeof in);
    configure(SIOCSIFADDR, request);
}

std::optional<std::string> enter(const std::vector<std::string>& addresses) {
    if (::unshare(CLONE_NEWNET) != 0)
        return std::string("no network namespace: ") + std::strerror(errno);
    bring_up_loopback();
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        add_address("lo:" + std::to_string(i + 1), addresses[i]);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> enter_private_network(const std::vector<std::string>& addresses) {
    static auto outcome = enter(addresses);
    return outcome;
}

}  // namespace postern::testing
