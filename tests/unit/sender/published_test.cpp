// SPDX-License-Identifier: Apache-2.0
//
// What is found wrong with the records of a sender domain, and what is to be published instead.
// Each case takes a zone in which everything is right and changes one thing.
#include "postern/sender/published.hpp"

#include <gtest/gtest.h>

#include "answers.hpp"
#include "inquiry.hpp"
#include "signing_keys.hpp"

namespace postern {
namespace {

using testing::address;
using testing::kEd25519Public;
using testing::kRsaPublic;
using testing::mx;
using testing::no_answer;
using testing::no_such_name;
using testing::ptr;
using testing::txt;
using Weight = PublishedFinding::Weight;

constexpr auto kTxt = RecordType::txt;
const DnsQuestion kSpf{"bounces.news.firm.example", kTxt};
const DnsQuestion kKey{"s1._domainkey.news.firm.example", kTxt};
const DnsQuestion kDmarc{"_dmarc.news.firm.example", kTxt};
const DnsQuestion kDmarcAbove{"_dmarc.firm.example", kTxt};
const DnsQuestion kMx{"bounces.news.firm.example", RecordType::mx};
const DnsQuestion kPtr{"10.2.0.192.in-addr.arpa", RecordType::ptr};
const DnsQuestion kHost{"out.firm.example", RecordType::a};

const std::string kEd25519Record = std::string("v=DKIM1; k=ed25519; p=") + kEd25519Public;

SenderPublication sender() {
    const PublicKey key{PublicKey::Algorithm::ed25519, 256, kEd25519Public};
    return {"news.firm.example", "bounces.news.firm.example", {{"s1", key}}, {"192.0.2.10"}};
}

DnsAnswers good_zone() {
    return {
        {kSpf, txt({"v=spf1 a:out.firm.example -all"})},
        {kKey, txt({kEd25519Record})},
        {kDmarc, txt({"v=DMARC1; p=reject"})},
        {kMx, mx({{10, "out.firm.example"}})},
        {kPtr, ptr({"out.firm.example"})},
        {kHost, address("192.0.2.10")},
    };
}

/// With every question answered; what the zone has not got does not exist.
std::vector<PublishedFinding> findings(const SenderPublication& of, DnsAnswers answers) {
    for (;;) {
        auto inquiry = inquire_published(of, answers);
        if (inquiry.wanted.empty()) return inquiry.findings;
        for (const auto& question : inquiry.wanted) answers.emplace(question, no_such_name());
    }
}

std::vector<PublishedFinding> with(const DnsQuestion& question, DnsAnswer answer) {
    auto zone = good_zone();
    zone.insert_or_assign(question, std::move(answer));
    return findings(sender(), std::move(zone));
}

void expect_one(const std::vector<PublishedFinding>& found, Weight weight, std::string_view setting,
                const std::string& text, const std::string& publish) {
    ASSERT_EQ(found.size(), 1U) << text << (found.empty() ? "" : ", second: " + found.back().text);
    EXPECT_EQ(found.front().weight, weight) << text;
    EXPECT_EQ(found.front().setting, setting);
    EXPECT_EQ(found.front().text, text);
    EXPECT_EQ(found.front().publish, publish);
}

TEST(Published, IsFoundGoodWhereEverythingIsRight) {
    EXPECT_TRUE(findings(sender(), good_zone()).empty());
}

TEST(Published, IsAskedForBeforeItIsJudged) {
    const auto inquiry = inquire_published(sender(), {});
    EXPECT_TRUE(inquiry.findings.empty());
    EXPECT_EQ(inquiry.wanted, (std::vector<DnsQuestion>{kSpf, kKey, kDmarc, kMx, kPtr}));
}

struct Case {
    DnsQuestion question;
    DnsAnswer answer;
    const char* setting;
    const char* text;
    std::string publish;
};

const std::vector<Case> kFaults{
    {kSpf, no_such_name(), "bounce-domain", "SPF of bounces.news.firm.example: there is none",
     R"(bounces.news.firm.example. IN TXT "v=spf1 ip4:192.0.2.10 -all")"},
    {kSpf, txt({"v=spf1 mx -all", "v=spf1 a -all"}), "bounce-domain",
     "SPF of bounces.news.firm.example: there are 2 records, which verifiers take for an error",
     R"(bounces.news.firm.example. IN TXT "v=spf1 mx a -all")"},
    {kSpf, txt({"v=spf1 ip4:192.0.2.11 ~all"}), "bounce-domain",
     "SPF of bounces.news.firm.example: it does not cover 192.0.2.10 (softfail)",
     R"(bounces.news.firm.example. IN TXT "v=spf1 ip4:192.0.2.10 ip4:192.0.2.11 ~all")"},
    {kSpf, txt({"v=spf1 ipv4:192.0.2.10 -all"}), "bounce-domain",
     "SPF of bounces.news.firm.example: 'ipv4:192.0.2.10' is no term of SPF",
     R"(bounces.news.firm.example. IN TXT "v=spf1 ip4:192.0.2.10 -all")"},
    {kSpf, txt({"v=spf1 +all"}), "bounce-domain",
     "SPF of bounces.news.firm.example: it lets every address send",
     R"(bounces.news.firm.example. IN TXT "v=spf1 ip4:192.0.2.10 -all")"},
    {kKey, no_such_name(), "dkim-selectors",
     "DKIM at s1._domainkey.news.firm.example: there is no key",
     "s1._domainkey.news.firm.example. IN TXT \"" + kEd25519Record + "\""},
    {kKey, txt({"v=DKIM1; p="}), "dkim-selectors",
     "DKIM at s1._domainkey.news.firm.example: the key is revoked (p= is empty)",
     "s1._domainkey.news.firm.example. IN TXT \"" + kEd25519Record + "\""},
    {kKey, txt({std::string("v=DKIM1; p=") + kRsaPublic}), "dkim-selectors",
     "DKIM at s1._domainkey.news.firm.example: it is not the key of the private key file",
     "s1._domainkey.news.firm.example. IN TXT \"" + kEd25519Record + "\""},
    {kKey, txt({"v=DKIM1; p=AAAA"}), "dkim-selectors",
     "DKIM at s1._domainkey.news.firm.example: no verifier can use it: p=: no RSA key "
     "(SubjectPublicKeyInfo)",
     "s1._domainkey.news.firm.example. IN TXT \"" + kEd25519Record + "\""},
    {kKey, txt({kEd25519Record, "another"}), "dkim-selectors",
     "DKIM at s1._domainkey.news.firm.example: there are several TXT records",
     "s1._domainkey.news.firm.example. IN TXT \"" + kEd25519Record + "\""},
    {kDmarc, no_such_name(), "domain", "DMARC of news.firm.example: there is no policy",
     R"(_dmarc.news.firm.example. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@news.firm.example")"},
    {kDmarc, txt({"v=DMARC1; p=reject", "v=DMARC1; p=none"}), "domain",
     "DMARC at _dmarc.news.firm.example: there are 2 records, so that none counts; leave one",
     R"(_dmarc.news.firm.example. IN TXT "v=DMARC1; p=reject")"},
    {kDmarc, txt({"v=DMARC1; p=reject; aspf=s"}), "bounce-domain",
     "DMARC at _dmarc.news.firm.example: aspf=s wants return paths in news.firm.example itself, "
     "they are in bounces.news.firm.example",
     R"(_dmarc.news.firm.example. IN TXT "v=DMARC1; p=reject; aspf=r")"},
    {kMx, mx({{0, ""}}), "bounce-domain",
     "bounces could not come back: bounces.news.firm.example takes no mail (null MX, RFC 7505)",
     "bounces.news.firm.example. IN MX 10 HOST."},
    {kPtr, no_such_name(), "sending-addresses", "192.0.2.10 has no name (PTR)",
     "10.2.0.192.in-addr.arpa. IN PTR HOST."},
    {kPtr, ptr({"elsewhere.example"}), "sending-addresses",
     "192.0.2.10 has the name elsewhere.example, which does not lead back",
     "elsewhere.example. IN A 192.0.2.10"},
};

TEST(Published, HasAFaultAndWhatToPublishInstead) {
    for (const auto& [question, answer, setting, text, publish] : kFaults) {
        expect_one(with(question, answer), Weight::fault, setting, text, publish);
    }
}

TEST(Published, IsUnknownWhereNobodyAnswered) {
    for (const auto& question : {kSpf, kKey, kDmarc, kMx, kPtr}) {
        const auto found = with(question, no_answer());
        ASSERT_EQ(found.size(), 1U) << question.name;
        EXPECT_EQ(found.front().weight, Weight::unknown) << found.front().text;
        EXPECT_NE(found.front().text.find(question.name + ": SERVFAIL"), std::string::npos)
            << found.front().text;
    }
}

TEST(PublishedSpf, IsUnknownWhereAnIncludedRecordIs) {
    auto zone = good_zone();
    zone[kSpf] = txt({"v=spf1 include:mute.example -all"});
    zone[{"mute.example", kTxt}] = no_answer();
    expect_one(findings(sender(), zone), Weight::unknown, "bounce-domain",
               "SPF of bounces.news.firm.example: TXT of mute.example: SERVFAIL", "");
}

TEST(PublishedSpf, IsNotHeldAgainstAnybodyWithoutAddresses) {
    auto of = sender();
    of.addresses.clear();
    const auto found = findings(of, good_zone());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().weight, Weight::remark);
}

TEST(PublishedDkim, IsRemarkedOnWhereItsStrengthOrItsFlagsAreNotWhatTheyShouldBe) {
    auto of = sender();
    of.selectors.front().key.reset();
    auto zone = good_zone();
    zone[kKey] = txt({std::string("v=DKIM1; t=y; p=") + kRsaPublic});
    const auto found = findings(of, zone);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].weight, Weight::remark);
    EXPECT_NE(found[0].text.find("an RSA key of 1024 bits"), std::string::npos);
    EXPECT_EQ(found[1].weight, Weight::remark);
    EXPECT_EQ(found[1].publish, std::string("s1._domainkey.news.firm.example. IN TXT \"v=DKIM1; "
                                            "k=rsa; p=") +
                                    kRsaPublic + "\"");
}

