// SPDX-License-Identifier: Apache-2.0
//
// postern check --dns against a real name server, which has a good domain and a domain for each way
// in which one can be wrong.
#include "postern/base/file.hpp"

#include "fixture.hpp"
#include "held_name_server.hpp"
#include "name_server.hpp"
#include "signing_keys.hpp"

namespace postern {

namespace {

using testing::HeldNameServer;
using testing::NameServer;
using testing::Zone;

constexpr const char* kZone = R"(
$ORIGIN example.
$TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS  ns
ns  A 192.0.2.53
out A 192.0.2.10
six AAAA 2001:db8::10

_dmarc.good        TXT "v=DMARC1; p=reject"
b.good             MX  10 out
b.good             TXT "v=spf1 include:_spf.good.example -all"
_spf.good          CNAME _spf2.good
_spf2.good         TXT "v=spf1 ip4:192.0.2.10 " "ip6:2001:db8::10 -all"
s1._domainkey.good TXT "v=DKIM1; k=ed25519; " "p=ED25519"

b.bare MX 10 out

_dmarc.nospf TXT "v=DMARC1; p=reject"
b.nospf      MX  10 out

_dmarc.twospf TXT "v=DMARC1; p=reject"
b.twospf      MX  10 out
b.twospf      TXT "v=spf1 a:out.example -all"
b.twospf      TXT "v=spf1 a:six.example ~all"

_dmarc.narrow TXT "v=DMARC1; p=reject"
b.narrow      A   192.0.2.10
b.narrow      TXT "v=spf1 ip4:192.0.2.0/30 -all"

_dmarc.keys           TXT "v=DMARC1; p=reject"
b.keys                MX  10 out
b.keys                TXT "v=spf1 a:out.example -all"
wrong._domainkey.keys TXT "v=DKIM1; k=rsa; p=RSA"
empty._domainkey.keys TXT "v=DKIM1; p="

b.open  MX  10 out
b.open  TXT "v=spf1 a:out.example -all"
_dmarc.org        TXT "v=DMARC1; p=reject"
b.news.org        MX  10 out
b.news.org        TXT "v=spf1 a:out.example -all"
_dmarc.strict TXT "v=DMARC1; p=reject; aspf=s"
b.strict      MX  0 .
b.strict      TXT "v=spf1 a:out.example ip4:192.0.2.11 ip4:192.0.2.12 -all"
)";

constexpr const char* kReverse = R"(
@  300 SOA ns.example. hostmaster.example. 1 3600 600 86400 60
@  300 NS  ns.example.
10 300 PTR out.example.
12 300 PTR out.example.
)";

constexpr const char* kReverse6 = R"(
@ 300 SOA ns.example. hostmaster.example. 1 3600 600 86400 60
@ 300 NS  ns.example.
0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0 300 PTR six.example.
)";

void replace(std::string& text, const std::string& what, const std::string& by) {
    text.replace(text.find(what), what.size(), by);
}

std::vector<Zone> zones(const std::string& more = "") {
    auto example = kZone + more;
    replace(example, "ED25519", testing::kEd25519Public);
    replace(example, "RSA", testing::kRsaPublic);
    return {{"example", std::move(example)},
            {"2.0.192.in-addr.arpa", kReverse},
            {"8.b.d.0.1.0.0.2.ip6.arpa", kReverse6}};
}

class CheckDns : public OperatorCommand {
  protected:
    void SetUp() override {
        if (const auto why = NameServer::unavailable()) GTEST_SKIP() << *why;
        server_.emplace(zones());
        key_ = folder_.write("s1.private", testing::kEd25519Key).string();
    }

    /// One sender, as a line of YAML, with the rest of the configuration as it is.
    void configure(const std::string& domain, const std::string& more,
                   const std::string& dns = "") {
        auto text = read_file(configuration_).value();
        const auto begin = text.find("senders:");
        text.replace(begin, text.find("keys:") - begin,
                     "senders:\n  - {domain: " + domain + ", bounce-domain: b." + domain + more +
                         "}\ndns:\n  resolvers: [" + server_->server() + "]\n  stubs: [" +
                         // libunbound itself would deny these.
                         "2.0.192.in-addr.arpa=" + server_->server() +
                         ", 8.b.d.0.1.0.0.2.ip6.arpa=" + server_->server() + dns + "\n");
        configuration_ = folder_.write("dns.yaml", text).string();
    }

    void expect(const std::string& domain, const std::string& more, const Words& lines) {
        configure(domain, more, "]");
        const auto result = postern({"check", "--dns"});
        EXPECT_EQ(result.exit_status, 1) << domain;
        for (const auto& line : lines) EXPECT_TRUE(contains(result.out, line)) << result.out;
    }

    std::optional<NameServer> server_;
    std::string key_;
};

const std::string kFrom10 = ", sending-addresses: [192.0.2.10]";

TEST_F(CheckDns, FindsADomainGoodThatPublishesEverything) {
    configure("good.example",
              ", dkim-selectors: [s1=" + key_ + "], sending-addresses: [192.0.2.10, 2001:db8::10]",
              "]");
    const auto result = postern({"check", "--dns"});
    EXPECT_EQ(result.exit_status, 0) << result.out;
    EXPECT_TRUE(result.out.ends_with(": good\n")) << result.out;
    EXPECT_FALSE(contains(result.out, "senders[0]")) << result.out;
}

