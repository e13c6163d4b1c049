// SPDX-License-Identifier: Apache-2.0
//
// Where opendkim listens, however Postfix and opendkim name it: a socket that somebody may use
// stays where it is.
#include <gtest/gtest.h>

#include "postern/postfix/signing.hpp"
#include "postern/postfix/trouble.hpp"

#include "shipped_site.hpp"

namespace postern::postfix {
namespace {

constexpr auto kConf = "/etc/opendkim.conf";

Service smtpd(const std::string& name, const std::string& chroot, Parameters options = {}) {
    return {name, "inet", "smtpd", std::move(options), "n - " + chroot + " - -", {}};
}

Site site_of(const std::string& milters, const std::string& chroot = "y") {
    Site site;
    site.parameters = {{"queue_directory", "/var/spool/postfix"}, {"smtpd_milters", milters}};
    site.services = {smtpd("smtp", chroot)};
    return site;
}

SignerFiles opendkim_at(const std::string& socket, const std::string& more = "") {
    return {true, false, {{kConf, "UserID opendkim\nSocket " + socket + "\n" + more}}};
}

std::string added_to_conf(const Signing& signing) {
    for (const auto& one : signing.additions) {
        if (one.path == kConf) return one.text;
    }
    return {};
}

/// The milter of OUT; "moved" where the socket is another one since.
std::string milter_of(const Site& site, const SignerFiles& files) {
    const auto signing = signing_for(site, settings(), files);
    const bool moved = added_to_conf(signing).find("Socket ") != std::string::npos;
    return moved ? "moved" : signing.milter;
}

struct Named {
    const char* socket;
    const char* milter;
    const char* of_out;
};

TEST(OpendkimsSocket, ThatTheSiteNamesStaysHoweverItIsNamed) {
    for (const auto& [socket, milter, of_out] : {
             Named{"local:/run/dkim/sock", "unix:/run/dkim/sock", "unix:/run/dkim/sock"},
             {"/run/dkim/sock", "local:/run/dkim//sock", "local:/run/dkim//sock"},
             {"unix:/var/run/dkim/sock", "{ unix:/run/dkim/sock, default_action=accept }",
              "unix:/run/dkim/sock"},
             {"local:/var/spool/postfix/d/s", "unix:/d/s", "unix:d/s"},
             {"local:/var/spool/postfix/d/s", "unix:d/s", "unix:d/s"},
             {"local:/var/spool/postfix/d/s", "unix:/var/spool/postfix/d/s", "unix:d/s"},
             {"inet:8899@localhost", "inet:127.0.0.1:8899", "inet:127.0.0.1:8899"},
             {"inet:8899@127.0.0.1 # c", "inet:LOCALHOST:8899", "inet:LOCALHOST:8899"},
             {"inet:8899", "inet:mx.example:8899", "inet:mx.example:8899"},
             {"inet6:8899@[::1]", "inet:[::1]:8899", "inet:[::1]:8899"},
             {"inet:8899@[192.0.2.1]", "inet:192.0.2.1:8899", "inet:192.0.2.1:8899"},
         }) {
        EXPECT_EQ(milter_of(site_of(milter, "n"), opendkim_at(socket)), of_out) << socket;
    }
}

TEST(OpendkimsSocket, OfAServiceThatHasADaemonNameIsInUse) {
    for (const char* list : {"smtpd_milters", "non_smtpd_milters"}) {
        auto site = site_of("", "n");
        site.services.push_back(
            smtpd("submission", "n",
                  {{"milter_macro_daemon_name", "ORIGINATING"}, {list, "unix:/run/dkim/sock"}}));
        EXPECT_EQ(milter_of(site, opendkim_at("local:/run/dkim/sock")), "unix:/run/dkim/sock");
    }
    auto ours = site_of("", "n");
    ours.services.push_back(smtpd("127.0.0.1:10026", "n",
                                  {{"milter_macro_daemon_name", settings().milter.daemon_names.out},
                                   {"smtpd_milters", "unix:/run/dkim/sock"}}));
    EXPECT_EQ(milter_of(ours, opendkim_at("local:/run/dkim/sock")), "moved");
}

TEST(OpendkimsSocket, ThatNobodyNamesIsTakenWhereOutReachesIt) {
    EXPECT_EQ(milter_of(site_of(""), opendkim_at("inet:8899@localhost")), "inet:127.0.0.1:8899");
    EXPECT_EQ(milter_of(site_of(""), opendkim_at("inet6:8899")), "inet:[::1]:8899");
    EXPECT_EQ(milter_of(site_of(""), opendkim_at("local:/var/spool/postfix/d/s")), "unix:d/s");
    EXPECT_EQ(milter_of(site_of(""), opendkim_at("local:/run/dkim/sock")), "moved");
}

void expect_left_alone(const Site& site, const SignerFiles& files) {
    const auto signing = signing_for(site, settings(), files);
    EXPECT_EQ(added_to_conf(signing).find("Socket"), std::string::npos);
    EXPECT_EQ(signing.milter, "");
    ASSERT_FALSE(signing.left.empty());
    EXPECT_NE(signing.left[0].what.find("leave unsigned"), std::string::npos);
}

TEST(OpendkimsSocket, ThatMayHaveUsersStaysAndIsLeftToTheSite) {
    const std::string path = "local:/run/dkim/sock";
    for (const char* conf : {"Domain a.example\nSelector s\nKeyFile /etc/k\n",
                             "KeyTable /etc/k\nSigningTable /etc/s\n"})
        expect_left_alone(site_of(""), opendkim_at(path, conf));
    auto maps = site_of("");
    maps.parameters["smtpd_milter_maps"] = "cidr:/etc/postfix/milters";
    expect_left_alone(maps, opendkim_at(path));
    auto instances = site_of("");
    instances.parameters["multi_instance_directories"] = "/etc/postfix-in";
    expect_left_alone(instances, opendkim_at(path));
    auto started = opendkim_at("inet:8891@localhost");
    started.start.socket = path;
    expect_left_alone(site_of(""), started);
    // Shown to submission, which is in no chroot, where OUT will be.
    auto site = site_of("");
    site.services.push_back(smtpd("submission", "n", {{"smtpd_milters", "unix:/run/dkim/sock"}}));
    expect_left_alone(site, opendkim_at(path));
}

TEST(OpendkimsSocket, IsTheOneItIsStartedWith) {
    auto files = opendkim_at("local:/run/opendkim/opendkim.sock");
    files.start.socket = "inet:12345@localhost";
    EXPECT_EQ(milter_of(site_of(""), files), "inet:127.0.0.1:12345");
    SignerFiles usual{true, false, {{kConf, "UserID opendkim\n"}}};
    usual.start.usual_socket = "inet:54321";
    EXPECT_EQ(milter_of(site_of(""), usual), "inet:127.0.0.1:54321");
    usual.texts[kConf] = "UserID opendkim\nSocket inet:8899@localhost\n";
    EXPECT_EQ(milter_of(site_of(""), usual), "inet:127.0.0.1:8899");
}

TEST(OpendkimsSocket, WhereThereIsNoneIsWhereTheSiteLooksForIt) {
    const SignerFiles none{true, false, {{kConf, "UserID opendkim\n"}}};
    const auto socket_for = [&](const std::string& milter) {
        const auto conf = added_to_conf(signing_for(site_of(milter), settings(), none));
        const auto at = conf.find("Socket ");
        return at == conf.npos ? "" : conf.substr(at, conf.find('\n', at) - at);
    };
    EXPECT_EQ(socket_for(""), "Socket inet:8891@127.0.0.1");
    EXPECT_EQ(socket_for("inet:localhost:8891"), "Socket inet:8891@127.0.0.1");
    EXPECT_EQ(socket_for("unix:/opendkim/opendkim.sock"),
              "Socket local:/var/spool/postfix/opendkim/opendkim.sock");
    auto taken = none;
    taken.port = "8892";
    EXPECT_EQ(signing_for(site_of(""), settings(), taken).milter, "inet:127.0.0.1:8892");
}

TEST(OpendkimsSocket, ThatIsElsewhereThanTheSiteLooksForItIsToldOf) {
    const auto signing = signing_for(site_of("inet:localhost:8891"), settings(),
                                     opendkim_at("local:/run/opendkim/opendkim.sock"));
    EXPECT_EQ(signing.milter, "inet:localhost:8891");
    EXPECT_EQ(added_to_conf(signing).find("Socket"), std::string::npos);
    ASSERT_EQ(signing.left.size(), 1U);
    EXPECT_NE(signing.left[0].what.find("your mail is shown to inet:localhost:8891"),
              std::string::npos);
}

TEST(TheMiltersBehindPostern, AreLookedForFromTheChrootOfOut) {
    auto site = site_of("");
    const auto out = [](const std::string& chroot) {
        return smtpd("127.0.0.1:10026", chroot,
                     {{"milter_macro_daemon_name", settings().milter.daemon_names.out},
                      {"smtpd_milters", "unix:postern/postern.sock,unix:/d/s,unix:d/t"}});
    };
    site.parameters["smtpd_milters"] = "";
    for (const auto& [chroot, first] :
         {std::pair{"y", "unix:/var/spool/postfix/d/s"}, {"n", "unix:/d/s"}}) {
        site.services = {out(chroot)};
        site.services[0].options["smtpd_milters"] = "unix:postern/postern.sock,unix:/d/s,unix:d/t";
        EXPECT_EQ(later_milters(site, settings()),
                  (std::vector<std::string>{first, "unix:/var/spool/postfix/d/t"}));
    }
}

}  // namespace
}  // namespace postern::postfix
