// SPDX-License-Identifier: Apache-2.0
//
// What is remembered, for how long, and who asks, under a clock that is moved by hand.
#include "postern/dns/domain_checker.hpp"

#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "answers.hpp"
#include "fake_clock.hpp"
#include "fake_resolver.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;
using testing::address;
using testing::FakeClock;
using testing::FakeResolver;
using testing::FakeZone;
using testing::mx;
using testing::no_answer;

/// For what must not be waited for: long enough that a test which waits is seen.
constexpr Duration kLong = 60s;
/// For what is waited for in vain.
constexpr Duration kShort = 1ms;

DnsAnswers firm(std::chrono::seconds ttl) {
    return {{{"firm.example", RecordType::mx}, mx({{10, "mx.firm.example"}}, ttl)},
            {{"mx.firm.example", RecordType::a}, address("192.0.2.1", ttl)}};
}

DnsSettings settings() {
    DnsSettings settings;
    settings.timeout = kLong;
    settings.min_ttl = 0s;
    return settings;
}

struct Checking {
    explicit Checking(DnsAnswers answers, const DnsSettings& with = settings())
        : zone(std::move(answers)), checker(with, clock, std::make_unique<FakeResolver>(zone)) {}

    MailService check(const std::string& domain = "firm.example") {
        return checker.check(domain)->service;
    }

    FakeClock clock;
    FakeZone zone;
    DomainChecker checker;
};

TEST(DomainChecker, AsksAndSaysWhatItFound) {
    Checking c(firm(300s));
    const auto standing = c.checker.check("firm.example");
    EXPECT_EQ(standing->service, MailService::accepts);
    EXPECT_EQ(standing->mail_hosts, (std::vector<std::string>{"mx.firm.example"}));
    EXPECT_EQ(standing->reason, "");
    EXPECT_EQ(standing->expires, c.clock.now() + 300s);
    EXPECT_EQ(c.zone.asked(), 2);
}

TEST(DomainChecker, RemembersUntilTheTtlIsOver) {
    Checking c(firm(300s));
    const auto first = c.checker.check("firm.example");
    c.clock.advance(300s - 1ms);
    EXPECT_EQ(c.checker.check("firm.example")->expires, first->expires);
    EXPECT_EQ(c.zone.asked(), 2);
    c.clock.advance(1ms);
    EXPECT_EQ(c.check(), MailService::accepts);
    EXPECT_EQ(c.zone.asked(), 4);
}

TEST(DomainChecker, BoundsTheTtlByTheSettings) {
    struct Case {
        std::chrono::seconds ttl;
        Duration kept;
    };
    auto with = settings();
    with.min_ttl = 2min;
    with.max_ttl = 1h;
    for (const auto& [ttl, kept] : {Case{1s, 2min}, Case{20min, 20min}, Case{86400s, 1h}}) {
        Checking c(firm(ttl), with);
        EXPECT_EQ(c.checker.check("firm.example")->expires, c.clock.now() + kept) << ttl.count();
    }
}

TEST(DomainChecker, RemembersANoForNoLongerThanNegativeTtl) {
    auto with = settings();
    with.min_ttl = 5min;
    with.negative_ttl = 2min;
    Checking c({}, with);
    const auto standing = c.checker.check("firm.example");
    EXPECT_EQ(standing->service, MailService::no_such_domain);
    EXPECT_EQ(standing->expires, c.clock.now() + 2min);
}

TEST(DomainChecker, RemembersForUnknownTtlThatNobodyKnows) {
    auto with = settings();
    with.min_ttl = 5min;
    with.unknown_ttl = 10s;
    Checking c({{{"firm.example", RecordType::mx}, no_answer()}}, with);
    EXPECT_EQ(c.check(), MailService::unknown);
    c.zone.set({"firm.example", RecordType::mx}, mx({{0, ""}}));
    c.clock.advance(10s - 1ms);
    EXPECT_EQ(c.check(), MailService::unknown);
    EXPECT_EQ(c.zone.asked(), 1);
    c.clock.advance(1ms);
    EXPECT_EQ(c.check(), MailService::null_mx);
}

TEST(DomainChecker, DoesNotWaitLongerThanTheTimeout) {
    auto with = settings();
    with.timeout = kShort;
    Checking c(firm(300s), with);
    c.zone.hold();
    const auto standing = c.checker.check("firm.example");
    EXPECT_EQ(standing->service, MailService::unknown);
    EXPECT_EQ(standing->reason, "could not be asked about: no answer within 1ms");
    EXPECT_EQ(standing->expires, c.clock.now() + with.unknown_ttl);
    EXPECT_EQ(c.check(), MailService::unknown);
    EXPECT_EQ(c.zone.asked(), 1);
}

