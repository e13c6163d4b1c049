// SPDX-License-Identifier: Apache-2.0
//
// What becomes of the signer's tables when postern.yaml names another key, and which lines are the
// site's own.
#include <gtest/gtest.h>

#include "postern/postfix/signing.hpp"

#include "shipped_site.hpp"

namespace postern::postfix {
namespace {

constexpr auto kConf = "/etc/opendkim.conf";
constexpr auto kKeys = "/etc/opendkim/KeyTable";
constexpr auto kWho = "/etc/opendkim/SigningTable";
constexpr auto kOld =
    "example.test example.test:postern:/etc/opendkim/keys/example.test/postern.private";
constexpr auto kNew =
    "example.test example.test:s2026:/etc/opendkim/keys/example.test/s2026.private";
constexpr auto kSelectorMap = "/etc/rspamd/postern_selectors.map";
constexpr auto kPathMap = "/etc/rspamd/postern_keys.map";

Settings with_selectors(const std::vector<std::string>& selectors) {
    auto s = settings();
    s.senders[0].dkim_selectors = selectors;
    return s;
}

SignerFiles opendkim(const std::string& keys, const std::string& who,
                     const std::string& more = "") {
    return {true,
            false,
            {{kConf,
              "UserID opendkim\nPidFile /run/p\nSocket inet:8891@localhost\nSignHeaders "
              "From\nKeyTable /etc/opendkim/KeyTable\nSigningTable "
              "refile:/etc/opendkim/SigningTable\n" +
                  more},
             {kKeys, keys},
             {kWho, who}}};
}

SignerFiles rspamd(const std::string& selectors, const std::string& paths) {
    return {false,
            true,
            {{"/etc/rspamd/local.d/dkim_signing.conf",
              std::string("use_esld = false;\nallow_hdrfrom_mismatch = true;\nselector_map = \"") +
                  kSelectorMap + "\";\npath_map = \"" + kPathMap + "\";\n"},
             {kSelectorMap, selectors},
             {kPathMap, paths}}};
}

Signing signing(const SignerFiles& files, const Settings& s) {
    Site site;
    site.parameters = {{"queue_directory", "/var/spool/postfix"}};
    return signing_for(site, s, files);
}

SignerFiles done(SignerFiles files, const Signing& signing) {
    for (const auto& one : signing.additions)
        files.texts[one.path] = with(one, files.texts[one.path].value_or(""));
    return files;
}

/// After all of it nothing is left to do.
SignerFiles expect_once_is_enough(const SignerFiles& files, const Settings& s) {
    auto after = done(files, signing(files, s));
    const auto again = signing(after, s);
    EXPECT_TRUE(again.additions.empty());
    EXPECT_TRUE(again.left.empty()) << again.left.front().what;
    return after;
}

void expect_left(const SignerFiles& files, const Settings& s, const std::string& words) {
    const auto found = signing(files, s);
    EXPECT_TRUE(found.additions.empty());
    ASSERT_EQ(found.left.size(), 1U);
    EXPECT_EQ(found.left[0].weight, Trouble::Weight::fault);
    EXPECT_NE(found.left[0].what.find(words), std::string::npos) << found.left[0].what;
}

TEST(AnotherSelector, ReplacesTheLineThatPosternWroteWhereverItStands) {
    const std::string other = "o example.org:x:/k\n";
    for (const std::string& line :
         {std::string(kOld),
          std::string("  example.test\texample.test:postern:/etc/opendkim/keys/example.test/"
                      "postern.private  # ours")}) {
        for (const auto& keys : {line + "\n" + other, other + line + "\n", other + line}) {
            const auto after = expect_once_is_enough(
                opendkim(keys, "*@example.org o\n*@example.test example.test\n"),
                with_selectors({"s2026"}));
            const auto text = *after.texts.at(kKeys);
            EXPECT_NE(("\n" + text + "\n").find(std::string("\n") + kNew + "\n"), text.npos)
                << text;
            EXPECT_NE(text.find("o example.org:x:/k"), text.npos) << text;
            EXPECT_EQ(text.find("postern.private"), text.npos) << text;
            EXPECT_EQ(*after.texts.at(kWho), "*@example.org o\n*@example.test example.test\n");
        }
    }
}

TEST(AnotherSelector, IsTheFirstOfSeveral) {
    const auto files = opendkim(std::string(kOld) + "\n", "*@example.test example.test\n");
    EXPECT_TRUE(signing(files, with_selectors({"postern", "s2026"})).additions.empty());
    const auto after = expect_once_is_enough(files, with_selectors({"s2026", "postern"}));
    EXPECT_EQ(*after.texts.at(kKeys), std::string(kNew) + "\n");
}

TEST(AnotherSelector, IsSeenInATableThatIsNoRefile) {
    auto files = opendkim(std::string(kOld) + "\n", "other x\nexample.test example.test\n",
                          "SigningTable file:/etc/opendkim/SigningTable\n");
    EXPECT_EQ(signing(files, with_selectors({"s2026"})).additions.size(), 1U);
    files.texts[kConf] = *files.texts[kConf] + "SigningTable /etc/opendkim/SigningTable\n";
    const auto after = expect_once_is_enough(files, with_selectors({"s2026"}));
    EXPECT_EQ(*after.texts.at(kKeys), std::string(kNew) + "\n");
}

TEST(AnotherFile, OfTheSameSelectorReplacesTheLineThatPosternWrote) {
    const auto files = opendkim(std::string(kOld) + "\n", "*@example.test example.test\n");
    const auto after = expect_once_is_enough(files, with_selectors({"postern=/etc/k/new.pem"}));
    EXPECT_EQ(*after.texts.at(kKeys), "example.test example.test:postern:/etc/k/new.pem\n");
    expect_left(after, with_selectors({"s2026"}), "'example.test:postern:/etc/k/new.pem'");
    expect_left(after, with_selectors({"postern=/etc/k/newer.pem"}), "/etc/k/newer.pem");
}

TEST(ALineOfTheSitesOwn, IsNotReplacedAndToldOf) {
    for (const auto& [keys, who] :
         {std::pair<std::string, std::string>{"k example.test:own:/etc/k/own\n",
                                              "*@example.test k\n"},
          {"k example.test:own:/etc/k/own\n", "* k\n*@example.test example.test\n"},
          {"mail._domainkey.example.test "
           "example.test:mail:/etc/opendkim/keys/example.test/mail.private\n",
           "*@example.test mail._domainkey.example.test\n"},
          {"k %:own:/etc/k/%\n", "*@*.test k\n"},
          {"k example.test : s2026:/etc/k/own\n", "*@example.test k\n"}})
        expect_left(opendkim(keys, who), with_selectors({"s2026"}),
                    "'*@example.test s2026._domainkey.example.test'");
}

TEST(ALineOfTheSitesOwn, BehindWhatItIsToldToPutBeforeItIsNoFaultAnyMore) {
    const std::string name = "s2026._domainkey.example.test";
    const auto files = opendkim("k example.test:own:/etc/k/own\n" + name +
                                    " example.test:s2026:/etc/opendkim/keys/example.test/"
                                    "s2026.private\n",
                                "*@example.test " + name + "\n*@example.test k\n");
    const auto found = signing(files, with_selectors({"s2026"}));
    EXPECT_TRUE(found.additions.empty());
    EXPECT_TRUE(found.left.empty());
}

TEST(ALineOfTheSitesOwn, WithTheSelectorThatIsNamedOrWhereNoneIsSaysWhichKeyItIs) {
    const auto files = opendkim("k example.test:own:/etc/k/own\n", "*@example.test k\n");
    for (const auto& selectors : {std::vector<std::string>{}, {"own"}, {"own=/etc/k/own", "x"}}) {
        const auto found = signing(files, with_selectors(selectors));
        EXPECT_TRUE(found.additions.empty() && found.left.empty());
        EXPECT_EQ(found.keys.at(0).selector, "own");
        EXPECT_EQ(found.keys.at(0).path, "/etc/k/own");
    }
}

TEST(ALineOfTheSitesOwn, ThatSignsForADomainAboveIsAsGoodWhereNoSelectorIsNamed) {
    auto s = with_selectors({});
    s.senders[0].domain = "mail.example.test";
    const auto files = opendkim("k example.test:own:/etc/k/own\n", "*@*.example.test k\n");
    const auto found = signing(files, s);
    EXPECT_TRUE(found.additions.empty() && found.left.empty());
    EXPECT_EQ(found.keys.at(0).signs_as, "example.test");
    s.senders[0].dkim_selectors = {"own"};
    expect_left(files, s, "'example.test:own:/etc/k/own' for mail.example.test");
}

TEST(ALineOfTheSitesOwn, OfOneKeyForAllIsCarriedOverAndToldOf) {
    SignerFiles files{
        true, false, {{kConf, "UserID o\nDomain example.test\nSelector own\nKeyFile /etc/k\n"}}};
    const auto s = with_selectors({"s2026"});
    const auto after = done(files, signing(files, s));
    EXPECT_EQ(*after.texts.at(kKeys), "example.test example.test:own:/etc/k\n");
    expect_left(after, s, "example.test:own:/etc/k");
}

TEST(ANameThatTheSiteHasForAnotherKey, IsNotTaken) {
    const auto files = opendkim("example.test example.test:own:/etc/k/own\n", "*@example.org o\n");
    const auto after = expect_once_is_enough(files, with_selectors({"s2026"}));
    EXPECT_EQ(*after.texts.at(kWho),
              "*@example.org o\n*@example.test s2026._domainkey.example.test\n");
}

TEST(ASignerWithSeveralSignatures, NeedsOneOfThemToBeTheOneThatIsNamed) {
    const auto files = opendkim("k example.test:own:/etc/k/own\n", "*@example.test k\n",
                                "MultipleSignatures yes\n");
    const auto after = expect_once_is_enough(files, with_selectors({"s2026"}));
    EXPECT_NE(after.texts.at(kKeys)->find(kNew), std::string::npos);
}

TEST(ADomain, ThatIsASenderNoMoreKeepsItsLinesAndIsToldOf) {
    auto s = with_selectors({"s2026"});
    s.senders[0].domain = "new.example.test";
    const auto files = opendkim(std::string(kOld) + "\n", "*@example.test example.test\n");
    const auto found = signing(files, s);
    ASSERT_EQ(found.left.size(), 1U);
    EXPECT_EQ(found.left[0].weight, Trouble::Weight::note);
    EXPECT_NE(found.left[0].what.find("example.test, which is no sender"), std::string::npos);
    const auto after = done(files, found);
    EXPECT_TRUE(after.texts.at(kKeys)->starts_with(std::string(kOld) + "\nnew.example.test "));
    EXPECT_TRUE(signing(after, s).additions.empty());
    s.senders.push_back(with_selectors({"s2026"}).senders[0]);
    const auto back = expect_once_is_enough(after, s);
    EXPECT_TRUE(back.texts.at(kKeys)->starts_with(kNew));
}

TEST(RspamdsMaps, HaveTheLinesThatPosternWroteReplaced) {
    const auto files =
        rspamd("example.org x\nexample.test\tpostern # ours\n",
               "example.test /var/lib/rspamd/dkim/example.test.postern.key\nexample.org /k");
    const auto after = expect_once_is_enough(
        [&] {
            auto kept = files;
            kept.texts[kSelectorMap] = "example.test\tpostern # ours\n";
            return kept;
        }(),
        with_selectors({"s2026", "postern"}));
    EXPECT_EQ(*after.texts.at(kSelectorMap), "example.test s2026\n");
    EXPECT_EQ(*after.texts.at(kPathMap),
              "example.test /var/lib/rspamd/dkim/example.test.s2026.key\nexample.org /k");
    const auto former = signing(files, with_selectors({"postern"}));
    EXPECT_TRUE(former.additions.empty());
    ASSERT_EQ(former.left.size(), 1U);
    EXPECT_NE(former.left[0].what.find("example.org, which is no sender"), std::string::npos);
}

TEST(RspamdsMaps, WithAKeyOfTheSitesOwnAreToldOf) {
    const auto files = rspamd("example.test own\n", "example.test /etc/k/own\n");
    expect_left(files, with_selectors({"s2026"}), "'own' and key /etc/k/own for example.test");
    expect_left(files, with_selectors({"own=/etc/k/other"}), "/etc/k/other");
    EXPECT_TRUE(signing(files, with_selectors({"own"})).left.empty());
    EXPECT_EQ(signing(files, with_selectors({})).keys.at(0).path, "/etc/k/own");
}

TEST(RspamdsMaps, WithOneOfTwoLinesGetTheOther) {
    const auto after =
        expect_once_is_enough(rspamd("example.test postern\n", ""), with_selectors({"s2026"}));
    EXPECT_EQ(*after.texts.at(kSelectorMap), "example.test s2026\n");
    EXPECT_NE(after.texts.at(kPathMap)->find("s2026"), std::string::npos);
}

}  // namespace
}  // namespace postern::postfix
