// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/authentication.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

using Domains = std::vector<std::string>;

constexpr auto kReceived = "from x (x [192.0.2.7]) by mx.site.example (Postfix) id 4; Sat";

HeaderField result(const std::string& value) {
    return {"Authentication-Results", value};
}
Domains passed(const HeaderList& headers) {
    return authenticated_domains(headers, {"mx.site.example"});
}
Domains passed(const std::string& value) {
    return passed({{"Received", kReceived}, result(value)});
}

TEST(Authentication, NamesWhomDkimOrSpfPassedFor) {
    EXPECT_EQ(passed("mx.site.example;\n\tdkim=pass (2048-bit key) header.d=ARF.Provider.example "
                     "header.i=@provider.example header.b=abc"),
              Domains{"arf.provider.example"});
    EXPECT_EQ(passed("mx.site.example; spf=pass smtp.mailfrom=fbl@provider.example"),
              Domains{"provider.example"});
    EXPECT_EQ(passed("MX.site.example 1; spf=pass smtp.mailfrom=provider.example; dkim=fail "
                     "header.d=other.example"),
              Domains{"provider.example"});
}

TEST(Authentication, NamesNobodyElse) {
    for (const auto* value :
         {"mx.site.example; none", "mx.site.example; dkim=fail header.d=provider.example",
          "mx.site.example; dmarc=pass header.from=provider.example",
          "mx.site.example; dkim=pass header.i=@provider.example", "mx.site.example", "", ";;;",
          "mx.evil.example; dkim=pass header.d=provider.example",
          "mx.site.example.evil.example; dkim=pass header.d=provider.example",
          "dkim=pass header.d=provider.example; mx.site.example"}) {
        EXPECT_EQ(passed(value), Domains{}) << value;
    }
}

TEST(Authentication, TakesNothingFromCommentsAndQuotedWords) {
    EXPECT_EQ(passed("mx.site.example; spf=fail smtp.mailfrom=\"a; dkim=pass "
                     "header.d=provider.example\"@evil.example"),
              Domains{});
    EXPECT_EQ(passed("mx.site.example; dkim=fail (; dkim=pass header.d=provider.example) "
                     "header.d=evil.example"),
              Domains{});
    EXPECT_EQ(passed("mx.site.example; spf=fail (a (b) \\) ; dkim=pass header.d=p.example)"),
              Domains{});
}

TEST(Authentication, BelievesTheTopmostFieldOfEachMethod) {
    const auto forged = result("mx.site.example; dkim=pass header.d=provider.example");
    EXPECT_EQ(passed({{"Received", kReceived},
                      result("mx.site.example; spf=pass smtp.mailfrom=evil.example"),
                      result("mx.site.example; dkim=none"),
                      forged}),
              Domains{"evil.example"});
    EXPECT_EQ(passed({{"Received", kReceived}, {"Received", kReceived}, forged}), Domains{})
        << "below the first Received field that is not the checking server's";
    EXPECT_EQ(passed({forged, {"Received", kReceived}}), Domains{"provider.example"});
}

TEST(Authentication, BelievesNobodyWhereTheSiteNamesNone) {
    EXPECT_EQ(authenticated_domains({result("mx.site.example; dkim=pass header.d=p.example")}, {}),
              Domains{});
}

}  // namespace
}  // namespace postern
