// SPDX-License-Identifier: Apache-2.0
//
// The expansions are those of RFC 7208 section 7.4, but for the local part.
#include "spf_macro.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

std::string expanded(std::string_view text, const std::string& address = "192.0.2.3") {
    return expand_macros(text, {"email.example.com", IpAddress::parse(address).value()},
                         "email.example.com");
}

TEST(SpfMacro, StandsForASubject) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"%{s}", "postmaster@email.example.com"},
        {"%{l}", "postmaster"},
        {"%{o}", "email.example.com"},
        {"%{d}", "email.example.com"},
        {"%{d4}", "email.example.com"},
        {"%{d3}", "email.example.com"},
        {"%{d2}", "example.com"},
        {"%{d1}", "com"},
        {"%{dr}", "com.example.email"},
        {"%{d2r}", "example.email"},
        {"%{l1r-}.x.org", "postmaster.x.org"},
        {"%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"},
        {"%{p}.x.org", "unknown.x.org"},
        {"a%%b%_c%-d.org", "a%b c%20d.org"},
        {"%{D}.Trusted.Example.NET.", "email.example.com.trusted.example.net"},
    };
    for (const auto& [text, result] : cases) EXPECT_EQ(expanded(text), result) << text;
}

TEST(SpfMacro, HasTheNibblesOfAnIpv6Address) {
    EXPECT_EQ(
        expanded("%{ir}.%{v}._spf.%{d2}", "2001:db8::cb01"),
        "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com");
}

TEST(SpfMacro, LosesLabelsOnTheLeftWhereTheNameGetsTooLong) {
    const auto name = expanded(std::string(60, 'a') + "." + std::string(60, 'b') + "." +
                               std::string(60, 'c') + "." + std::string(60, 'd') + ".%{d}");
    EXPECT_EQ(name.size(), 253U - 53U);
    EXPECT_TRUE(name.starts_with("bbb"));
}

TEST(SpfDomain, EndsInATopLevelDomainOrAMacro) {
    for (const auto* text : {"example.com", "example.com.", "%{d}", "_spf.%{d2}", "a/b.example"}) {
        EXPECT_TRUE(is_domain_spec(text)) << text;
    }
    for (const auto* text : {"", "single", "example.123", "example.-a", "%{x}.com", "%{d0}.com",
                             "%{d", "%d.com", "%", "%{}.com", "%{d!}", "\xc3\xa9.example"}) {
        EXPECT_FALSE(is_domain_spec(text)) << text;
    }
}

}  // namespace
}  // namespace postern
