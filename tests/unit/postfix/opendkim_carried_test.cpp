// SPDX-License-Identifier: Apache-2.0
//
// What a site signs with one key for all it signs with that key afterwards: opendkim itself is
// asked before and after. What cannot be said in tables stays as it is.
#include <algorithm>

#include <gtest/gtest.h>

#include "postern/postfix/signing.hpp"

#include "real_opendkim.hpp"
#include "shipped_site.hpp"

namespace postern::postfix {
namespace {

constexpr auto kConf = "/etc/opendkim.conf";

Site site_named(const std::string& milter = "inet:localhost:8891") {
    Site site;
    site.parameters = {{"queue_directory", "/var/spool/postfix"}, {"smtpd_milters", milter}};
    return site;
}

SignerFiles files_of(const std::string& conf) {
    return {true, false, {{kConf, "Socket inet:8891@localhost\n" + conf}}};
}

SignerFiles carried_out(SignerFiles files, const Signing& signing, std::size_t most = 9) {
    for (std::size_t i = 0; i < std::min(most, signing.additions.size()); ++i) {
        const auto& one = signing.additions[i];
        files.texts[one.path] = files.texts[one.path].value_or("") + one.text;
    }
    return files;
}

bool is_left(const Signing& signing) {
    return std::any_of(signing.left.begin(), signing.left.end(), [](const Trouble& one) {
        return one.what.find("see that it signs for example.test") != std::string::npos;
    });
}

struct OneKey {
    const char* name;
    const char* conf;
    const char* domains = "";  ///< Of a file that it names.
};

const OneKey kOneKeys[]{
    {"AName", "Domain a.example\nSelector s1\nKeyFile /etc/key\n"},
    {"NamesInAList", "Domain a.example, b.example ,,C.Example\nSelector s1\nKeyFile /etc/key\n"},
    {"NamesInACsl", "Domain csl:a.example,b.example\nSelector s1\nKeyFile /etc/key\n"},
    {"AFile", "Domain /etc/domains\nSelector s1\nKeyFile /etc/key\n",
     "# all\na.example\n\n b.example # c\nc.example x\n"},
    {"AFileByType", "Domain file:/etc/domains\nSelector s1\nKeyFile /etc/key\nSubDomains 1\n",
     "a.example\n"},
    {"Patterns", "Domain refile:/etc/domains\nSelector s1\nKeyFile /etc/key\n",
     "a.example\n b.example\n"},
    {"PatternsThatMatchMore", "Domain refile:/etc/domains\nSelector s1\nKeyFile /etc/key\n",
     "*.example\n"},
    {"AnyDomain", "Domain *\nSelector s1\nKeyFile /etc/key\n"},
    {"SubdomainsByT", "Domain a.example\nSelector s1\nKeyFile /etc/key\nsubdomains True\n"},
    {"SubdomainsByNumber", "Domain a.example\nSelector s1\nKeyFile /etc/key\nSubDomains 1 # c\n"},
    {"NoSubdomains", "Domain a.example\nSelector s1\nKeyFile /etc/key\nSubDomains no\n"},
    {"SubdomainsOfSubdomains",
     "Domain a.example,sub.a.example\nSelector s1\nKeyFile /etc/key\nSubDomains yes\n"},
    {"SubdomainsAndSignaturesOfBoth",
     "Domain a.example,sub.a.example\nSelector s1\nKeyFile /etc/key\nSubDomains "
     "yes\nMultipleSignatures yes\n"},
    {"CommentsBehindValues",
     "Domain a.example # ours\nSelector s1 # since 2020\nKeyFile /etc/key # key\n"},
    {"NamesInAnyCase", "DOMAIN a.example\nselector\ts1\n  keyfile   /etc/key  \n"},
    {"RepeatedLines",
     "Domain b.example\nDomain a.example\nSelector s0\nSelector s1\nKeyFile /nothere\n"
     "KeyFile /etc/key\n"},
    {"AnIncludedFile", "Include /etc/domains\nSelector s1\nKeyFile /etc/key\n",
     "Domain a.example\nSelector s0\n"},
    {"LinesThatEndInCr", "Domain a.example\r\nSelector s1\r\nKeyFile /etc/key\r\n"},
    {"NothingButAVerifier", "Mode v\n"},
};

/// No tables say the same.
bool stays_as_it_is(const std::string& name) {
    return name == "PatternsThatMatchMore" || name == "AnyDomain" ||
           name == "SubdomainsAndSignaturesOfBoth";
}

class AnOpendkimWithOneKey : public RealOpendkim, public ::testing::WithParamInterface<OneKey> {};

TEST_P(AnOpendkimWithOneKey, SignsAsBefore) {
    auto files = files_of(GetParam().conf);
    files.texts["/etc/domains"] = GetParam().domains;
    const auto signing = signing_for(site_named(), settings(), files);
    const auto after = carried_out(files, signing);
    for (const auto* from :
         {"x@a.example", "x@b.example", "x@c.example", "x@sub.a.example", "x@y.sub.a.example"})
        EXPECT_EQ(signature(after, from), signature(files, from)) << from;
    EXPECT_TRUE(signing_for(site_named(), settings(), after).additions.empty());
    EXPECT_EQ(is_left(signing), stays_as_it_is(GetParam().name));
    EXPECT_EQ(signing.additions.empty(), is_left(signing));
}

INSTANTIATE_TEST_SUITE_P(Of, AnOpendkimWithOneKey, ::testing::ValuesIn(kOneKeys),
                         [](const auto& one) { return std::string(one.param.name); });

/// At each moment of it, and in whatever order files were put in place.
TEST_F(RealOpendkim, OfAnApplyThatWasKilledSignsAsBeforeAfterTheNext) {
    const auto files = files_of("Domain a.example\nSelector s1\nKeyFile /etc/key\n");
    const auto before = signature(files, "x@a.example");
    ASSERT_FALSE(before.empty());
    const auto signing = signing_for(site_named(), settings(), files);
    for (std::size_t done = 1; done <= signing.additions.size(); ++done)
        EXPECT_EQ(signature(carried_out(files, signing, done), "x@a.example"), before) << done;
    const auto whole = carried_out(files, signing);
    for (unsigned kept = 0; kept < 8; ++kept) {
        auto half = whole;
        unsigned bit = 1;
        for (const auto* path : {kConf, "/etc/opendkim/KeyTable", "/etc/opendkim/SigningTable"}) {
            const auto there = files.texts.find(path);
            if ((kept & bit) == 0)
                half.texts[path] = there == files.texts.end() ? Content() : there->second;
            bit *= 2;
        }
        const auto next = carried_out(half, signing_for(site_named(), settings(), half));
        EXPECT_EQ(signature(next, "x@a.example"), before) << kept;
        EXPECT_TRUE(signing_for(site_named(), settings(), next).additions.empty()) << kept;
    }
}

TEST(OpendkimsTables, WithOtherLinesThatNobodyUsesAreNotTaken) {
    auto files = files_of("");
    files.texts["/etc/opendkim/SigningTable"] = "* old\n";
    const auto signing = signing_for(site_named(), settings(), files);
    ASSERT_EQ(signing.additions.size(), 3U);
    EXPECT_EQ(signing.additions[0].path, "/etc/opendkim/postern.KeyTable");
    EXPECT_EQ(signing.additions[1].path, "/etc/opendkim/postern.SigningTable");
    EXPECT_NE(signing.additions[2].text.find("SigningTable refile:/etc/opendkim/postern.Signing"),
              std::string::npos);
    EXPECT_TRUE(
        signing_for(site_named(), settings(), carried_out(files, signing)).additions.empty());
}

/// A domain that the site took out of the table itself.
TEST(OpendkimsTables, AreNotFilledFromLinesThatCountNoMore) {
    auto files = files_of("Domain a.example,b.example\nSelector s\nKeyFile /k\nUserID opendkim\n");
    files = carried_out(files, signing_for(site_named(), settings(), files));
    files.texts["/etc/opendkim/SigningTable"] =
        with_all(*files.texts["/etc/opendkim/SigningTable"], "*@b.example b.example\n", "");
    EXPECT_TRUE(signing_for(site_named(), settings(), files).additions.empty());
    auto own = files_of(
        "Domain a.example\nSelector s\nKeyFile /k\nSignHeaders From\n"
        "KeyTable /etc/kt\nSigningTable refile:/etc/st\n");
    own.texts["/etc/kt"] = "example.test example.test:s:/k\n";
    own.texts["/etc/st"] = "*@example.test example.test\n";
    EXPECT_TRUE(signing_for(site_named(), settings(), own).additions.empty());
}

void expect_only_told(const SignerFiles& files, const std::string& words) {
    const auto signing = signing_for(site_named(), settings(), files);
    EXPECT_TRUE(signing.additions.empty());
    ASSERT_EQ(signing.left.size(), 1U) << words;
    EXPECT_NE(signing.left[0].what.find(words), std::string::npos) << signing.left[0].what;
}

TEST(AnOpendkim, ThatNoTableCanReplaceIsLeftToTheSite) {
    const std::string key = "Selector s\nKeyFile /k\n";
    expect_only_told(files_of(key + "Domain db:/etc/x\n"), "no plain list");
    expect_only_told(files_of(key + "Domain /etc/missing\n"), "no plain list");
    expect_only_told(files_of(key + "Domain \"a.example\"\n"), "no plain list");
    expect_only_told(files_of("Selector s\nDomain a.example\nKeyFile k.pem\n"),
                     "no table can name");
    expect_only_told(files_of("SetupPolicyScript /etc/x.lua\n"), "SetupPolicyScript /etc/x.lua");
    expect_only_told(files_of("ChangeRootDirectory /var/x\n"), "ChangeRootDirectory");
    expect_only_told(files_of("Include /etc/more.conf\n"), "/etc/more.conf, which is not there");
    expect_only_told(files_of("Mode v\nKeyTable /etc/k\nSigningTable /etc/s\n"), "has Mode v");
    auto barred = files_of(key + "Domain a.example\nUserID opendkim:mail\n");
    barred.key_barred = true;
    expect_only_told(barred, "reads KeyFile /k as root, and opendkim");
}

TEST(AnOpendkim, ThatSignsAsRootGoesOnAsRoot) {
    for (const char* conf : {"Domain a.example\nSelector s\nKeyFile /k\n",
                             "KeyTable /etc/k\nSigningTable refile:/etc/s\n"}) {
        const auto signing = signing_for(site_named(), settings(), files_of(conf));
        const auto& lines = signing.additions.back();
        EXPECT_EQ(lines.path, kConf);
        EXPECT_EQ(lines.text.find("UserID"), std::string::npos) << lines.text;
        EXPECT_EQ(lines.text.find("PidFile"), std::string::npos) << lines.text;
        EXPECT_EQ(signing.keys.at(0).owner, "root");
        ASSERT_EQ(signing.left.size(), 1U);
        EXPECT_NE(signing.left[0].what.find("runs as root"), std::string::npos);
    }
}

TEST(AnOpendkim, IsItsKeysUser) {
    auto files = files_of("UserID dkim:mail\n");
    EXPECT_EQ(signing_for(site_named(), settings(), files).keys.at(0).owner, "dkim");
    files.start.user = "milter";
    EXPECT_EQ(signing_for(site_named(), settings(), files).keys.at(0).owner, "milter");
    // Nobody uses it, and nothing hangs on its being root.
    EXPECT_EQ(signing_for(site_named(""), settings(), files_of("")).keys.at(0).owner, "opendkim");
}

TEST(InternalHosts, AreLookedForInTheFileThatHasThem) {
    for (const auto& [hosts, text, told] :
         {std::tuple{"refile:/etc/hosts.dkim", "# c\n127.0.0.1 # here\n", false},
          {"/etc/hosts.dkim", "192.0.2.1\n", true},
          {"csl:192.0.2.1, localhost", "", false},
          {"192.0.2.0/24,127.0.0.0/8", "", false},
          {"db:/etc/hosts.db", "", true},
          {"192.127.0.0.1", "", true}}) {
        auto files = files_of(std::string("UserID o\nInternalHosts ") + hosts + "\n");
        files.texts["/etc/hosts.dkim"] = text;
        EXPECT_EQ(!signing_for(site_named(), settings(), files).left.empty(), told) << hosts;
    }
    EXPECT_FALSE(signing_for(site_named(), settings(), files_of("UserID o\nPeerList 127.0.0.1\n"))
                     .left.empty());
}

}  // namespace
}  // namespace postern::postfix
