// SPDX-License-Identifier: Apache-2.0
//
// What a checker with libunbound says of the domains of a real name server.
#include <gtest/gtest.h>

#include "postern/address/address.hpp"
#include "postern/dns/domain_checker.hpp"

#include "example_zone.hpp"
#include "temporary_directory.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;
using testing::example_zones;
using testing::NameServer;
using testing::TemporaryDirectory;
using testing::Zone;

using Hosts = std::vector<std::string>;

struct Case {
    const char* domain;
    MailService service;
    Hosts hosts{};
};

const std::vector<Case> kCases{
    {"firm.example", MailService::accepts, {"mx.firm.example", "mx2.firm.example"}},
    {"six.example", MailService::accepts, {"mx2.firm.example"}},
    {"implicit.example", MailService::accepts_implicitly, {"implicit.example"}},
    {"implicit6.example", MailService::accepts_implicitly, {"implicit6.example"}},
    {"alias.example", MailService::accepts, {"mx.firm.example", "mx2.firm.example"}},
    {"mx-alias.example", MailService::accepts, {"host.mx-alias.example"}},
    {"xn--mnchen-3ya.example", MailService::accepts, {"mx.firm.example"}},
    {"any.wild.example", MailService::accepts, {"mx.firm.example"}},
    {"half-lame.example", MailService::accepts, {"mx.lame-zone", "mx.firm.example"}},
    {"half-dead.example", MailService::accepts, {"gone.half-dead.example", "mx2.firm.example"}},
    {"root-and-host.example", MailService::accepts, {"mx.firm.example"}},
    {"null.example", MailService::null_mx},
    {"gone.example", MailService::no_such_domain},
    {"dangling.example", MailService::no_such_domain},
    {"text.example", MailService::no_mail_host},
    {"nowhere.example", MailService::no_mail_host, {"gone.nowhere.example", "text.example"}},
    {"loop.example", MailService::loopback_only, {"host.loop.example"}},
    {"loop-implicit.example", MailService::loopback_only, {"loop-implicit.example"}},
    {"local.example", MailService::loopback_only, {"localhost"}},
    {"unspecified.example", MailService::loopback_only, {"host.unspecified.example"}},
    {"lame.example", MailService::unknown},
    {"firm.lame-zone", MailService::unknown},
    {"firm.broken.example", MailService::unknown},
};

class Domains : public ::testing::Test {
  protected:
    void SetUp() override {
        if (const auto why = NameServer::unavailable()) GTEST_SKIP() << *why;
        server_.emplace(example_zones());
    }

    std::unique_ptr<DomainChecker> checker(DnsSettings settings) {
        settings.timeout = 60s;
        auto opened = DomainChecker::open(settings, clock_);
        if (!opened) throw std::runtime_error(opened.error().message());
        return *std::move(opened);
    }

    void expect_every_case(DomainChecker& checker) {
        for (const auto& [domain, service, hosts] : kCases) {
            const auto standing = checker.check(domain);
            EXPECT_EQ(name_of(standing->service), name_of(service))
                << domain << " " << standing->reason;
            EXPECT_EQ(standing->mail_hosts, hosts) << domain;
        }
    }

    SystemClock clock_;
    std::optional<NameServer> server_;
};

DnsSettings by_resolver(const std::string& server) {
    DnsSettings settings;
    settings.resolvers = {server};
    return settings;
}

TEST_F(Domains, AreWhatAResolverSays) {
    expect_every_case(*checker(by_resolver(server_->server())));
}

TEST_F(Domains, AreWhatTheServerOfAStubZoneSays) {
    // Nobody listens at the resolver: only the stubs can have answered.
    auto settings = by_resolver(testing::with_port(testing::LoopbackSocket().address()));
    settings.stubs = {"example=" + server_->server(), "lame-zone=" + server_->server()};
    expect_every_case(*checker(settings));
}

TEST_F(Domains, InternationalisedAreAskedForInALabels) {
    const auto domain = parse_domain("m\xC3\xBCnchen.example");
    ASSERT_TRUE(domain);
    const auto by = checker(by_resolver(server_->server()));
    EXPECT_EQ(by->check(*domain)->service, MailService::accepts);
}

constexpr const char* kInside = R"(
@  60 SOA ns h 1 2 3 4 5
@  60 NS  ns
ns 60 A   192.0.2.53
@  60 A   192.0.2.1
)";

TEST_F(Domains, OfReservedNamesMayBeStubs) {
    const NameServer inside(std::vector<Zone>{{"inside.test", kInside}});
    auto settings = by_resolver(server_->server());
    settings.stubs = {"inside.test=" + inside.server()};
    const auto by = checker(settings);
    EXPECT_EQ(by->check("inside.test")->service, MailService::accepts_implicitly);
    EXPECT_EQ(by->check("other.test")->service, MailService::no_such_domain);
}

TEST_F(Domains, AreKeptForTheTtlOfTheirRecords) {
    auto settings = by_resolver(server_->server());
    settings.min_ttl = 0s;
    const auto by = checker(settings);
    const auto before = clock_.now();
    const auto positive = by->check("firm.example")->expires;
    const auto negative = by->check("gone.example")->expires;
    const auto after = clock_.now();
    // Whole seconds may pass between the server's answer and ours.
    EXPECT_GE(positive, before + 290s);
    EXPECT_LE(positive, after + 300s);
    EXPECT_GE(negative, before + 50s);
    EXPECT_LE(negative, after + 60s);
}

TEST_F(Domains, WaitForTheirTurnWhereFewQuestionsMayBeUnderWay) {
    auto settings = by_resolver(server_->server());
    settings.in_flight = 1;
    expect_every_case(*checker(settings));
}

TEST_F(Domains, WhoseAnswersAreForgedAreUnknown) {
    // The zone is not signed, although the anchor says that it must be.
    const TemporaryDirectory directory;
    auto settings = by_resolver(server_->server());
    settings.trust_anchor =
        directory.write("anchor", "example. 300 IN DS 12345 13 2 " + std::string(64, 'a') + "\n");
    const auto standing = checker(settings)->check("firm.example");
    EXPECT_EQ(standing->service, MailService::unknown);
    EXPECT_NE(standing->reason.find("bogus"), std::string::npos) << standing->reason;
}

TEST(Resolver, IsRefusedWhereAFileIsOfAnotherKind) {
    const TemporaryDirectory directory;
    for (auto file : {&DnsSettings::root_hints, &DnsSettings::trust_anchor}) {
        DnsSettings settings;
        settings.*file = directory.write("file", "This is not\na zone file.\n");
        const auto opened = open_resolver(settings);
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().code, ErrorCode::unavailable);
    }
}

TEST(Resolver, IsRefusedWhereAFileIsNotThere) {
    for (auto file : {&DnsSettings::root_hints, &DnsSettings::trust_anchor}) {
        DnsSettings settings;
        settings.*file = "/nonexistent/file";
        const auto opened = open_resolver(settings);
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().code, ErrorCode::unavailable);
        EXPECT_NE(opened.error().message().find("/nonexistent/file"), std::string::npos)
            << opened.error().message();
    }
}

}  // namespace
}  // namespace postern
