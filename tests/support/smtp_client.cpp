// SPDX-License-Identifier: Apache-2.0
#include "smtp_client.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace postern::testing {

namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error("SMTP client: " + what + ": " + std::strerror(errno));
}

void set_time_limit(int socket, Duration limit) {
    const timeval span{limit.count() / 1000, limit.count() % 1000 * 1000};
    for (const int direction : {SO_RCVTIMEO, SO_SNDTIMEO}) {
        ::setsockopt(socket, SOL_SOCKET, direction, &span, sizeof span);
    }
}

/// As it goes over the wire, final dot included.
std::string wire_form(std::string_view message) {
    std::string wire;
    while (!message.empty()) {
        const auto end = message.find('\n');
        auto line = message.substr(0, end);
        message.remove_prefix(end == std::string_view::npos ? message.size() : end + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (!line.empty() && line.front() == '.') wire += '.';
        wire.append(line).append("\r\n");
    }
    return wire + ".\r\n";
}

}  // namespace

std::string SmtpTransaction::queue_id() const {
    constexpr std::string_view kBefore = "queued as ";
    const auto at = end.text.find(kBefore);
    return at == std::string::npos ? "" : end.text.substr(at + kBefore.size());
}

SmtpClient::SmtpClient(std::uint16_t port, Duration limit)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    set_time_limit(socket_, limit);
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(port);
    peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&peer), sizeof peer) != 0) {
        ::close(socket_);
        fail("connect to port " + std::to_string(port));
    }
    read_reply();
    command("EHLO client.example.test");
}

SmtpClient::~SmtpClient() {
    ::close(socket_);
}

SmtpReply SmtpClient::command(std::string_view line) {
    write(std::string(line) + "\r\n");
    return read_reply();
}

SmtpReply SmtpClient::xclient(std::string_view address, std::string_view login) {
    std::string line = "XCLIENT ADDR=" + std::string(address);
    if (!login.empty()) line += " LOGIN=" + std::string(login);
    auto reply = command(line);
    command("EHLO client.example.test");
    return reply;
}

SmtpTransaction SmtpClient::send(std::string_view sender,
                                 const std::vector<std::string>& recipients,
                                 std::string_view message) {
    SmtpTransaction transaction;
    transaction.mail = command("MAIL FROM:<" + std::string(sender) + ">");
    if (!transaction.mail.accepted()) return transaction;
    for (const auto& recipient : recipients) {
        transaction.recipients.push_back(command("RCPT TO:<" + recipient + ">"));
    }
    const auto& replies = transaction.recipients;
    if (std::none_of(replies.begin(), replies.end(), [](const auto& r) { return r.accepted(); })) {
        command("RSET");
        return transaction;
    }
    transaction.end = command("DATA");
    if (transaction.end.code != 354) return transaction;
    write(wire_form(message));
    transaction.end = read_reply();
    return transaction;
}

SmtpReply SmtpClient::read_reply() {
    SmtpReply reply;
    for (bool more = true; more;) {
        const auto line = read_line();
        if (line.size() < 3) throw std::runtime_error("SMTP client: no reply: " + line);
        reply.code = std::stoi(line.substr(0, 3));
        if (!reply.text.empty()) reply.text += '\n';
        if (line.size() > 4) reply.text += line.substr(4);
        more = line.size() > 3 && line[3] == '-';
    }
    return reply;
}

std::string SmtpClient::read_line() {
    auto end = unread_.find("\r\n");
    while (end == std::string::npos) {
        std::array<char, 4096> chunk{};
        const auto count = ::recv(socket_, chunk.data(), chunk.size(), 0);
        if (count == 0) errno = ECONNRESET;
        if (count <= 0) fail("reading a reply");
        unread_.append(chunk.data(), static_cast<std::size_t>(count));
        end = unread_.find("\r\n");
    }
    auto line = unread_.substr(0, end);
    unread_.erase(0, end + 2);
    return line;
}

void SmtpClient::write(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0) fail("sending");
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

}  // namespace postern::testing