TEST(TxtLine, IsWrittenInQuotedStringsOfAsManyOctetsAsOneMayHave) {
    EXPECT_EQ(txt_line("a.example", std::string(256, 'x')),
              "a.example. IN TXT \"" + std::string(255, 'x') + "\" \"x\"");
    EXPECT_EQ(txt_line("a.example", "\"\\\xff"), R"(a.example. IN TXT "\034\092\255")");
    EXPECT_EQ(txt_line("a.example", ""), R"(a.example. IN TXT "")");
}

TEST(PublishedDkim, CannotBeCheckedWithoutSelectors) {
    auto of = sender();
    of.selectors.clear();
    expect_one(findings(of, good_zone()), Weight::remark, "dkim-selectors",
               "there is none, so that DKIM of news.firm.example cannot be checked", "");
}

DnsAnswers inheriting(const std::string& record) {
    auto zone = good_zone();
    zone.erase(kDmarc);
    zone[kDmarcAbove] = txt({"not DMARC", record});
    return zone;
}

TEST(PublishedNames, NeedOneThatLeadsBack) {
    auto zone = good_zone();
    zone[{"mute.example", RecordType::a}] = no_answer();
    zone[kPtr] = ptr({"gone.example", "mute.example", "out.firm.example"});
    EXPECT_TRUE(findings(sender(), zone).empty());
    zone[kPtr] = ptr({"gone.example", "mute.example"});
    expect_one(findings(sender(), zone), Weight::unknown, "sending-addresses",
               "A of mute.example: SERVFAIL", "");
}

