// SPDX-License-Identifier: Apache-2.0
//
// Network: a block of IPv4 or IPv6 addresses in CIDR notation (RFC 4632 section 3.1, RFC 4291
// section 2.3), and whether an address lies in it.
//
// A plain address is a block of one. Bits behind the prefix must be zero: "192.0.2.7/24" is more
// often a slip than a wish, so it is refused and the block it lies in is named. An IPv4-mapped IPv6
// address (RFC 4291 section 2.5.5.2) counts as the IPv4 address inside it, on either side.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"

namespace postern {

class Network {
  public:
    /// Fails with ErrorCode::invalid and says what to write instead.
    static Result<Network> parse(std::string_view text);

    /// 127.0.0.0/8 and ::1/128.
    static std::vector<Network> loopback();

    /// False as well for what is no address at all ("unknown", "").
    [[nodiscard]] bool contains(std::string_view address) const;

    /// The canonical form, prefix included: "192.0.2.0/24", "2001:db8::/32".
    [[nodiscard]] std::string text() const;

    bool operator==(const Network&) const = default;

  private:
    /// Both families in one space: IPv4 stands where its IPv4-mapped form does.
    using Bits = std::array<std::uint8_t, 16>;

    Network(const Bits& bits, unsigned prefix) : bits_(bits), prefix_(prefix) {}

    Bits bits_;
    unsigned prefix_;  ///< Of 128.
};

}  // namespace postern
