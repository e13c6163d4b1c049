// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "postern/address/one_mailbox.hpp"
#include "postern/ledger/bounce.hpp"
#include "postern/ledger/held_mailbox.hpp"

namespace postern {

std::string_view name_of(BounceEffect::Outcome outcome) {
    constexpr std::array<std::string_view, 8> kNames{"noted",        "suppressed", "extended",
                                                     "cleared",      "replayed",   "retried",
                                                     "held-for-now", "stands"};
    return kNames.at(static_cast<std::size_t>(outcome));
}

std::string_view name_of(Disbelief disbelief) {
    constexpr std::array<std::string_view, 5> kNames{"forged", "expired", "replayed", "foreign",
                                                     "unknown"};
    return kNames.at(static_cast<std::size_t>(disbelief));
}

std::string held_mailbox(const AddressComparison& comparison, std::string_view subject,
                         std::string_view provider) {
    if (!is_address_subject(subject)) return std::string(subject);
    return comparison.key(one_mailbox(subject, provider));
}

}  // namespace postern
