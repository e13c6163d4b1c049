// SPDX-License-Identifier: Apache-2.0
//
// An IPv4 or IPv6 address as bits, for what SPF and reverse lookups do with them. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace postern {

class IpAddress {
  public:
    static std::optional<IpAddress> parse(const std::string& text);

    [[nodiscard]] bool is_v4() const { return size_ == 4; }
    [[nodiscard]] unsigned bit_count() const { return is_v4() ? 32 : 128; }

    /// Of the same family, and the first `prefix` bits are the same.
    [[nodiscard]] bool shares(const IpAddress& other, unsigned prefix) const;

    /// Dotted: bytes of IPv4, nibbles of IPv6 (RFC 7208 section 7.3).
    [[nodiscard]] std::string dotted() const;

    /// Where its PTR is: "10.2.0.192.in-addr.arpa" (RFC 1035 section 3.5, RFC 3596 section 2.5).
    [[nodiscard]] std::string reverse_name() const;

    bool operator==(const IpAddress&) const = default;

  private:
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {bytes_.data(), size_}; }

    std::array<std::uint8_t, 16> bytes_{};
    std::size_t size_ = 4;
};

}  // namespace postern
