// SPDX-License-Identifier: Apache-2.0
//
// What a receiver makes of a notification: a second Postfix, with opendkim and opendmarc as they
// verify elsewhere, keys and policies from a name server. From each domain of the pool a
// notification arrives with dkim=pass, spf=pass and dmarc=pass, also where it is sent once more
// because the first domain was refused; and where signature, key or sending host are not right the
// same receiver says so.
//
// In a network of its own, because libspf2 takes every loopback client for a permitted one, and
// opendmarc asks name servers at port 53 only.
#include <arpa/inet.h>
#include <fstream>
#include <memory>
#include <ostream>
#include <regex>

#include <gtest/gtest.h>

#include "mail_host.hpp"
#include "mail_text.hpp"
#include "name_server.hpp"
#include "private_network.hpp"

namespace postern::testing {
namespace {

constexpr auto kDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true }
    agents: [ { id: ann, name: Ann, address: ann@team.example.net } ]
)";

constexpr auto kListed = "192.0.2.25";  // By the SPF record.
constexpr auto kStranger = "192.0.2.66";

enum class Key { own, of_the_other, none };

/// One configuration, and what the receiver is to say.
struct Case {
    std::string name;
    std::string domain;  ///< The pool's first.
    std::string host;
    Key key;
    std::string dkim, spf, dmarc;
};

const std::vector<std::string> kPool{"mail.example.test", "example.org"};

const std::vector<Case> kCases{
    {"Subdomain", kPool[0], kListed, Key::own, "pass", "pass", "pass"},
    {"DomainOfItsOwn", kPool[1], kListed, Key::own, "pass", "pass", "pass"},
    {"SignatureAlone", kPool[1], kStranger, Key::own, "pass", "fail", "pass"},
    {"ReturnPathAlone", kPool[0], kListed, Key::none, "none", "pass", "pass"},
    {"Neither", kPool[0], kStranger, Key::none, "none", "fail", "fail"},
    {"AnotherKey", kPool[1], kStranger, Key::of_the_other, "fail", "fail", "fail"},
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
    return out << c.name;
}

const std::string& other_than(const std::string& domain) {
    return domain == kPool[0] ? kPool[1] : kPool[0];
}

std::string senders(const std::string& first) {
    std::string list;
    for (const auto& domain : {first, other_than(first)}) {
        list.append(list.empty() ? "[ " : ", ").append("{ domain: ").append(domain);
        list.append(", bounce-domain: bounces.").append(domain);
        list.append(domain == first ? " }" : ", weight: 0 }");
    }
    return list + " ]";
}

/// A TXT record's text in strings of at most 255 octets (RFC 1035 section 3.3.14).
std::string in_strings(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 250) {
        out.append(" \"").append(text, at, 250).append("\"");
    }
    return out;
}

/// What docs/installation.md has a site publish for a sender domain.
Zone zone(const std::string& domain, const std::string& dkim_record) {
    std::string text =
        "$TTL 60\n@ SOA ns." + domain + ". h." + domain + ". 1 60 60 60 60\n@ NS ns\n";
    text += "ns A 127.0.0.1\nlab._domainkey TXT" + in_strings(dkim_record) + "\n";
    text +=
        "_dmarc TXT \"v=DMARC1; p=reject\"\nbounces MX 10 mx\nmx A " + std::string(kListed) + "\n";
    text += "bounces TXT \"v=spf1 ip4:" + std::string(kListed) + " -all\"\n";
    return {domain, text};
}

class WithReceiver : public ::testing::Test {
  protected:
    void SetUp() override {
        for (const auto& why : {PostfixLab::unavailable(), NameServer::unavailable(),
                                enter_private_network({kListed, kStranger})}) {
            if (why) GTEST_SKIP() << *why;
        }
    }

    static sockaddr_in where_receivers_ask() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        address.sin_port = ::htons(53);
        return address;
    }
};

class Authentication : public WithReceiver, public ::testing::WithParamInterface<Case> {
  protected:
    static HostOptions options() {
        HostOptions options;
        options.lab.receiver = true;
        options.lab.settings = {std::string("smtp_bind_address=") + GetParam().host};
        // With a signer in either case; an unsigned domain is one that it does not know.
        options.lab.sign = kPool;
        if (GetParam().key == Key::none) options.lab.sign = {other_than(GetParam().domain)};
        options.sections["senders"] = senders(GetParam().domain);
        return options;
    }

