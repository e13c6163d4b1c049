// SPDX-License-Identifier: Apache-2.0
//
// Addresses and domains, as anybody writes them.
#include "postern/address/address.hpp"

#include "postern/address/assessment.hpp"
#include "postern/address/comparison.hpp"
#include "postern/address/provider.hpp"
#include "postern/address/registrable_domain.hpp"

#include "target.hpp"

namespace postern::fuzz {

namespace {

void require_canonical(const Address& address) {
    const auto again = Address::parse(address.text());
    require(again.has_value(), "an address reads as it is written", address.text());
    require(*again == address, "an address is written in one way", address.text());
    const auto path = Address::parse_path("<" + address.text() + ">");
    require(path && *path == address, "a path holds the address", address.text());
    require(address.text().size() <= 254, "an address is no longer than SMTP carries");
    require(address.text().find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
            "an address is one line");
}

void require_domain(std::string_view domain) {
    const auto again = parse_domain(domain);
    require(again && *again == domain, "a domain is its own canonical form", domain);
    require(domain.ends_with(registrable_domain(domain)), "a registrable domain is a domain's end");
    require(are_aligned(domain, domain), "a domain is aligned with itself", domain);
    (void)special_use(domain);
    (void)provider_of(domain, {});
}

void compare(std::string_view text) {
    const AddressComparison loose{{"firm.example"}, {"firm.example"}, {"firm.example"}};
    const auto key = loose.key(text);
    require(loose.key(key) == key, "a key is its own key", key);
}

}  // namespace

void address(std::string_view input) {
    const auto parsed = Address::parse(input);
    const auto assessed = assess_address(input);
    if (parsed) {
        require_canonical(*parsed);
        require_domain(parsed->domain());
        require(assessed.form != AddressForm::invalid, "what parses is valid", parsed->text());
        compare(parsed->text());
    }
    require(assessed.form == AddressForm::invalid || !assessed.canonical.empty(),
            "what is valid has a canonical form");
    require(assessed.form != AddressForm::invalid || !assessed.reason.empty(),
            "what is invalid has a reason");
    if (const auto domain = parse_domain(input)) require_domain(*domain);
    (void)parse_provider(input);
    compare(input);
}

}  // namespace postern::fuzz
