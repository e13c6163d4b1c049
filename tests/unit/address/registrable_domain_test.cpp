// SPDX-License-Identifier: Apache-2.0
#include "postern/address/registrable_domain.hpp"

#include <string>

#include <gtest/gtest.h>

namespace postern {
namespace {

struct Registrable {
    const char* name;
    const char* domain;
    const char* registrable;
};

class RegistrableDomain : public testing::TestWithParam<Registrable> {};

TEST_P(RegistrableDomain, IsThePublicSuffixAndOneLabelMore) {
    EXPECT_EQ(registrable_domain(GetParam().domain), GetParam().registrable);
}

INSTANTIATE_TEST_SUITE_P(
    Names, RegistrableDomain,
    testing::Values(Registrable{"Plain", "firm.com", "firm.com"},
                    Registrable{"Host", "aspmx.l.google.com", "google.com"},
                    Registrable{"TwoLabelSuffix", "mx.firm.co.uk", "firm.co.uk"},
                    Registrable{"PolishSuffix", "poczta.firma.com.pl", "firma.com.pl"},
                    Registrable{"Suffix", "co.uk", "co.uk"},
                    Registrable{"UnlistedTopLevel", "mx.firm.example", "firm.example"},
                    Registrable{"ALabels", "mx.xn--bcher-kva.de", "xn--bcher-kva.de"},
                    Registrable{"Empty", "", ""}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(PublicSuffix, IsNobodysOwn) {
    EXPECT_TRUE(is_public_suffix("com"));
    EXPECT_TRUE(is_public_suffix("co.uk"));
    EXPECT_TRUE(is_public_suffix("com.pl"));
    EXPECT_FALSE(is_public_suffix("firm.co.uk"));
    EXPECT_FALSE(is_public_suffix("firm.example"));
    EXPECT_FALSE(is_public_suffix("github.io"));
}

TEST(Alignment, NeedsOneOrganisationalDomain) {
    EXPECT_TRUE(are_aligned("firm.com", "firm.com"));
    EXPECT_TRUE(are_aligned("mail.firm.com", "bounces.firm.com"));
    EXPECT_TRUE(are_aligned("firm.co.uk", "bounces.firm.co.uk"));
    EXPECT_FALSE(are_aligned("firm.co.uk", "rival.co.uk"));
    EXPECT_FALSE(are_aligned("firm.com", "notfirm.com"));
}

}  // namespace
}  // namespace postern