    /// Where there is no signature, a key that made none is published.
    static Zone published(const PostfixLab& lab) {
        const auto& domain = GetParam().domain;
        const auto& signer = GetParam().key == Key::own ? domain : other_than(domain);
        return zone(domain, lab.dkim_record(signer));
    }
};

/// "pass of mail.example.test": the method's result, and the domain that it is about.
std::string result(const MailText& mail, const std::string& method, const std::string& property) {
    const std::regex pattern(R"(mx\.example\.net;\s*)" + method + R"re(=(\w+)(?:.*\b)re" +
                             property + R"re(=(\S+))?.*)re");
    for (const auto& field : mail.all("Authentication-Results")) {
        std::smatch match;
        if (std::regex_match(field, match, pattern)) return match.str(1) + " of " + match.str(2);
    }
    return "nothing";
}

TEST_P(Authentication, IsWhatAReceiverFinds) {
    const auto& c = GetParam();
    const MailHost host(kDirectory, options());
    const NameServer name_server({published(host.postfix())}, where_receivers_ask());

    ASSERT_EQ(host.submit({"authentic", "team"}).end.code, 250);
    const auto messages = host.delivered("authentic", 1);
    ASSERT_EQ(messages.size(), 1U) << host.logs();
    const MailText mail(messages.front().text);

    EXPECT_NE(mail.field("From").find("@" + c.domain + ">"), std::string::npos);
    const auto signed_by = c.key == Key::none ? "" : c.domain;
    EXPECT_EQ(result(mail, "dkim", "header\\.d"), c.dkim + " of " + signed_by);
    EXPECT_EQ(result(mail, "spf", "smtp\\.mailfrom"), c.spf + " of bounces." + c.domain);
    EXPECT_EQ(result(mail, "dmarc", "header\\.from"), c.dmarc + " of " + c.domain);
    if (HasFailure()) ADD_FAILURE() << messages.front().text;
}

INSTANTIATE_TEST_SUITE_P(OfThePool, Authentication, ::testing::ValuesIn(kCases),
                         [](const auto& each) { return each.param.name; });

class SecondTry : public WithReceiver {
  protected:
    static HostOptions options() {
        HostOptions options;
        options.lab.receiver = true;
        options.lab.settings = {std::string("smtp_bind_address=") + kListed};
        options.lab.sign = kPool;
        // The first one's return path is the one that the lab brings back to posternd.
        options.sections["senders"] =
            "[ { domain: " + kPool[0] +
            ", bounce-domain: bounces.example.test }, { domain: " + kPool[1] +
            ", bounce-domain: bounces." + kPool[1] + ", weight: 0 } ]";
        return options;
    }
};

/// Only the second domain is in DNS: whatever passes, passes by it alone.
TEST_F(SecondTry, IsAuthenticForTheSecondDomain) {
    const auto& second = kPool[1];
    const MailHost host(kDirectory, options());
    const NameServer name_server({zone(second, host.postfix().dkim_record(second))},
                                 where_receivers_ask());
    std::ofstream(host.postfix().value("REMOTE_SENDERS"))
        << "/@bounces\\.example\\.test$/ 550 5.7.1 Sender domain is blocked\n";

    ASSERT_EQ(host.submit({"refused-once", "team"}).end.code, 250);
    const auto messages = host.delivered("refused-once", 1);
    ASSERT_EQ(messages.size(), 1U) << host.logs();
    const MailText mail(messages.front().text);

    EXPECT_NE(host.logs().find("effect=retried"), std::string::npos) << host.logs();
    EXPECT_NE(mail.field("From").find("@" + second + ">"), std::string::npos);
    EXPECT_EQ(mail.all("DKIM-Signature").size(), 1U);
    EXPECT_EQ(result(mail, "dkim", "header\\.d"), "pass of " + second);
    EXPECT_EQ(result(mail, "spf", "smtp\\.mailfrom"), "pass of bounces." + second);
    EXPECT_EQ(result(mail, "dmarc", "header\\.from"), "pass of " + second);
    if (HasFailure()) ADD_FAILURE() << messages.front().text;
}

}  // namespace
}  // namespace postern::testing
