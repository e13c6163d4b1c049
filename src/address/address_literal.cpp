// SPDX-License-Identifier: Apache-2.0
#include "address_literal.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <string>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr std::string_view kTag = "IPv6:";

bool is_host_address(int family, std::string_view text) {
    std::array<unsigned char, sizeof(in6_addr)> binary{};
    // A NUL inside would end the text early for inet_pton.
    return text.find('\0') == std::string_view::npos &&
           inet_pton(family, std::string(text).c_str(), binary.data()) == 1;
}

/// inet_pton lets "::" stand for a single group; RFC 5321 says two at least. A dotted quad at the
/// end counts as two groups.
bool elides_enough(std::string_view text) {
    if (text.find("::") == std::string_view::npos) return true;
    constexpr std::ptrdiff_t kMostGroups = 6;
    std::ptrdiff_t groups = text.find('.') == std::string_view::npos ? 0 : 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != ':' && (i == 0 || text[i - 1] == ':')) ++groups;
    }
    return groups <= kMostGroups;
}

}  // namespace

bool is_address_literal(std::string_view text) {
    if (text.size() < 2 || text.front() != '[' || text.back() != ']') return false;
    text = text.substr(1, text.size() - 2);
    if (!istarts_with(text, kTag)) return is_host_address(AF_INET, text);
    text.remove_prefix(kTag.size());
    return is_host_address(AF_INET6, text) && elides_enough(text);
}

}  // namespace postern
