// SPDX-License-Identifier: Apache-2.0
#include "sign_of_life.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <libmilter/mfapi.h>
#include <libmilter/mfdef.h>

namespace postern {

namespace {

constexpr std::string_view kUnixSocket = "unix:";
constexpr std::string_view kInetSocket = "inet:";

Error silence(const std::string& what) {
    return {ErrorCode::unavailable, what};
}

class Line {
  public:
    Line(int family, Duration patience) : fd_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval span{patience.count() / 1000, patience.count() % 1000 * 1000};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &span, sizeof span);
        ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &span, sizeof span);
    }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line() { ::close(fd_); }

    bool connect(const sockaddr* address, socklen_t size) {
        return ::connect(fd_, address, size) == 0;
    }
    bool send(std::string_view bytes) {
        return ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(bytes.size());
    }
    /// So many bytes, whatever they are; false if they do not come. For none recv() would wait.
    bool receive(char* to, std::size_t size) {
        return size == 0 || ::recv(fd_, to, size, MSG_WAITALL) == static_cast<ssize_t>(size);
    }

  private:
    int fd_;
};

bool connect_unix(Line& line, std::string_view path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return false;
    std::memcpy(address.sun_path, path.data(), path.size());
    return line.connect(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

std::string number(std::uint32_t value) {
    const std::uint32_t ordered = htonl(value);
    std::string bytes(sizeof ordered, '\0');
    std::memcpy(bytes.data(), &ordered, sizeof ordered);
    return bytes;
}

std::string packet(char command, std::string_view data) {
    auto bytes = number(static_cast<std::uint32_t>(data.size() + 1));
    return bytes.append(1, command).append(data);
}

/// The command of the answer, 0 where there is none.
char answer(Line& line) {
    std::uint32_t size = 0;
    char command = 0;
    if (!line.receive(reinterpret_cast<char*>(&size), sizeof size)) return 0;
    size = ntohl(size);
    constexpr std::uint32_t kMost = 4096;
    std::array<char, kMost> rest{};
    if (size < 1 || size > kMost || !line.receive(&command, 1)) return 0;
    return line.receive(rest.data(), size - 1) ? command : '\0';
}

Result<void> converse(Line& line) {
    const auto ask = [&](char command, std::string_view data, char expected) {
        return line.send(packet(command, data)) && answer(line) == expected;
    };
    // All actions, and no step left out: each is answered.
    const auto offer = number(SMFI_PROT_VERSION) + number(SMFI_CURR_ACTS) + number(0);
    if (!ask(SMFIC_OPTNEG, offer, SMFIC_OPTNEG)) return silence("no answer to a connection");
    using namespace std::string_view_literals;
    const bool taken = ask(SMFIC_CONNECT, "localhost\0U"sv, SMFIR_CONTINUE) &&
                       ask(SMFIC_MAIL, "<>\0"sv, SMFIR_CONTINUE);
    if (!taken) return silence("no answer to a sender");
    line.send(packet(SMFIC_QUIT, {}));
    return {};
}

Result<void> ask_unix(std::string_view path, Duration patience) {
    Line line(AF_UNIX, patience);
    if (!connect_unix(line, path)) return silence(std::strerror(errno));
    return converse(line);
}

Result<void> ask_inet(std::string_view where, Duration patience) {
    const auto at = where.find('@');
    const std::string port(where.substr(0, at));
    const std::string host(where.substr(at + 1));
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int failure = ::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found);
    if (failure != 0) return silence(::gai_strerror(failure));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
    Line line(found->ai_family, patience);
    if (!line.connect(found->ai_addr, found->ai_addrlen)) return silence(std::strerror(errno));
    return converse(line);
}

}  // namespace

Result<void> answers(const std::string& socket, Duration patience) {
    const std::string_view text(socket);
    auto answered = text.starts_with(kUnixSocket)
                        ? ask_unix(text.substr(kUnixSocket.size()), patience)
                        : ask_inet(text.substr(kInetSocket.size()), patience);
    if (!answered) return std::move(answered).with_context(socket);
    return answered;
}

}  // namespace postern