TEST(DomainChecker, RemembersWhatIsAnsweredTooLate) {
    auto with = settings();
    with.timeout = kShort;
    Checking c(firm(300s), with);
    c.zone.hold();
    EXPECT_EQ(c.check(), MailService::unknown);
    c.zone.release();
    EXPECT_EQ(c.check(), MailService::accepts);
    EXPECT_EQ(c.zone.asked(), 2);
}

TEST(DomainChecker, HoldsNothingAgainstADomainForASessionInAHurry) {
    Checking c(firm(300s));
    c.zone.hold();
    EXPECT_EQ(c.checker.check("firm.example", kShort)->service, MailService::unknown);
    std::thread later([&] { c.zone.release(); });
    EXPECT_EQ(c.check(), MailService::accepts);
    later.join();
}

TEST(DomainChecker, AsksOnceForAllWhoWait) {
    constexpr int kSessions = 8;
    Checking c(firm(300s));
    c.zone.hold();
    std::latch started(kSessions + 1);
    std::vector<std::thread> sessions;
    for (int i = 0; i < kSessions; ++i) {
        sessions.emplace_back([&] {
            started.arrive_and_wait();
            EXPECT_EQ(c.check(), MailService::accepts);
        });
    }
    started.arrive_and_wait();
    c.zone.release();
    for (auto& session : sessions) session.join();
    EXPECT_EQ(c.zone.asked(), 2);
}

TEST(DomainChecker, DoesNotAskAboutMoreDomainsThanItMay) {
    auto with = settings();
    with.in_flight = 1;
    Checking c(firm(300s), with);
    c.zone.hold();
    EXPECT_EQ(c.checker.check("firm.example", kShort)->service, MailService::unknown);
    const auto refused = c.checker.check("other.example");
    EXPECT_EQ(refused->service, MailService::unknown);
    EXPECT_EQ(refused->reason, "could not be asked about: too many questions are under way");
    EXPECT_EQ(c.zone.asked(), 1);
    c.zone.release();
    EXPECT_EQ(c.check("other.example"), MailService::no_such_domain);
    EXPECT_EQ(c.check(), MailService::accepts);
}

TEST(DomainChecker, SparesTheDomainThatWasAskedForAgain) {
    auto with = settings();
    with.cache_entries = 2;
    Checking c({}, with);
    const auto questions = [&](const std::string& domain) {
        const int before = c.zone.asked();
        EXPECT_EQ(c.check(domain), MailService::no_such_domain);
        return c.zone.asked() - before;
    };
    EXPECT_EQ(questions("a.example"), 3);
    EXPECT_EQ(questions("b.example"), 3);
    EXPECT_EQ(questions("a.example"), 0);
    EXPECT_EQ(questions("c.example"), 3);
    EXPECT_EQ(questions("a.example"), 0);
    EXPECT_EQ(questions("b.example"), 3);
}

TEST(DomainChecker, WorksWithoutMemory) {
    auto with = settings();
    with.cache_entries = 0;
    Checking c(firm(300s), with);
    EXPECT_EQ(c.check(), MailService::accepts);
    EXPECT_EQ(c.check(), MailService::accepts);
    EXPECT_EQ(c.zone.asked(), 4);
}

TEST(DomainChecker, EndsWithQuestionsUnderWay) {
    Checking c(firm(300s));
    c.zone.hold();
    EXPECT_EQ(c.checker.check("firm.example", kShort)->service, MailService::unknown);
}

TEST(DomainChecker, ServesManySessionsWithALargeMemory) {
    constexpr int kSessions = 4;
    constexpr int kDomains = 500;
    Checking c({});
    std::vector<std::thread> sessions;
    for (int session = 0; session < kSessions; ++session) {
        sessions.emplace_back([&] {
            for (int i = 0; i < kDomains; ++i) {
                const auto domain = "d" + std::to_string(i) + ".example";
                EXPECT_EQ(c.check(domain), MailService::no_such_domain);
            }
        });
    }
    for (auto& session : sessions) session.join();
    EXPECT_EQ(c.zone.asked(), 3 * kDomains);
}

}  // namespace
}  // namespace postern
