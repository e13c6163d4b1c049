// SPDX-License-Identifier: Apache-2.0
//
// What a signer needs so that it signs for the sender domains, and that it has it then.
#include "postern/postfix/signing.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/base/process.hpp"

#include "shipped_site.hpp"

namespace postern::postfix {
namespace {

constexpr auto kConf = "/etc/opendkim.conf";
constexpr auto kDebian =
    "Syslog yes\nCanonicalization\trelaxed/simple\n#Mode sv\nOversignHeaders From\nUserID "
    "opendkim\nUMask 007\nSocket local:/run/opendkim/opendkim.sock\nPidFile "
    "/run/opendkim/opendkim.pid\n";

Site site_with(const std::string& milters = "") {
    Site site;
    site.parameters = {{"queue_directory", "/var/spool/postfix"}, {"smtpd_milters", milters}};
    return site;
}

Settings signing_settings() {
    auto s = settings();
    s.senders[0].dkim_selectors = {"s2026"};
    return s;
}

std::string added_to(const std::string& path, const Signing& signing) {
    std::string text;
    for (const auto& one : signing.additions) {
        if (one.path == path) text += one.text;
    }
    return text;
}

bool contains_line(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

/// With what was added, until nothing more is.
Signing again(const Site& site, SignerFiles files, const Signing& signing) {
    for (const auto& one : signing.additions)
        files.texts[one.path] = files.texts[one.path].value_or("") + one.text;
    return signing_for(site, signing_settings(), files);
}

TEST(Opendkim, ThatSignsNothingYetGetsTablesAndAPortThatSmtpdReaches) {
    const SignerFiles files{true, false, {{kConf, kDebian}}};
    const auto signing = signing_for(site_with(), signing_settings(), files);
    const auto conf = added_to(kConf, signing);
    EXPECT_TRUE(contains_line(conf, "Socket inet:8891@127.0.0.1")) << conf;
    EXPECT_TRUE(contains_line(conf, "KeyTable file:/etc/opendkim/KeyTable")) << conf;
    EXPECT_FALSE(conf.find("UserID") != conf.npos || conf.find("PidFile") != conf.npos) << conf;
    EXPECT_EQ(signing.milter, "inet:127.0.0.1:8891");
    EXPECT_EQ(added_to("/etc/opendkim/KeyTable", signing),
              "example.test example.test:s2026:/etc/opendkim/keys/example.test/s2026.private\n");
    EXPECT_EQ(added_to("/etc/opendkim/SigningTable", signing), "*@example.test example.test\n");
    EXPECT_TRUE(again(site_with(), files, signing).additions.empty());
}

TEST(Opendkim, SignsWhatIsShippedForIt) {
    const auto shipped =
        read_file(std::string(POSTERN_SOURCE_DIR) + "/conf/opendkim/opendkim.conf").value();
    const auto signing = signing_for(site_with(), signing_settings(), {true, false, {}});
    const auto conf = added_to(kConf, signing);
    const auto words = [](std::string text) {
        text.erase(std::unique(text.begin(), text.end(),
                               [](char a, char b) { return a == ' ' && b == ' '; }),
                   text.end());
        return text;
    };
    for (const auto* name :
         {"SignHeaders", "OversignHeaders", "Canonicalization", "UserID", "PidFile"}) {
        const auto at = words(shipped).find(std::string("\n") + name + " ");
        ASSERT_NE(at, std::string::npos) << name;
        const auto line = words(shipped).substr(at + 1, words(shipped).find('\n', at + 1) - at - 1);
        EXPECT_TRUE(contains_line(conf, line)) << line;
    }
}

TEST(Opendkim, GoesOnSigningWhatItSignedWithOneKey) {
    const SignerFiles files{
        true,
        false,
        {{kConf, std::string(kDebian) + "Domain example.org\nSelector old\nKeyFile /etc/k\n"
                                        "SubDomains yes\nSocket inet:8892@localhost\n"}}};
    const auto site = site_with("inet:localhost:8892");
    const auto signing = signing_for(site, signing_settings(), files);
    EXPECT_EQ(signing.milter, "inet:localhost:8892");
    EXPECT_TRUE(contains_line(added_to("/etc/opendkim/KeyTable", signing),
                              "example.org example.org:old:/etc/k"));
    EXPECT_TRUE(contains_line(added_to("/etc/opendkim/SigningTable", signing),
                              "*@*.example.org example.org:@example.org"));
    EXPECT_EQ(added_to(kConf, signing).find("Oversign"), std::string::npos);
    EXPECT_TRUE(again(site, files, signing).additions.empty());
}

TEST(Opendkim, WithTablesGetsEntriesOnlyForDomainsThatHaveNone) {
    SignerFiles files{true,
                      false,
                      {{kConf,
                        "UserID opendkim\nPidFile /run/p\nSocket inet:8891@localhost\n"
                        "KeyTable /etc/dk/keys\nSigningTable /etc/dk/who\nSignHeaders From\n"},
                       {"/etc/dk/keys", "o example.org:x:/k\n"},
                       {"/etc/dk/who", "example.org o\n"}}};
    const auto signing = signing_for(site_with(), signing_settings(), files);
    EXPECT_EQ(signing.additions.size(), 2U);
    EXPECT_EQ(added_to("/etc/dk/who", signing), "example.test example.test\n");
    files.texts["/etc/dk/who"] = "example.test o\n";
    EXPECT_TRUE(signing_for(site_with(), signing_settings(), files).additions.empty());
}

TEST(Opendkim, WithTablesThatAreNoFilesIsLeftToTheSite) {
    const SignerFiles files{true,
                            false,
                            {{kConf,
                              "Socket inet:8891@localhost\nKeyTable dsn:mysql://x\n"
                              "SigningTable dsn:mysql://y\n"}}};
    const auto signing = signing_for(site_with(), signing_settings(), files);
    EXPECT_TRUE(signing.additions.empty());
    EXPECT_EQ(signing.left.size(), 1U);
}

TEST(Opendkim, ReadsTheFilesThatItsConfigurationNames) {
    const auto files = signer_files({true, false, {{kConf, "keytable refile:/etc/dk/keys\n"}}});
    EXPECT_NE(std::find(files.begin(), files.end(), "/etc/dk/keys"), files.end());
}

TEST(Rspamd, GetsMapsOfItsOwn) {
    const SignerFiles files{false, true, {}};
    const auto signing = signing_for(site_with("inet:localhost:11332"), signing_settings(), files);
    EXPECT_EQ(signing.signer, "rspamd");
    EXPECT_EQ(signing.milter, "inet:localhost:11332");
    EXPECT_EQ(added_to("/etc/rspamd/postern_keys.map", signing),
              "example.test /var/lib/rspamd/dkim/example.test.s2026.key\n");
    EXPECT_TRUE(again(site_with("inet:localhost:11332"), files, signing).additions.empty());
}

TEST(Rspamd, ThatSignsAlreadyIsAskedForNothingThatIsForAllMail) {
    const auto conf = "/etc/rspamd/local.d/dkim_signing.conf";
    SignerFiles files{false, true, {{conf, "selector = \"x\";\n"}}};
    auto signing = signing_for(site_with(), signing_settings(), files);
    EXPECT_EQ(added_to(conf, signing).find("use_esld"), std::string::npos);
    ASSERT_EQ(signing.left.size(), 1U);
    EXPECT_NE(signing.left[0].what.find("use_esld"), std::string::npos);
    files.texts[conf] = "use_esld = false;\n";
    signing = signing_for(site_with(), signing_settings(), files);
    ASSERT_EQ(signing.left.size(), 1U);
    EXPECT_NE(signing.left[0].what.find("allow_hdrfrom_mismatch"), std::string::npos);
    files.texts[conf] = "use_esld = false; # ours\n  allow_hdrfrom_mismatch=true;\n";
    EXPECT_TRUE(signing_for(site_with(), signing_settings(), files).left.empty());
    files.texts[conf] = "path_map = \"/etc/own.map\";\n";
    EXPECT_TRUE(signing_for(site_with(), signing_settings(), files).additions.empty());
}

TEST(Rspamd, HasNoMapsInComments) {
    const auto conf = "/etc/rspamd/local.d/dkim_signing.conf";
    for (const auto* text :
         {"# selector_map = \"/etc/own.map\";\n", "use_esld = false; # path_map\n",
          "/* path_map = \"/x\";\n   selector_map = \"/y\"; */\n"}) {
        const SignerFiles files{false, true, {{conf, text}}};
        const auto signing = signing_for(site_with(), signing_settings(), files);
        EXPECT_NE(added_to(conf, signing).find("selector_map = "), std::string::npos) << text;
        EXPECT_TRUE(again(site_with(), files, signing).additions.empty()) << text;
    }
    const SignerFiles own{
        false, true, {{conf, "domain_headers = \"#\"; selector_map = \"/etc/own.map\";\n"}}};
    EXPECT_TRUE(signing_for(site_with(), signing_settings(), own).additions.empty());
    const SignerFiles told{
        false, true, {{conf, "# use_esld = false;\n# allow_hdrfrom_mismatch = true;\nx = 1;\n"}}};
    EXPECT_EQ(signing_for(site_with(), signing_settings(), told).left.size(), 1U);
}

TEST(Rspamd, SignsWhereTheMailOfTheSiteIsShownToItAlone) {
    const SignerFiles both{true, true, {}};
    EXPECT_EQ(signing_for(site_with("inet:localhost:11332"), signing_settings(), both).signer,
              "rspamd");
    EXPECT_EQ(signing_for(site_with("inet:localhost:11332, inet:localhost:8891"),
                          signing_settings(), both)
                  .signer,
              "opendkim");
    EXPECT_EQ(signing_for(site_with(), signing_settings(), both).signer, "opendkim");
    const SignerFiles elsewhere{true, true, {{kConf, "Socket inet:12301@localhost\n"}}};
    EXPECT_EQ(signing_for(site_with("inet:localhost:11332, inet:localhost:12301"),
                          signing_settings(), elsewhere)
                  .milter,
              "inet:localhost:12301");
}

TEST(Signer, ThatIsNotThereIsToldOf) {
    const auto signing = signing_for(site_with(), signing_settings(), {});
    EXPECT_EQ(signing.milter, "");
    EXPECT_EQ(signing.left.size(), 1U);
}

TEST(SigningKey, StandsWhereTheConfigurationSays) {
    auto s = signing_settings();
    s.senders[0].dkim_selectors = {"new=/etc/keys/new.pem", "old"};
    const auto signing = signing_for(site_with(), s, {true, false, {}});
    EXPECT_EQ(signing.keys.at(0).selector, "new");
    EXPECT_EQ(signing.keys.at(0).path, "/etc/keys/new.pem");
}

TEST(SedCommand, DoesToALineWhatApplyDoes) {
    const LineChange change{"a.b *[x]^$ \\/| \t'", "&n\\1/ 'e.f'"};
    const std::string text = "aXb\n" + change.from + "\nlast\n";
    const Addition addition{"f", {}, {}, {change}};
    const auto script = "printf %s \"$1\" | sed \"$0\"";
    const auto run =
        run_process({"/bin/sh", "-c", script, sed_command(change), text}, std::chrono::seconds{20});
    EXPECT_EQ(run.value().out, with(addition, text));
    EXPECT_EQ(with(addition, text), "aXb\n" + change.to + "\nlast\n");
}

}  // namespace
}  // namespace postern::postfix
