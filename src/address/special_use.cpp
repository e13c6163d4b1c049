// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "postern/address/assessment.hpp"

namespace postern {

namespace {

struct SpecialName {
    std::string_view name;
    std::string_view source;
};

// clang-format off
constexpr std::array kSpecialNames{
    SpecialName{"alt",       "RFC 9476"},
    SpecialName{"arpa",      "RFC 3172"},
    SpecialName{"example",   "RFC 6761"},
    SpecialName{"internal",  "ICANN, 2024"},
    SpecialName{"invalid",   "RFC 6761"},
    SpecialName{"local",     "RFC 6762"},
    SpecialName{"localhost", "RFC 6761"},
    SpecialName{"onion",     "RFC 7686"},
    SpecialName{"test",      "RFC 6761"},
};
// clang-format on

}  // namespace

std::string_view special_use(std::string_view domain) {
    const auto top = domain.substr(domain.rfind('.') + 1);
    const auto* const found =
        std::find_if(kSpecialNames.begin(), kSpecialNames.end(),
                     [&](const SpecialName& special) { return special.name == top; });
    return found == kSpecialNames.end() ? std::string_view{} : found->source;
}

}  // namespace postern
