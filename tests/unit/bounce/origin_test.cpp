// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/origin.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

using Lines = std::vector<std::string>;

constexpr auto kMade = "by mail.site.example (Postfix)\n\tid 4jc7mw1t9Wz1c01S; Sat, 28 Nov 2026";
constexpr auto kStranger =
    "from mail.site.example (mx.evil.example [198.51.100.6])\n\tby mail.site.example (Postfix) "
    "with ESMTP id 4jc7mw3NnQz1c01Z\n\tfor <b+x@bounces.site.example>; Sat, 28 Nov 2026";
constexpr auto kRelay =
    "from relay.site.example (relay.site.example [10.0.0.7])\n\t(using TLSv1.3 with cipher X)\n\t"
    "by mail.site.example (Postfix) with ESMTPS id 4jc7mw3NnQz1c01Z; Sat, 28 Nov 2026";

std::string_view origin(const Lines& received, const std::string& reporter = "mail.site.example",
                        const Lines& trusted = {"10.0.0.0/24", "2001:db8::7"}) {
    HeaderList headers{{"Return-Path", "<>"}};
    for (const auto& line : received) headers.push_back({"Received", line});
    std::vector<Network> networks;
    for (const auto& each : trusted) networks.push_back(Network::parse(each).value());
    return name_of(origin_of(headers, reporter, networks));
}

TEST(ReportOrigin, IsOursWhereOurPostfixMadeIt) {
    EXPECT_EQ(origin({kMade}), "ours");
    EXPECT_EQ(origin({kMade}, "MAIL.site.example"), "ours");
}

TEST(ReportOrigin, IsOursWhateverMailNameTheSiteHas) {
    for (const std::string name :
         {"Mail for Example", "Acme with Postfix", "Post from Example", "Mail, from us", "id; by",
          "Postfix (Debian)", "A (b (c) from d) e", R"(Smile :\) with me)", R"(Back\\slash)", ""}) {
        const auto made = "by mail.site.example (" + name + ")\n\tid 4jc7; Sat, 28 Nov 2026";
        EXPECT_EQ(origin({made}), "ours") << name;
        const auto local = "by mail.site.example (" + name + ", from userid 1000)\n\tid 4jc7; Sat";
        EXPECT_EQ(origin({local}), "outside") << name;
        const auto came = "from x (x [198.51.100.6])\n\tby mail.site.example (" + name +
                          ") with ESMTP id 4jc7\n\tfor <b+x@bounces.site.example>; Sat";
        EXPECT_EQ(origin({came}), "outside") << name;
    }
}

TEST(ReportOrigin, IsOutsideWhereItCameIn) {
    EXPECT_EQ(origin({kStranger}), "outside");
    EXPECT_EQ(origin({kStranger, kMade}), "outside") << "the second is the stranger's";
    EXPECT_EQ(origin({kMade, kStranger}), "outside") << "forwarded by an alias";
    EXPECT_EQ(origin({kMade, kMade}), "outside");
}

TEST(ReportOrigin, IsOutsideWhereALocalUserSentIt) {
    EXPECT_EQ(origin({"by mail.site.example (Postfix, from userid 1000)\n\tid 4jc7; Sat"}),
              "outside");
}

TEST(ReportOrigin, IsOutsideWhereItClaimsAnotherReporter) {
    EXPECT_EQ(origin({kMade}, "mx.provider.example"), "outside");
    EXPECT_EQ(origin({kMade}, ""), "outside");
}

TEST(ReportOrigin, IsUnknownWhereNothingSays) {
    EXPECT_EQ(origin({}), "unknown");
}

TEST(ReportOrigin, IsOutsideWhateverElseTheTopmostFieldSays) {
    for (const auto* odd :
         {"",
          "by",
          "by ",
          "by x",
          "from",
          "from x by y",
          "(by mail.site.example)",
          "by mail.site.example with ESMTP id 4jc7; Sat",
          "by mail.site.example (Postfix) with ESMTP id 4jc7; Sat",
          "by mail.site.example (Postfix) id 4jc7 for <b+x@bounces.site.example>; Sat",
          "by mail.site.example (Postfix) from x id 4jc7; Sat",
          "by mail.site.example (Postfix) (x) id 4jc7; Sat",
          "by mail.site.example (Postfix)",
          "by mail.site.example (Postfix id 4jc7; Sat",
          "by mail.site.example (Postfix\\) id 4jc7; Sat",
          "by mail.site.example (Postfix)) id 4jc7; Sat",
          "from a ([) by mail.site.example id 4; Sat",
          "from a (b [10.0.0.7) by mail.site.example id 4; Sat",
          "from a (b [nonsense]) by mail.site.example id 4; Sat",
          "from x]by mail.site.example (Postfix) id 4; Sat"}) {
        EXPECT_EQ(origin({odd}), "outside") << odd;
    }
}

TEST(ReportOrigin, IsOursWhereATrustedRelayReports) {
    EXPECT_EQ(
        origin({kRelay, "by relay.site.example (Postfix)\n\tid 4; Sat"}, "relay.site.example"),
        "ours");
    EXPECT_EQ(origin({kRelay, "from Debian-exim by relay.site.example with local (Exim) id 1; S"}),
              "ours");
    EXPECT_EQ(origin({"from r (r [IPv6:2001:db8::7]) by mail.site.example (Postfix) id 4; Sat"}),
              "ours");
}

TEST(ReportOrigin, IsOutsideWhereATrustedRelayHadItFromAnother) {
    EXPECT_EQ(origin({kRelay, kStranger}), "outside");
    EXPECT_EQ(origin({kRelay, "from evil (198.51.100.6) by relay.site.example id 1; Sat"}),
              "outside");
    EXPECT_EQ(origin({kRelay, "from [198.51.100.6] by relay.site.example id 1; Sat"}), "outside");
    EXPECT_EQ(origin({kRelay, "from e (IPv6:2001:db8::8) by relay.site.example id 1"}), "outside");
}

TEST(ReportOrigin, TrustsNobodyByName) {
    EXPECT_EQ(origin({"from relay.site.example (evil [198.51.100.6]) by mail.site.example id 1"}),
              "outside");
    EXPECT_EQ(origin({kRelay}, "relay.site.example", {}), "outside") << "unless the site says so";
    EXPECT_EQ(origin({"from [10.0.0.7] (evil [198.51.100.6]) by mail.site.example id 1; Sat"}),
              "outside")
        << "an address is a name as well, where a client says it of itself";
}

}  // namespace
}  // namespace postern
