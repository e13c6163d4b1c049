// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "postern/address/address.hpp"
#include "postern/base/text.hpp"

namespace postern {
namespace {

constexpr std::size_t kLongestDomain = 255;  // RFC 5321 section 4.5.3.1.2
constexpr std::size_t kLongestLabel = 63;    // RFC 1035 section 2.3.4

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_ldh(char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-';
}

/// What is wrong with one label in lower case; "" where nothing is.
std::string_view label_fault(std::string_view label) {
    if (label.empty()) return "has an empty label (a dot too many)";
    if (label.size() > kLongestLabel) return "has a label longer than 63 octets";
    if (label.front() == '-') return "has a label that begins with a hyphen";
    if (label.back() == '-') return "has a label that ends with a hyphen";
    if (!std::all_of(label.begin(), label.end(), is_ldh)) {
        return "has characters other than letters, digits and hyphens";
    }
    return "";
}

std::string_view domain_fault(std::string_view domain) {
    if (domain.empty()) return "is empty";
    if (domain.front() == '[') return "is an address literal, a host name is needed";
    if (domain.size() > kLongestDomain) return "is longer than 255 octets";
    std::size_t labels = 0;
    for (auto rest = domain;; ++labels) {
        const auto dot = rest.find('.');
        const auto label = rest.substr(0, dot);
        if (const auto fault = label_fault(label); !fault.empty()) return fault;
        if (dot != std::string_view::npos) {
            rest = rest.substr(dot + 1);
            continue;
        }
        if (labels == 0) return "has a single label, a full name is needed";
        // RFC 3696 section 2: else a bare IPv4 address would be taken for a name.
        const bool numeric = std::all_of(label.begin(), label.end(), is_digit);
        return numeric ? "ends in a label of digits only" : "";
    }
}

}  // namespace

Result<std::string> parse_domain(std::string_view text) {
    std::string domain = lower(text);
    const auto fault = domain_fault(domain);
    if (fault.empty()) return domain;
    return Error{ErrorCode::invalid, "the domain " + quoted(text) + " " + std::string(fault)};
}

}  // namespace postern
