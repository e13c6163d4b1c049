// SPDX-License-Identifier: Apache-2.0
#include "spf_record.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

TEST(SpfRecord, IsKnownByItsVersion) {
    for (const auto* text : {"v=spf1", "v=spf1 -all", "V=SPF1 -all"}) {
        EXPECT_TRUE(is_spf_record(text)) << text;
    }
    for (const auto* text : {"", "v=spf10 -all", "v=spf1;-all", " v=spf1", "spf2.0/mfrom"}) {
        EXPECT_FALSE(is_spf_record(text)) << text;
    }
}

TEST(SpfRecord, HasItsTermsInTheirOrder) {
    const auto record = parse_spf_record(
        "v=spf1 a ~mx:m.example//64 ip4:192.0.2.0/24 ip6:2001:db8::/32 a:%{d2}/24//64 ?all  "
        "exp=e.org "
        "unknown=%{x}");
    ASSERT_TRUE(record) << record.error().message();
    ASSERT_EQ(record->mechanisms.size(), 6U);
    EXPECT_EQ(record->mechanisms[1].qualifier, '~');
    EXPECT_EQ(record->mechanisms[1].domain, "m.example");
    EXPECT_EQ(record->mechanisms[1].prefix6, 64U);
    EXPECT_EQ(record->mechanisms[2].prefix4, 24U);
    EXPECT_EQ(record->mechanisms[3].prefix6, 32U);
    EXPECT_EQ(record->mechanisms[4].domain, "%{d2}");
    EXPECT_EQ(record->mechanisms[4].prefix4, 24U);
    EXPECT_EQ(record->mechanisms[4].prefix6, 64U);
    EXPECT_EQ(record->mechanisms[5].kind, SpfMechanism::Kind::all);
}

TEST(SpfRecord, IsRefusedForATermThatIsNone) {
    for (const auto* term : {"foo",
                             "ip4",
                             "ip4:",
                             "ip4:192.0.2.300",
                             "ip4:192.0.2.0/33",
                             "ip4:2001:db8::1",
                             "ip6:192.0.2.1",
                             "ip6:2001:db8::/129",
                             "include",
                             "include:",
                             "include:single",
                             "exists",
                             "all:example.com",
                             "all/24",
                             "a/33",
                             "a//129",
                             "a/x",
                             "a:",
                             "mx:%{q}.org",
                             "-",
                             "+-all",
                             "redirect=",
                             "redirect=single",
                             "ptr/24",
                             "192.0.2.1",
                             "-all;"}) {
        EXPECT_FALSE(parse_spf_record(std::string("v=spf1 ") + term + " -all")) << term;
    }
}

TEST(SpfRecord, HasOneRedirectAtMost) {
    EXPECT_EQ(parse_spf_record("v=spf1 redirect=a.org")->redirect, "a.org");
    EXPECT_FALSE(parse_spf_record("v=spf1 redirect=a.org redirect=b.org"));
}

TEST(SpfRecord, IsMadeForAddresses) {
    EXPECT_EQ(spf_record_for({"192.0.2.10", "2001:db8::10"}),
              "v=spf1 ip4:192.0.2.10 ip6:2001:db8::10 -all");
    EXPECT_EQ(spf_record_for({}), "v=spf1 ip4:ADDRESS -all");
    EXPECT_EQ(with_addresses("v=spf1  mx ~all ", {"192.0.2.10"}), "v=spf1 ip4:192.0.2.10 mx ~all");
}

TEST(SpfRecord, IsMergedFromSeveral) {
    EXPECT_EQ(merged_spf_record({"v=spf1 mx a -all", "v=spf1 mx include:x.org ~all"}),
              "v=spf1 mx a include:x.org ~all");
}

}  // namespace
}  // namespace postern
