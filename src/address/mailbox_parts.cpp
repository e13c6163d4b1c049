// SPDX-License-Identifier: Apache-2.0
#include "mailbox_parts.hpp"

namespace postern {

namespace {

// RFC 5321 section 4.5.3.1.3 allows 256 octets for a path, of which two are its brackets.
constexpr std::size_t kLongestAddress = 254;

}  // namespace

Result<MailboxParts> parse_mailbox(std::string_view text) {
    if (text.size() > kLongestAddress) return invalid("it is longer than 254 octets");
    const auto extent = local_part_extent(text);
    if (extent == text.size()) return invalid("it has no '@' and domain");
    if (text[extent] != '@') return invalid("something stands behind the closing quote");
    auto local = parse_local_part(text.substr(0, extent));
    if (!local) return local.error();
    auto domain = parse_mail_domain(text.substr(extent + 1));
    if (!domain) return invalid("the domain " + domain.error().what);
    // A-labels are longer than what they stand for.
    if (local->text.size() + 1 + domain->text.size() > kLongestAddress) {
        return invalid("with its domain in A-labels it is longer than 254 octets");
    }
    return MailboxParts{*std::move(local), *std::move(domain)};
}

}  // namespace postern
