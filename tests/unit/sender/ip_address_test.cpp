// SPDX-License-Identifier: Apache-2.0
#include "ip_address.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

IpAddress parsed(const std::string& text) {
    return IpAddress::parse(text).value();
}

TEST(IpAddress, IsNoneOfOtherText) {
    for (const auto* text : {"", "192.0.2", "192.0.2.256", "2001:db8::g", "mail.example"}) {
        EXPECT_FALSE(IpAddress::parse(text)) << text;
    }
}

TEST(IpAddress, SharesAsManyBitsAsItDoes) {
    EXPECT_TRUE(parsed("192.0.2.10").shares(parsed("192.0.3.99"), 23));
    EXPECT_FALSE(parsed("192.0.2.10").shares(parsed("192.0.3.99"), 24));
    EXPECT_TRUE(parsed("192.0.2.10").shares(parsed("10.0.0.1"), 0));
    EXPECT_TRUE(parsed("2001:db8::1").shares(parsed("2001:db8::1"), 128));
    EXPECT_FALSE(parsed("2001:db8::1").shares(parsed("2001:db8::2"), 127));
}

TEST(IpAddress, SharesNothingWithAnotherFamily) {
    EXPECT_FALSE(parsed("192.0.2.10").shares(parsed("::"), 0));
}

TEST(IpAddress, HasItsNameInTheReverseTree) {
    EXPECT_EQ(parsed("192.0.2.10").reverse_name(), "10.2.0.192.in-addr.arpa");
    EXPECT_EQ(parsed("2001:db8::a0").reverse_name(),
              "0.a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
}

}  // namespace
}  // namespace postern
