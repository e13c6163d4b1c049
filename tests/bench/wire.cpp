// SPDX-License-Identifier: Apache-2.0
#include "wire.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <utility>

namespace postern {

namespace {

constexpr std::size_t kWriteBuffer = 4096;  // Postfix: VSTREAM_BUFSIZE
constexpr std::size_t kReadBuffer = 16384;
constexpr std::size_t kLongestPacket = 1U << 24U;
constexpr std::size_t kLengthBytes = 4;

Error broken(std::string what) {
    return {ErrorCode::unavailable, std::move(what)};
}

}  // namespace

Wire::Wire(Socket socket) : socket_(std::move(socket)), in_(kReadBuffer, '\0') {
    out_.reserve(kWriteBuffer);
}

void Wire::send(char command, std::string_view data) {
    std::string head;
    append_u32(head, static_cast<std::uint32_t>(data.size() + 1));
    head.push_back(command);
    append(head);
    append(data);
}

Result<void> Wire::flush() {
    write_out();
    if (write_error_ == 0) return {};
    return broken(std::string("write to the filter: ") + std::strerror(write_error_));
}

Result<Packet> Wire::receive() {
    if (auto flushed = flush(); !flushed) return flushed.error();
    if (auto head = fill(kLengthBytes); !head) return head.error();
    const std::size_t length = read_u32(std::string_view(in_).substr(read_));
    if (length == 0 || length > kLongestPacket) {
        return broken("the filter sent a packet of " + std::to_string(length) + " bytes");
    }
    if (auto body = fill(kLengthBytes + length); !body) return body.error();
    const auto packet = std::string_view(in_).substr(read_ + kLengthBytes, length);
    read_ += kLengthBytes + length;
    return Packet{packet.front(), packet.substr(1)};
}

void Wire::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto room = std::min(bytes.size(), kWriteBuffer - out_.size());
        out_.append(bytes.substr(0, room));
        bytes.remove_prefix(room);
        if (out_.size() == kWriteBuffer) write_out();
    }
}

void Wire::write_out() {
    std::string_view rest = out_;
    while (!rest.empty() && write_error_ == 0) {
        const auto count = ::send(socket_.fd(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (count >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno != EINTR) {
            write_error_ = errno;
        }
    }
    out_.clear();
}

Result<void> Wire::fill(std::size_t wanted) {
    if (read_ + wanted > in_.size()) {
        in_.erase(0, read_);
        filled_ -= std::exchange(read_, 0);
        in_.resize(std::max(wanted, kReadBuffer));
    }
    while (filled_ - read_ < wanted) {
        const auto count = ::recv(socket_.fd(), &in_[filled_], in_.size() - filled_, 0);
        if (count == 0) return broken("the filter closed the connection");
        if (count > 0) {
            filled_ += static_cast<std::size_t>(count);
        } else if (errno != EINTR) {
            return broken(std::string("read from the filter: ") + std::strerror(errno));
        }
    }
    return {};
}

void append_u32(std::string& data, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        data.push_back(static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU));
    }
}

void append_text(std::string& data, std::string_view text) {
    data.append(text).push_back('\0');
}

std::uint32_t read_u32(std::string_view data) {
    std::uint32_t value = 0;
    for (const char c : data.substr(0, 4)) value = value << 8U | static_cast<unsigned char>(c);
    return value;
}

}  // namespace postern
