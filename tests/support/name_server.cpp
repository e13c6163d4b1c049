// SPDX-License-Identifier: Apache-2.0
#include "name_server.hpp"

#include <array>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

#include "postern/base/file.hpp"

#include "dns_message.hpp"
#include "wait.hpp"

namespace postern::testing {

namespace {

constexpr const char* kKnotd = "/usr/sbin/knotd";

/// Free just now, and nobody else uses this address.
sockaddr_in free_address() {
    return LoopbackSocket().address();
}

/// Asks once, from a socket of its own, and waits for a moment.
bool answers(const sockaddr_in& server, const std::string& question) {
    const LoopbackSocket socket;
    const auto* const to = reinterpret_cast<const sockaddr*>(&server);
    ::sendto(socket.descriptor(), question.data(), question.size(), 0, to, sizeof server);
    pollfd wait{socket.descriptor(), POLLIN, 0};
    if (::poll(&wait, 1, 50) != 1) return false;
    std::array<char, 512> answer{};
    const auto size = ::recv(socket.descriptor(), answer.data(), answer.size(), 0);
    return size > 0 && is_good_answer({answer.data(), static_cast<std::size_t>(size)});
}

}  // namespace

std::optional<std::string> NameServer::unavailable() {
    if (::access(kKnotd, X_OK) == 0) return std::nullopt;
    return std::string(kKnotd) + " is not there (package knot)";
}

std::optional<sockaddr_in> NameServer::at_port_of_dns() {
    constexpr std::uint16_t kDomain = 53;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr = own_loopback_address();
    address.sin_port = htons(kDomain);
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const auto* const bound = reinterpret_cast<const sockaddr*>(&address);
    const bool free = ::bind(socket, bound, sizeof address) == 0;
    ::close(socket);
    return free ? std::optional(address) : std::nullopt;
}

NameServer::NameServer(const std::vector<Zone>& zones) : NameServer(zones, free_address()) {}

NameServer::NameServer(const std::vector<Zone>& zones, const sockaddr_in& address)
    : address_(address), process_({kKnotd, "-c", configure(zones)}, directory_.path() / "log") {
    for (const auto& zone : zones) {
        if (!zone.text.empty()) await_answer(zone.name);
    }
}

std::filesystem::path NameServer::configure(const std::vector<Zone>& zones) const {
    const auto folder = directory_.path().string();
    std::ostringstream text;
    text << "server:\n  listen: " << server() << "\n  rundir: " << folder
         << "\n  udp-workers: 1\n  tcp-workers: 1\n  background-workers: 1\n"
         << "log:\n  - target: stderr\n    any: info\n"
         << "database:\n  storage: " << folder << "\n  journal-db-max-size: 1M\n"
         << "template:\n  - id: default\n    storage: " << folder
         << "\n    zonefile-sync: -1\n    journal-content: none\nzone:\n";
    for (const auto& zone : zones) {
        const auto file = "zone-" + zone.name;
        text << "  - domain: " << zone.name << "\n    file: " << file << "\n";
        if (!zone.text.empty()) (void)directory_.write(file, zone.text);
    }
    return directory_.write("knot.conf", text.str());
}

void NameServer::await_answer(const std::string& zone) {
    const auto question = question_for_soa(zone);
    bool ready = false;
    const auto settled = [&] {
        ready = answers(address_, question);
        return ready || process_.has_ended();
    };
    if (wait_until(settled) && ready) return;
    const auto log = read_file(directory_.path() / "log");
    throw std::runtime_error("knotd does not answer: " + (log ? *log : std::string()));
}

}  // namespace postern::testing
