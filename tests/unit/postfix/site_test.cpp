// SPDX-License-Identifier: Apache-2.0
#include "postern/postfix/site.hpp"

#include <gtest/gtest.h>

namespace postern::postfix {
namespace {

using Words = std::vector<std::string>;

TEST(Site, ReadsParametersWithTheirBlanksAndEqualsSigns) {
    const auto parameters = parse_parameters(
        "relayhost = \nmyorigin = $myhostname\ntransport_maps = inline:{ {a=b c} }\n");
    EXPECT_EQ(parameters.at("relayhost"), "");
    EXPECT_EQ(parameters.at("transport_maps"), "inline:{ {a=b c} }");
    EXPECT_EQ(parameters.size(), 3U);
}

TEST(Site, ReadsServicesAndWhatTheySetForThemselves) {
    const auto services = parse_services(
        "smtp       inet  n       -       y       -       -       smtpd\n"
        "127.0.0.1:10025 inet n   -       y       -       60      smtpd -o content_filter=x\n"
        "maildrop   unix  -       n       n       -       -       pipe flags=DRXhu user=vmail\n",
        "127.0.0.1:10025/inet/content_filter = postern-fan:[127.0.0.1]:10026\n"
        "127.0.0.1:10025/inet/smtpd_milter_maps = \n"
        "nobody/unix/soft_bounce = yes\n");
    ASSERT_EQ(services.size(), 3U);
    EXPECT_EQ(services[0].port(), "smtp");
    EXPECT_EQ(services[1].port(), "10025");
    EXPECT_EQ(services[1].command, "smtpd");
    EXPECT_EQ(*services[1].option("content_filter"), "postern-fan:[127.0.0.1]:10026");
    EXPECT_EQ(*services[1].option("smtpd_milter_maps"), "");
    EXPECT_EQ(services[2].command, "pipe");
    EXPECT_EQ(services[2].port(), "");
    EXPECT_EQ(services[2].option("soft_bounce"), nullptr);
}

TEST(Site, KnowsWhatIsInForceForAService) {
    Site site{{{"soft_bounce", "yes"}, {"relayhost", "x"}},
              {{"fan", "unix", "smtp", {{"relayhost", ""}}}}};
    EXPECT_EQ(site.in_force(site.services[0], "soft_bounce"), "yes");
    EXPECT_EQ(site.in_force(site.services[0], "relayhost"), "");
    EXPECT_EQ(site.in_force(site.services[0], "unheard_of"), "");
}

TEST(Site, SplitsListsOutsideOfBraces) {
    EXPECT_EQ(split_list("hash:/etc/postfix/transport, inline:{ {a=b, c} {d=e} }\tregexp:/x"),
              (Words{"hash:/etc/postfix/transport", "inline:{ {a=b, c} {d=e} }", "regexp:/x"}));
    EXPECT_EQ(split_list(""), Words{});
    EXPECT_EQ(split_list(" , "), Words{});
}

}  // namespace
}  // namespace postern::postfix
