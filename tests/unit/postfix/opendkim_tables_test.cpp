// SPDX-License-Identifier: Apache-2.0
//
// Whose key signs a notification by the tables that a site has: opendkim itself is asked. With what
// is added to them it is postern's, or the site is told, and the site's own mail is signed as ever.
#include <gtest/gtest.h>

#include "real_opendkim.hpp"
#include "shipped_site.hpp"

namespace postern::postfix {
namespace {

constexpr auto kConf = "/etc/opendkim.conf";
constexpr auto kKeys =
    "own example.test:own:/etc/key\nup test:up:/etc/key # c\nother other.example:x:/etc/key\nany "
    "%:any:/etc/key\nown "
    "twin.example:twin:/etc/key\nexample.test other.example:t:/etc/key\n";

struct Tables {
    const char* name;
    const char* type;  ///< Of the SigningTable.
    const char* signers;
    const char* selector = "";  ///< "" where the site is told, or nothing is signed yet.
    const char* more = "";
};

const Tables kTables[]{
    {"ACatchAll", "refile:", "* other\n"},
    {"ACatchAllBehindItsOwnKey", "refile:", "*@example.test own\n* other\n", "own"},
    {"APatternInCapitals", "refile:", "*@EXAMPLE.test own\n", "own"},
    {"APatternThatIsIndented", "refile:", " *@example.test own\n"},
    {"AnotherAddress", "refile:", "sales@example.test own\n"},
    {"ThatVeryAddress", "refile:", "notif*s@example.test own\n* other\n", "own"},
    {"ADomainAbove", "refile:", "*test up\n", "up"},
    {"AnyDomain", "refile:", "*@* any\n", "any"},
    {"AnI", "refile:", "*@example.test own:@example.test\n", "own"},
    {"NoSuchKey", "refile:", "* nothere\n"},
    {"KeysInCapitals", "refile:", "* OWN\n"},
    {"ThePercentSign", "refile:", "* %\n"},
    {"OtherTablesHost", "file:", "* other\nexample.test own\n", "own"},
    {"OtherTablesPattern", "file:", "*@example.test own\n@example.test own\n"},
    {"OtherTablesAbove", "file:", "* other\n.test own\n", "own"},
    {"OtherTablesAddress", "file:", "example.test other\nnotifications@example.test own\n", "own"},
    {"OtherTablesUserAnywhere", "file:", "notifications@* own\n* other\n", "own"},
    {"OtherTablesCatchAll", "file:", "* other\n"},
};

class OpendkimWithTables : public RealOpendkim, public ::testing::WithParamInterface<Tables> {};

SignerFiles with_tables(const Tables& tables) {
    return {true,
            false,
            {{kConf, std::string("UserID opendkim\nSocket inet:8891@localhost\nSignHeaders "
                                 "From\nKeyTable file:/etc/kt\nSigningTable ") +
                         tables.type + "/etc/st\n"},
             {"/etc/kt", kKeys},
             {"/etc/st", tables.signers}}};
}

Signing signing_of(const SignerFiles& files) {
    Site site;
    site.parameters = {{"queue_directory", "/var/spool/postfix"}};
    return signing_for(site, settings(), files);
}

/// Postern's own key is the site's in this: opendkim has to find one.
SignerFiles completed(SignerFiles files, const Signing& signing) {
    for (const auto& one : signing.additions)
        files.texts[one.path] = with_all(with(one, files.texts[one.path].value_or("")),
                                         signing.keys.at(0).path, "/etc/key");
    return files;
}

TEST_P(OpendkimWithTables, SignsWithTheKeyThatIsToldOf) {
    const auto files = with_tables(GetParam());
    const auto signing = signing_of(files);
    const auto& key = signing.keys.at(0);
    const auto after = completed(files, signing);
    const auto signs = signature(after, "notifications@example.test");
    const bool left = !signing.left.empty();
    EXPECT_EQ(key.needed, !left);
    if (!left) {
        const auto domain = key.signs_as.empty() ? key.domain : key.signs_as;
        EXPECT_EQ(signs.substr(0, signs.find(" i=")), " d=" + domain + " s=" + key.selector);
    } else {
        EXPECT_TRUE(signing.additions.empty());
    }
    if (*GetParam().selector != '\0') {
        EXPECT_TRUE(signing.additions.empty());
        EXPECT_EQ(key.selector, GetParam().selector);
    }
    for (const auto* from : {"sales@other.example", "x@sub.test", "sales@sub.example.test"})
        EXPECT_EQ(signature(after, from), signature(files, from)) << from;
}

INSTANTIATE_TEST_SUITE_P(Of, OpendkimWithTables, ::testing::ValuesIn(kTables),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(ASenderDomain, ThatIsTheSitesOwnIsSignedWithTheKeyItHas) {
    const SignerFiles files{
        true,
        false,
        {{kConf,
          "UserID o\nSocket inet:8891@localhost\nDomain example.test\nSelector own\nKeyFile "
          "/etc/k\n"}}};
    const auto signing = signing_of(files);
    EXPECT_EQ(signing.keys.at(0).selector, "own");
    EXPECT_EQ(signing.keys.at(0).path, "/etc/k");
    ASSERT_EQ(signing.additions.size(), 3U);
    EXPECT_EQ(signing.additions[0].text, "example.test example.test:own:/etc/k\n");
    EXPECT_EQ(signing.additions[1].text, "*@example.test example.test\n");
}

}  // namespace
}  // namespace postern::postfix
