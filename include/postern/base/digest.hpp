// SPDX-License-Identifier: Apache-2.0
//
// Keyed and unkeyed digests, and the alphabet they are written in.
//
// HMAC-SHA-256 (RFC 2104, FIPS 180-4) over labelled fields: every use has a label of its own and
// every field its length, so that a digest made for one purpose can never be taken for another.
// The first key of a ring makes new digests, all of them verify. Text form is base32 (RFC 4648
// section 6) in lower case without padding: mail systems change the case of local parts.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/result.hpp"

namespace postern {

using Digest = std::array<std::uint8_t, 32>;

/// A secret on its way into HMAC, taken as far as no message is needed: half of what a short
/// message costs.
class HmacKey;

/// Secrets, first one current. Never empty once loaded.
class KeyRing {
  public:
    /// Secrets shorter than 16 bytes are refused (ErrorCode::invalid).
    static Result<KeyRing> from(std::vector<std::string> secrets);

    /// With the current key.
    [[nodiscard]] Digest mac(std::string_view label,
                             std::initializer_list<std::string_view> fields) const;

    /// True if any key of the ring gives a digest beginning with `claimed` (at least 8 bytes).
    /// Takes the same time whichever byte differs.
    [[nodiscard]] bool verify(std::string_view label,
                              std::initializer_list<std::string_view> fields,
                              std::string_view claimed) const;

  private:
    std::vector<std::shared_ptr<const HmacKey>> keys_;
};

Digest sha256(std::initializer_list<std::string_view> fields);

std::string_view bytes(const Digest& digest, std::size_t count = 32);

std::string base32(std::string_view bytes);
/// Either case. ErrorCode::invalid on anything that base32() would not have written.
Result<std::string> from_base32(std::string_view text);

}  // namespace postern