TEST(PublishedDmarc, IsTakenFromTheOrganisationalDomain) {
    EXPECT_TRUE(findings(sender(), inheriting("v=DMARC1; p=none; sp=reject")).empty());
}

TEST(PublishedDmarc, OfNoneIsARemarkOnly) {
    expect_one(with(kDmarc, txt({"v=DMARC1; p=none"})), Weight::remark, "domain",
               "DMARC at _dmarc.news.firm.example: the policy is none, which only asks for "
               "reports; once these show no failures of yours, ask for more",
               R"(_dmarc.news.firm.example. IN TXT "v=DMARC1; p=quarantine")");
    const auto found = findings(sender(), inheriting("v=DMARC1; p=reject; sp=none"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().publish,
              R"(_dmarc.firm.example. IN TXT "v=DMARC1; p=reject; sp=quarantine")");
}

TEST(PublishedDmarc, MayBeStrictWhereTheDomainsAreOne) {
    auto of = sender();
    of.bounce_domain = of.domain;
    auto zone = good_zone();
    zone[kDmarc] = txt({"v=DMARC1; p=reject; aspf=s; adkim=s"});
    zone[{of.domain, kTxt}] = zone[kSpf];
    zone[{of.domain, RecordType::mx}] = zone[kMx];
    EXPECT_TRUE(findings(of, zone).empty());
}

}  // namespace
}  // namespace postern
