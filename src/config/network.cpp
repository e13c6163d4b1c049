// SPDX-License-Identifier: Apache-2.0
#include "postern/config/network.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <netinet/in.h>
#include <optional>

#include "postern/base/text.hpp"

namespace postern {

namespace {

using Bits = std::array<std::uint8_t, 16>;

constexpr unsigned kBits = 128;
constexpr unsigned kMappedPrefix = 96;
constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

bool is_mapped(const Bits& bits) {
    return std::equal(kMapped.begin(), kMapped.end(), bits.begin());
}

std::optional<Bits> read_address(std::string_view text) {
    const std::string address(text);
    Bits bits{};
    if (inet_pton(AF_INET6, address.c_str(), bits.data()) == 1) return bits;
    std::copy(kMapped.begin(), kMapped.end(), bits.begin());
    if (inet_pton(AF_INET, address.c_str(), bits.data() + kMapped.size()) == 1) return bits;
    return std::nullopt;
}

/// What of the first `prefix` bits falls into the byte at `index`.
std::uint8_t mask_byte(std::size_t index, unsigned prefix) {
    const auto before = static_cast<unsigned>(index) * 8;
    if (prefix <= before) return 0;
    const unsigned count = std::min(8U, prefix - before);
    return static_cast<std::uint8_t>(0xFF00U >> count);
}

Bits masked(const Bits& bits, unsigned prefix) {
    Bits out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        out.at(i) = static_cast<std::uint8_t>(bits.at(i) & mask_byte(i, prefix));
    }
    return out;
}

std::optional<unsigned> read_prefix(std::string_view text, unsigned most) {
    unsigned prefix = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), prefix);
    if (ec != std::errc{} || end != text.data() + text.size() || prefix > most) return std::nullopt;
    return prefix;
}

Error bad_network(std::string_view text, const std::string& instead) {
    return {ErrorCode::invalid, in_quotes(text) + " is not a network: " + instead};
}

}  // namespace

Result<Network> Network::parse(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = text.substr(0, slash);
    const auto bits = read_address(address);
    if (!bits) {
        return bad_network(text,
                           "write an address, or a block such as 192.0.2.0/24 or 2001:db8::/32");
    }
    if (slash == std::string_view::npos) return Network(*bits, kBits);

    const bool v4 = address.find(':') == std::string_view::npos;
    const unsigned offset = v4 ? kMappedPrefix : 0;
    const auto prefix = read_prefix(text.substr(slash + 1), kBits - offset);
    if (!prefix) {
        return bad_network(text, "behind the slash stands the number of leading bits, 0 to " +
                                     std::to_string(kBits - offset));
    }
    const Network network(masked(*bits, *prefix + offset), *prefix + offset);
    if (network.bits_ == *bits) return network;
    return bad_network(text, "it has bits set behind the prefix; write " + network.text() +
                                 " for the block, or " + std::string(address) + " for the address");
}

std::vector<Network> Network::loopback() {
    Bits v4{};
    std::copy(kMapped.begin(), kMapped.end(), v4.begin());
    v4[kMapped.size()] = IN_LOOPBACKNET;
    Bits v6{};
    v6.back() = 1;
    return {Network(v4, kMappedPrefix + 8), Network(v6, kBits)};
}

bool Network::contains(std::string_view address) const {
    const auto bits = read_address(address);
    return bits && masked(*bits, prefix_) == bits_ && (is_mapped(*bits) == is_mapped(bits_));
}

std::string Network::text() const {
    const bool v4 = is_mapped(bits_) && prefix_ >= kMappedPrefix;
    std::array<char, INET6_ADDRSTRLEN> address{};
    const auto* from = v4 ? bits_.data() + kMapped.size() : bits_.data();
    inet_ntop(v4 ? AF_INET : AF_INET6, from, address.data(), address.size());
    return address.data() + ("/" + std::to_string(prefix_ - (v4 ? kMappedPrefix : 0)));
}

}  // namespace postern
