// SPDX-License-Identifier: Apache-2.0
#include "target.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>

#include "postern/base/visible.hpp"

namespace postern::fuzz {

namespace {

constexpr std::array kTargets{
    Target{"address", address},
    Target{"bounce", bounce},
    Target{"dns-answer", dns_answer},
    Target{"dns-records", dns_records},
    Target{"header-field", header_field},
    Target{"import", import},
    Target{"mime", mime},
    Target{"queue-listing", queue_listing},
    Target{"rewriting", rewriting},
    Target{"seal", seal},
    Target{"settings", settings},
    Target{"shown", shown},
    Target{"token", token},
    Target{"trail-line", trail_line},
};

}  // namespace

std::span<const Target> targets() {
    return kTargets;
}

const Target* find_target(std::string_view name) {
    const auto* const found =
        std::find_if(kTargets.begin(), kTargets.end(),
                     [&](const Target& target) { return target.name == name; });
    return found == kTargets.end() ? nullptr : found;
}

void require(bool holds, std::string_view promise) {
    require(holds, promise, "");
}

void require(bool holds, std::string_view promise, std::string_view of) {
    if (holds) return;
    std::cerr << "broken: " << promise << (of.empty() ? "" : ": ") << visible(of) << std::endl;
    std::abort();
}

}  // namespace postern::fuzz
