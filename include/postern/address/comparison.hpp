// SPDX-License-Identifier: Apache-2.0
//
// When two addresses are one mailbox. Only the host of a local part may say (RFC 5321 section 2.4);
// some large ones have said it publicly. A pure value, nothing of it on unless configured.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern {

struct AddressComparison {
    // Domains in their canonical form whose local parts …
    std::vector<std::string> ignore_case{};        ///< … mean the same in either case,
    std::vector<std::string> ignore_dots{};        ///< … mean the same without their dots,
    std::vector<std::string> ignore_subaddress{};  ///< … mean what stands before a "+" (RFC 5233).

    /// Equal for addresses that are one mailbox; `address` in the form of Address::text(). A quoted
    /// local part, and what is no address at all, is its own key.
    [[nodiscard]] std::string key(std::string_view address) const;
    /// Whether its domain ignores anything; where not, only the same spelling is the same mailbox.
    [[nodiscard]] bool is_loose(std::string_view address) const;

    bool operator==(const AddressComparison&) const = default;
};

}  // namespace postern
