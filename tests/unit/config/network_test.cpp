// SPDX-License-Identifier: Apache-2.0
#include "postern/config/network.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace postern {
namespace {

struct Membership {
    std::string_view network;
    std::string_view address;
    bool inside;
};

// clang-format off
constexpr Membership kMemberships[] = {
    {"192.0.2.0/24",      "192.0.2.0",            true},
    {"192.0.2.0/24",      "192.0.2.255",          true},
    {"192.0.2.0/24",      "192.0.3.0",            false},
    {"192.0.2.128/25",    "192.0.2.127",          false},
    {"192.0.2.128/25",    "192.0.2.128",          true},
    {"192.0.2.7",         "192.0.2.7",            true},
    {"192.0.2.7",         "192.0.2.6",            false},
    {"0.0.0.0/0",         "203.0.113.9",          true},
    {"0.0.0.0/0",         "2001:db8::1",          false},
    {"2001:db8::/32",     "2001:db8:ffff::1",     true},
    {"2001:db8::/32",     "2001:db9::1",          false},
    {"2001:db8::/33",     "2001:db8:8000::",      false},
    {"::1/128",           "::1",                  true},
    {"::1",               "::2",                  false},
    {"::/0",              "2001:db8::1",          true},
    {"::/0",              "192.0.2.1",            false},
    {"192.0.2.0/24",      "::ffff:192.0.2.9",     true},
    {"192.0.2.0/24",      "::ffff:192.0.3.9",     false},
    {"::ffff:192.0.2.0/120", "192.0.2.9",         true},
    {"127.0.0.0/8",       "unknown",              false},
    {"127.0.0.0/8",       "",                     false},
    {"127.0.0.0/8",       "127.0.0.1 ",           false},
    {"127.0.0.0/8",       "127.1",                false},
};
// clang-format on

TEST(Network, ContainsItsAddressesAndNoOthers) {
    for (const auto& [network, address, inside] : kMemberships) {
        const auto parsed = Network::parse(network);
        ASSERT_TRUE(parsed) << parsed.error().message();
        EXPECT_EQ(parsed->contains(address), inside) << network << " and " << address;
    }
}

struct Spelling {
    std::string_view written;
    std::string_view canonical;
};

TEST(Network, IsWrittenInOneForm) {
    for (const auto& [written, canonical] :
         {Spelling{"192.0.2.7", "192.0.2.7/32"}, Spelling{"10.0.0.0/8", "10.0.0.0/8"},
          Spelling{"2001:DB8:0:0::/32", "2001:db8::/32"}, Spelling{"::1", "::1/128"},
          Spelling{"::/0", "::/0"}, Spelling{"::ffff:10.0.0.0/104", "10.0.0.0/8"}}) {
        const auto parsed = Network::parse(written);
        ASSERT_TRUE(parsed) << parsed.error().message();
        EXPECT_EQ(parsed->text(), canonical);
        EXPECT_EQ(*Network::parse(parsed->text()), *parsed);
    }
}

struct Refusal {
    std::string_view written;
    std::string_view words;
};

// clang-format off
constexpr Refusal kRefusals[] = {
    {"",                  "write an address"},
    {"localhost",         "write an address"},
    {"192.0.2",           "write an address"},
    {"[::1]/128",         "write an address"},
    {"fe80::1%eth0",      "write an address"},
    {"192.0.2.0/",        "0 to 32"},
    {"192.0.2.0/33",      "0 to 32"},
    {"192.0.2.0/-1",      "0 to 32"},
    {"192.0.2.0/+8",      "0 to 32"},
    {"192.0.2.0/24 ",     "0 to 32"},
    {"10.0.0.0/255.0.0.0", "0 to 32"},
    {"2001:db8::/129",    "0 to 128"},
    {"192.0.2.7/24",      "write 192.0.2.0/24 for the block, or 192.0.2.7 for the address"},
    {"2001:db8::1/32",    "write 2001:db8::/32"},
};
// clang-format on

TEST(Network, RefusesWhatIsNoneAndSaysWhatToWrite) {
    for (const auto& [written, words] : kRefusals) {
        const auto parsed = Network::parse(written);
        ASSERT_FALSE(parsed) << written;
        EXPECT_EQ(parsed.error().code, ErrorCode::invalid);
        EXPECT_NE(parsed.error().message().find(words), std::string::npos)
            << parsed.error().message();
    }
}

TEST(Network, LoopbackIsBothFamilies) {
    const auto loopback = Network::loopback();
    ASSERT_EQ(loopback.size(), 2U);
    EXPECT_EQ(loopback[0], *Network::parse("127.0.0.0/8"));
    EXPECT_EQ(loopback[1], *Network::parse("::1/128"));
}

}  // namespace
}  // namespace postern
