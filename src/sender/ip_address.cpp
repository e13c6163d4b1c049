// SPDX-License-Identifier: Apache-2.0
#include "ip_address.hpp"

#include <arpa/inet.h>

#include "labels.hpp"

namespace postern {

std::optional<IpAddress> IpAddress::parse(const std::string& text) {
    IpAddress address;
    if (::inet_pton(AF_INET, text.c_str(), address.bytes_.data()) == 1) return address;
    address.size_ = address.bytes_.size();
    if (::inet_pton(AF_INET6, text.c_str(), address.bytes_.data()) == 1) return address;
    return std::nullopt;
}

bool IpAddress::shares(const IpAddress& other, unsigned prefix) const {
    if (size_ != other.size_) return false;
    for (std::size_t i = 0; i < size_ && prefix > 0; ++i) {
        const unsigned bits = prefix < 8 ? prefix : 8;
        const unsigned differ = static_cast<unsigned>(bytes_.at(i)) ^ other.bytes_.at(i);
        if (differ >> (8 - bits) != 0) return false;
        prefix -= bits;
    }
    return true;
}

std::string IpAddress::dotted() const {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (const unsigned byte : bytes()) {
        if (is_v4()) {
            text.append(std::to_string(byte)).push_back('.');
            continue;
        }
        for (const unsigned nibble : {byte >> 4U, byte & 15U}) text.append(1, kHex[nibble]) += '.';
    }
    text.pop_back();
    return text;
}

std::string IpAddress::reverse_name() const {
    auto labels = split(dotted(), ".");
    return joined({labels.rbegin(), labels.rend()}) + (is_v4() ? ".in-addr.arpa" : ".ip6.arpa");
}

}  // namespace postern
