// SPDX-License-Identifier: Apache-2.0
#include "postern/address/address.hpp"

#include "postern/base/text.hpp"

#include "local_part.hpp"

namespace postern {
namespace {

// RFC 5321 section 4.5.3.1.3 allows 256 octets for a path, of which two are its brackets.
constexpr std::size_t kLongestAddress = 254;

Error invalid(std::string_view text, std::string_view why) {
    return {ErrorCode::invalid, quoted(text) + " is no mail address: " + std::string(why)};
}

}  // namespace

Result<Address> Address::parse(std::string_view text) {
    if (text.size() > kLongestAddress) return invalid(text, "it is longer than 254 octets");
    const auto extent = local_part_extent(text);
    if (extent == text.size()) return invalid(text, "it has no '@' and domain");
    if (text[extent] != '@') return invalid(text, "something stands behind the closing quote");

    const auto local = canonical_local_part(text.substr(0, extent));
    if (!local) return invalid(text, local.error().what);
    const auto domain = parse_domain(text.substr(extent + 1));
    if (!domain) return invalid(text, domain.error().what);
    return Address(*local + '@' + *domain, local->size());
}

Result<Address> Address::parse_path(std::string_view path) {
    if (path.empty() || path == "<>") return invalid(path, "it is the null path");
    const bool opened = path.front() == '<';
    const bool closed = path.back() == '>';
    if (opened != closed) return invalid(path, "its angle brackets do not match");
    // Postfix leaves the brackets out for mail of its own making.
    if (opened) path = path.substr(1, path.size() - 2);
    if (path.front() == '@') return invalid(path, "it has a source route");
    return parse(path);
}

}  // namespace postern