TEST_F(CheckDns, FindsGoodWhatItSaidToPublish) {
    const auto sender = kFrom10 + ", dkim-selectors: [s1=" + key_ + "]";
    configure("bare.example", sender, "]");
    const auto before = postern({"check", "--dns", "--json"});
    EXPECT_EQ(before.exit_status, 1);
    std::string records;
    const auto report = nlohmann::json::parse(before.out);
    ASSERT_EQ(report["faults"].size(), 3U);
    for (const auto& fault : report["faults"]) {
        records += fault["publish"].get<std::string>() + "\n";
    }
    server_.emplace(zones(records));
    configure("bare.example", sender, "]");
    const auto after = postern({"check", "--dns"});
    EXPECT_EQ(after.exit_status, 0) << records << after.out;
}

TEST_F(CheckDns, AsksNobodyWithoutTheOption) {
    configure("nospf.example", kFrom10, "]");
    EXPECT_EQ(postern({"check"}).exit_status, 0);
}

TEST_F(CheckDns, SaysWhichSpfRecordToPublish) {
    expect("nospf.example", kFrom10,
           {"senders[0].bounce-domain: SPF of b.nospf.example: there is none\n"
            "    publish: b.nospf.example. IN TXT \"v=spf1 ip4:192.0.2.10 -all\"\n"});
    expect("twospf.example", kFrom10, {"there are 2 records"});
    expect("narrow.example", kFrom10,
           {"it does not cover 192.0.2.10 (fail)\n    publish: b.narrow.example. IN TXT \"v=spf1 "
            "ip4:192.0.2.10 ip4:192.0.2.0/30 -all\"\n"});
}

TEST_F(CheckDns, SaysWhichKeyToPublish) {
    const auto publish = [](const std::string& selector) {
        return "\n    publish: " + selector +
               "._domainkey.keys.example. IN TXT \"v=DKIM1; k=ed25519; p=" +
               testing::kEd25519Public + "\"\n";
    };
    expect(
        "keys.example",
        kFrom10 + ", dkim-selectors: [wrong=" + key_ + ", empty=" + key_ + ", none=" + key_ + "]",
        {"it is not the key of the private key file" + publish("wrong"),
         "the key is revoked (p= is empty)" + publish("empty"),
         "there is no key" + publish("none")});
}

TEST_F(CheckDns, SaysWhichPolicyToPublish) {
    expect("open.example", kFrom10,
           {"senders[0].domain: DMARC of open.example: there is no policy\n    publish: "
            "_dmarc.open.example. IN TXT \"v=DMARC1; p=none; "
            "rua=mailto:postmaster@open.example\"\n"});
    expect("strict.example", kFrom10,
           {"aspf=s wants return paths in strict.example itself",
            "_dmarc.strict.example. IN TXT \"v=DMARC1; p=reject; aspf=r\"\n"});
}

TEST_F(CheckDns, TakesThePolicyOfTheOrganisationalDomain) {
    configure("news.org.example", kFrom10, "]");
    const auto result = postern({"check", "--dns"});
    EXPECT_EQ(result.exit_status, 0) << result.out;
}

TEST_F(CheckDns, SaysThatBouncesCouldNotComeBack) {
    expect("strict.example", kFrom10,
           {"bounces could not come back: b.strict.example takes no mail (null MX, RFC 7505)\n"
            "    publish: b.strict.example. IN MX 10 HOST.\n"});
}

TEST_F(CheckDns, SaysWhichAddressesHaveNoNameThatLeadsBack) {
    expect("strict.example", ", sending-addresses: [192.0.2.11, 192.0.2.12]",
           {"192.0.2.11 has no name (PTR)\n    publish: 11.2.0.192.in-addr.arpa. IN PTR HOST.\n",
            "192.0.2.12 has the name out.example, which does not lead back\n    publish: "
            "out.example. IN A 192.0.2.12\n"});
}

TEST_F(CheckDns, TakesAKeyFileThatIsNotThereForAFault) {
    expect("good.example", ", dkim-selectors: [s1=" + path("gone") + "]",
           {"senders[0].dkim-selectors: ", path("gone")});
}

TEST_F(CheckDns, TakesAFolderInPlaceOfAKeyFileForAFault) {
    expect("good.example", ", dkim-selectors: [s1=" + folder_.path().string() + "]",
           {"senders[0].dkim-selectors: " + folder_.path().string() + ": Is a directory\n"});
}

TEST_F(CheckDns, DoesNotKnowWhatNobodyAnswers) {
    const HeldNameServer silent;
    configure("good.example", kFrom10, ", good.example=" + silent.server() + "]\n  timeout: 200ms");
    const auto result = postern({"check", "--dns"});
    EXPECT_EQ(result.exit_status, 75) << result.out;
    EXPECT_TRUE(contains(result.out,
                         "unknown: senders[0].bounce-domain: TXT of b.good.example: no "
                         "answer within 200ms\n"))
        << result.out;
    EXPECT_FALSE(contains(result.out, "publish")) << result.out;
    EXPECT_TRUE(result.out.ends_with(": not known\n")) << result.out;
}

TEST_F(CheckDns, PrintsJson) {
    configure("open.example", kFrom10, "]");
    const auto result = postern({"check", "--dns", "--json"});
    EXPECT_EQ(result.exit_status, 1);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json["good"], false);
    ASSERT_EQ(json["faults"].size(), 1U);
    EXPECT_EQ(json["faults"][0]["setting"], "senders[0].domain");
    EXPECT_EQ(
        json["faults"][0]["publish"],
        "_dmarc.open.example. IN TXT \"v=DMARC1; p=none; rua=mailto:postmaster@open.example\"");
    EXPECT_TRUE(json["unknown"].empty());
    EXPECT_EQ(json["notes"].back()["setting"], "senders[0].dkim-selectors");
    EXPECT_TRUE(json["notes"].back()["publish"].is_null());
}

}  // namespace

}  // namespace postern
