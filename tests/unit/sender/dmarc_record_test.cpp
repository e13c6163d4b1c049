// SPDX-License-Identifier: Apache-2.0
#include "dmarc_record.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

TEST(DmarcRecord, IsKnownByItsVersion) {
    for (const auto* text : {"v=DMARC1", "v=DMARC1; p=none", " v = DMARC1 ;p=none"}) {
        EXPECT_TRUE(is_dmarc_record(text)) << text;
    }
    for (const auto* text : {"", "v=dmarc1; p=none", "v=DMARC10; p=none", "p=none; v=DMARC1"}) {
        EXPECT_FALSE(is_dmarc_record(text)) << text;
    }
}

TEST(DmarcRecord, HasPoliciesAndModes) {
    const auto plain = parse_dmarc_record("v=DMARC1; p=reject");
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->policy, "reject");
    EXPECT_EQ(plain->subdomain_policy, "reject");
    EXPECT_FALSE(plain->strict_dkim);
    EXPECT_FALSE(plain->strict_spf);
    const auto full = parse_dmarc_record(
        "v=DMARC1;p=Quarantine;sp=none;adkim=s;aspf=S;pct=50;rua=mailto:a@b.example;x=y;");
    ASSERT_TRUE(full);
    EXPECT_EQ(full->policy, "quarantine");
    EXPECT_EQ(full->subdomain_policy, "none");
    EXPECT_TRUE(full->strict_dkim);
    EXPECT_TRUE(full->strict_spf);
}

TEST(DmarcRecord, IsRefusedWhereItsTagsSayNothing) {
    for (const auto* tags : {"", "p=", "p=all", "sp=reject", "p=none; sp=x", "p=none; aspf=x",
                             "p=none; adkim=", "p=none; p=none", "p=none; word"}) {
        EXPECT_FALSE(parse_dmarc_record(std::string("v=DMARC1; ") + tags)) << tags;
    }
}

TEST(DmarcRecord, IsWrittenAnewWithOneTagChanged) {
    EXPECT_EQ(with_dmarc_tag("v=DMARC1;p=none", "p", "reject"), "v=DMARC1; p=reject");
    EXPECT_EQ(with_dmarc_tag("v=DMARC1; p=none", "sp", "reject"), "v=DMARC1; p=none; sp=reject");
}

}  // namespace
}  // namespace postern
