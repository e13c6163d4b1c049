// SPDX-License-Identifier: Apache-2.0
//
// Name servers that say nothing, or too late: a session is let go in time, and a late answer
// counts.
#include <gtest/gtest.h>

#include "postern/dns/domain_checker.hpp"

#include "example_zone.hpp"
#include "held_name_server.hpp"
#include "wait.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;
using testing::example_zones;
using testing::HeldNameServer;
using testing::NameServer;
using testing::wait_until;

/// A test fails that waits for longer than this where it should not.
constexpr Duration kFar = 20s;

class SilentServer : public ::testing::Test {
  protected:
    void open(Duration timeout, Duration unknown_ttl = 0s) {
        DnsSettings settings;
        settings.resolvers = {silent_.server()};
        settings.timeout = timeout;
        settings.unknown_ttl = unknown_ttl;
        auto opened = DomainChecker::open(settings, clock_);
        if (!opened) throw std::runtime_error(opened.error().message());
        checker_ = *std::move(opened);
    }

    static Duration elapsed_since(std::chrono::steady_clock::time_point start) {
        return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - start);
    }

    SystemClock clock_;
    HeldNameServer silent_;
    std::unique_ptr<DomainChecker> checker_;
};

TEST_F(SilentServer, HoldsNobodyLongerThanTheTimeout) {
    open(200ms);
    const auto start = std::chrono::steady_clock::now();
    const auto standing = checker_->check("firm.example");
    const auto took = elapsed_since(start);
    EXPECT_EQ(standing->service, MailService::unknown);
    EXPECT_EQ(standing->reason, "could not be asked about: no answer within 200ms");
    EXPECT_GE(took, 200ms);
    EXPECT_LT(took, kFar);
    EXPECT_TRUE(silent_.await_question());
}

TEST_F(SilentServer, DoesNotKeepTheCheckerFromEnding) {
    open(100ms);
    for (const auto* domain : {"a.example", "b.example", "c.example"}) {
        EXPECT_EQ(checker_->check(domain)->service, MailService::unknown);
    }
    const auto start = std::chrono::steady_clock::now();
    checker_.reset();
    // libunbound itself would go on for longer.
    EXPECT_LT(elapsed_since(start), 10s);
}

TEST_F(SilentServer, IsBelievedWhenItAnswersAtLast) {
    if (const auto why = NameServer::unavailable()) GTEST_SKIP() << *why;
    const NameServer server(example_zones());
    // What the first check says is remembered for longer than the test takes.
    open(100ms, 10min);
    EXPECT_EQ(checker_->check("firm.example")->service, MailService::unknown);
    ASSERT_TRUE(silent_.await_question());
    EXPECT_EQ(checker_->check("firm.example")->service, MailService::unknown);
    silent_.let_go(server.address());
    EXPECT_TRUE(wait_until(
        [&] { return checker_->check("firm.example")->service == MailService::accepts; }));
}

TEST_F(SilentServer, IsWaitedForByWhoHasTheTime) {
    if (const auto why = NameServer::unavailable()) GTEST_SKIP() << *why;
    const NameServer server(example_zones());
    open(60s);
    std::thread later([&] {
        if (silent_.await_question()) silent_.let_go(server.address());
    });
    EXPECT_EQ(checker_->check("firm.example")->service, MailService::accepts);
    later.join();
}

TEST_F(SilentServer, LetsOthersBeAskedAbout) {
    if (const auto why = NameServer::unavailable()) GTEST_SKIP() << *why;
    const NameServer server(example_zones());
    DnsSettings settings;
    settings.resolvers = {silent_.server()};
    settings.stubs = {"example=" + server.server()};
    settings.timeout = 60s;
    const auto opened = DomainChecker::open(settings, clock_);
    ASSERT_TRUE(opened);
    std::thread stuck(
        [&] { EXPECT_EQ((*opened)->check("firm.silent", 100ms)->service, MailService::unknown); });
    EXPECT_EQ((*opened)->check("firm.example")->service, MailService::accepts);
    stuck.join();
}

}  // namespace
}  // namespace postern
