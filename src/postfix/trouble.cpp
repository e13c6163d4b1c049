// SPDX-License-Identifier: Apache-2.0
#include "postern/postfix/trouble.hpp"

#include <algorithm>

#include "postern/postfix/parameters.hpp"

#include "findings.hpp"

namespace postern::postfix {

Troubles troubles_of(const Site& site, const Settings& settings) {
    const auto shipped = shipped_services();
    const bool known = std::any_of(shipped.begin(), shipped.end(), [&](const Shipped& one) {
        return playing(one.role, site, settings) != nullptr;
    });
    if (!known) {
        return {{Trouble::Weight::note, "master.cf",
                 "Postfix does not know of postern yet: none of its services is in master.cf",
                 kApply}};
    }
    auto troubles = service_troubles(site, settings);
    for (auto* more : {pinned_troubles, found_troubles, table_troubles, requeue_troubles}) {
        for (auto& trouble : more(site, settings)) troubles.push_back(std::move(trouble));
    }
    return troubles;
}

}  // namespace postern::postfix
