// SPDX-License-Identifier: Apache-2.0
#include "postern/address/comparison.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

namespace postern {

namespace {

bool holds(const std::vector<std::string>& domains, std::string_view domain) {
    return std::find(domains.begin(), domains.end(), domain) != domains.end();
}

}  // namespace

bool AddressComparison::is_loose(std::string_view address) const {
    const auto domain = address.substr(address.rfind('@') + 1);
    return holds(ignore_case, domain) || holds(ignore_dots, domain) ||
           holds(ignore_subaddress, domain);
}

std::string AddressComparison::key(std::string_view address) const {
    const auto at = address.rfind('@');
    if (at == std::string_view::npos || address.starts_with('"')) return std::string(address);
    const auto domain = address.substr(at + 1);
    std::string local(address.substr(0, at));
    // What would leave nothing is left alone: "+x@" is a mailbox as well.
    if (const auto plus = local.find('+');
        plus != std::string::npos && plus > 0 && holds(ignore_subaddress, domain)) {
        local.resize(plus);
    }
    if (holds(ignore_dots, domain)) std::erase(local, '.');
    if (holds(ignore_case, domain)) local = lower(local);
    return local.append(address.substr(at));
}

}  // namespace postern
