// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <array>
#include <charconv>

#include "postern/address/address.hpp"
#include "postern/base/text.hpp"

#include "kinds.hpp"

namespace postern {

namespace {

bool is_ip_address(const std::string& text) {
    std::array<unsigned char, sizeof(in6_addr)> bits{};
    return ::inet_pton(AF_INET, text.c_str(), bits.data()) == 1 ||
           ::inet_pton(AF_INET6, text.c_str(), bits.data()) == 1;
}

bool is_port(std::string_view text) {
    unsigned port = 0;
    const auto* end = text.data() + text.size();
    const auto [after, ec] = std::from_chars(text.data(), end, port);
    return ec == std::errc{} && after == end && port >= 1 && port <= 65535;
}

Result<std::string> check_name_server(std::string_view text) {
    const auto at = text.find('@');
    const bool good = at == text.npos || is_port(text.substr(at + 1));
    if (good && is_ip_address(std::string(text.substr(0, at)))) return std::string(text);
    return invalid(in_quotes(text) +
                   " is not a name server; write its IP address, with a port if it is not 53, "
                   "such as 192.0.2.53 or 192.0.2.53@5353");
}

Result<std::string> check_stub_zone(std::string_view text) {
    const auto equals = text.find('=');
    const auto zone = lower(text.substr(0, equals));
    // A zone may have a single label, which no mail domain has.
    if (equals == text.npos || !parse_domain("a." + zone)) {
        return invalid(in_quotes(text) +
                       " is not a zone and its server; write ZONE=ADDRESS, such as "
                       "corp.example=192.0.2.53");
    }
    auto server = check_name_server(text.substr(equals + 1));
    if (!server) return server;
    return zone + "=" + *server;
}

Result<std::string> check_ip_address(std::string_view text) {
    const std::string address(text);
    std::array<unsigned char, sizeof(in6_addr)> bits{};
    std::array<char, INET6_ADDRSTRLEN> canonical{};
    for (const int family : {AF_INET, AF_INET6}) {
        if (::inet_pton(family, address.c_str(), bits.data()) != 1) continue;
        ::inet_ntop(family, bits.data(), canonical.data(), canonical.size());
        return std::string(canonical.data());
    }
    return invalid(in_quotes(text) +
                   " is not an IP address; write one, such as 192.0.2.10 or 2001:db8::10");
}

/// RFC 6376 section 3.1: labels with dots between them, which the domain comes behind.
Result<std::string> check_dkim_selector(std::string_view text) {
    const auto equals = text.find('=');
    const auto selector = lower(text.substr(0, equals));
    // What stands behind the = is not repeated: somebody may have put the key itself there.
    if (!parse_domain(selector + ".example")) {
        return invalid(in_quotes(text.substr(0, equals)) +
                       " is not a selector; write what stands before ._domainkey, such as "
                       "postern2026 or postern2026=/etc/opendkim/keys/postern2026.private");
    }
    if (equals == text.npos) return selector;
    if (text.substr(equals + 1).starts_with('/')) {
        return selector + std::string(text.substr(equals));
    }
    return invalid(in_quotes(selector) +
                   ": behind the = the absolute path of its private key is expected, from / on");
}

}  // namespace

TextKind name_server() {
    return {"name server, ADDRESS or ADDRESS@PORT", check_name_server};
}
TextKind stub_zone() {
    return {"zone and its server, ZONE=ADDRESS or ZONE=ADDRESS@PORT", check_stub_zone};
}
TextKind ip_address() {
    return {"IP address", check_ip_address};
}
TextKind dkim_selector() {
    return {"selector, SELECTOR or SELECTOR=PATH", check_dkim_selector};
}

}  // namespace postern
