// SPDX-License-Identifier: Apache-2.0
#include "postern/address/provider.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace postern {
namespace {

using Hosts = std::vector<std::string>;

TEST(Provider, IsTheRegistrableDomainOfTheMailHosts) {
    EXPECT_EQ(provider_of("firm.example", Hosts{"mx1.host.example", "mx2.host.example"}),
              "host.example");
}

TEST(Provider, OfALargeOneIsItsName) {
    EXPECT_EQ(provider_of("firm.pl", Hosts{"aspmx.l.google.com", "alt1.aspmx.l.google.com"}),
              "google");
    EXPECT_EQ(provider_of("firm.pl", Hosts{"firm-pl.mail.protection.outlook.com"}), "microsoft");
    EXPECT_EQ(provider_of("firm.pl", Hosts{"firm-pl.p-v1.mx.microsoft"}), "microsoft");
}

TEST(Provider, IsOneWhoseHostsHaveSeveralDomains) {
    EXPECT_EQ(provider_of("firm.pl", Hosts{"aspmx.l.google.com", "aspmx2.googlemail.com"}),
              "google");
}

TEST(Provider, IsOneInEveryCountryAndRegion) {
    EXPECT_EQ(provider_of("firm.pl", Hosts{"inbound-smtp.us-east-1.amazonaws.com"}), "amazon");
    EXPECT_EQ(provider_of("firm.pl", Hosts{"inbound-smtp.eu-west-1.amazonaws.com"}), "amazon");
    EXPECT_EQ(provider_of("firm.pl", Hosts{"mx00.ionos.co.uk", "mx01.ionos.de"}), "ionos");
    EXPECT_EQ(provider_of("firm.pl", Hosts{"mx.zoho.com.au", "mx2.zoho.in"}), "zoho");
    EXPECT_EQ(provider_of("firm.pl", Hosts{"mx1.ovh.ca", "mx1.mail.ovh.net"}), "ovh");
}

TEST(Provider, OfARentedServerIsNotWhoRentsItOut) {
    const std::string host = "ec2-192-0-2-1.compute-1.amazonaws.com";
    EXPECT_EQ(provider_of("firm.pl", Hosts{host}), host);
}

TEST(Provider, IsTheDomainItselfWhereItsHostsAreSeveralOnes) {
    EXPECT_EQ(provider_of("firm.example", Hosts{"mx.one.example", "mx.two.example"}),
              "firm.example");
}

TEST(Provider, IsTheDomainItselfWhereNoHostIsKnown) {
    EXPECT_EQ(provider_of("firm.example", Hosts{}), "firm.example");
    EXPECT_EQ(provider_of("mail.firm.example", Hosts{}), "mail.firm.example");
}

TEST(Provider, HasItsNameWithoutItsHostsToo) {
    EXPECT_EQ(provider_of("gmail.com", Hosts{}), "google");
    EXPECT_EQ(provider_of("gmail.com", Hosts{"mx.one.example", "mx.two.example"}), "google");
    for (const auto& [domain, name] : named_providers()) {
        EXPECT_EQ(provider_of(domain, Hosts{}), name);
        EXPECT_EQ(parse_provider(domain).value(), name);
    }
}

TEST(Provider, IsWrittenByNameOrByDomain) {
    EXPECT_EQ(parse_provider("Google").value(), "google");
    EXPECT_EQ(parse_provider("googlemail.com").value(), "google");
    EXPECT_EQ(parse_provider("aspmx.l.google.com").value(), "google");
    EXPECT_EQ(parse_provider("Firm.example").value(), "firm.example");
    const auto wrong = parse_provider("gogle");
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message().find("'gogle' is no provider"), std::string::npos)
        << wrong.error().message();
}

TEST(Provider, TableIsInOrder) {
    EXPECT_TRUE(
        std::is_sorted(named_providers().begin(), named_providers().end(),
                       [](const auto& a, const auto& b) { return a.host_domain < b.host_domain; }));
}

}  // namespace
}  // namespace postern
