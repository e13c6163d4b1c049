// SPDX-License-Identifier: Apache-2.0
//
// What the answers of DNS mean for mail, without DNS.
#include "postern/dns/mail_domain.hpp"

#include <gtest/gtest.h>

#include "answers.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;
using testing::address;
using testing::mx;
using testing::no_answer;
using testing::no_records;
using testing::no_such_name;

constexpr auto kMx = RecordType::mx;
constexpr auto kA = RecordType::a;
constexpr auto kAaaa = RecordType::aaaa;
const std::string kFirm = "firm.example";
const std::string kHost = "mx.firm.example";
const std::string kOther = "mx2.firm.example";

struct Case {
    const char* what;
    DnsAnswers answers;
    MailService service;
    std::vector<std::string> hosts;
    std::chrono::seconds ttl;
};

const std::vector<Case> kWithMx{
    {"a host with an address",
     {{{kFirm, kMx}, mx({{10, kHost}})}, {{kHost, kA}, address("192.0.2.1", 100s)}},
     MailService::accepts,
     {kHost},
     100s},
    {"a host with an IPv6 address only",
     {{{kFirm, kMx}, mx({{10, kHost}})},
      {{kHost, kA}, no_records()},
      {{kHost, kAaaa}, address("2001:db8::1")}},
     MailService::accepts,
     {kHost},
     300s},
    {"the preferred host is dead, another lives",
     {{{kFirm, kMx}, mx({{20, kOther}, {10, kHost}}, 200s)},
      {{kHost, kA}, no_such_name()},
      {{kOther, kA}, address("192.0.2.2")}},
     MailService::accepts,
     {kHost, kOther},
     200s},
    {"the preferred host is lame, another lives",
     {{{kFirm, kMx}, mx({{20, kOther}, {10, kHost}})},
      {{kHost, kA}, no_answer()},
      {{kOther, kA}, address("192.0.2.2")}},
     MailService::accepts,
     {kHost, kOther},
     300s},
    {"one address is loopback, another is not",
     {{{kFirm, kMx}, mx({{10, kHost}})},
      {{kHost, kA}, address("127.0.0.1")},
      {{kHost, kAaaa}, address("2001:db8::1")}},
     MailService::accepts,
     {kHost},
     300s},
    {"no host exists",
     {{{kFirm, kMx}, mx({{10, kHost}})},
      {{kHost, kA}, no_such_name()},
      {{kHost, kAaaa}, no_such_name()}},
     MailService::no_mail_host,
     {kHost},
     60s},
    {"a host is lame, the other has no address",
     {{{kFirm, kMx}, mx({{10, kHost}, {20, kOther}})},
      {{kHost, kA}, no_answer()},
      {{kHost, kAaaa}, no_answer()},
      {{kOther, kA}, no_records()},
      {{kOther, kAaaa}, no_records()}},
     MailService::unknown,
     {},
     0s},
    {"a host is lame, the other is loopback",
     {{{kFirm, kMx}, mx({{10, kHost}, {20, kOther}})},
      {{kHost, kA}, no_answer()},
      {{kHost, kAaaa}, no_records()},
      {{kOther, kA}, address("127.0.0.1")},
      {{kOther, kAaaa}, no_records()}},
     MailService::unknown,
     {},
     0s},
    {"every address is loopback or unspecified",
     {{{kFirm, kMx}, mx({{10, kHost}})},
      {{kHost, kA}, address("0.0.0.0")},
      {{kHost, kAaaa}, address("::1")}},
     MailService::loopback_only,
     {kHost},
     300s},
    {"null MX", {{{kFirm, kMx}, mx({{0, ""}}, 50s)}}, MailService::null_mx, {}, 50s},
    {"the root, but with a preference",
     {{{kFirm, kMx}, mx({{10, ""}})}},
     MailService::no_mail_host,
     {},
     300s},
    {"the root twice",
     {{{kFirm, kMx}, mx({{0, ""}, {5, ""}})}},
     MailService::no_mail_host,
     {},
     300s},
    {"the root beside a host",
     {{{kFirm, kMx}, mx({{0, ""}, {10, kHost}})}, {{kHost, kA}, address("192.0.2.1")}},
     MailService::accepts,
     {kHost},
     300s},
    {"the MX question has no answer", {{{kFirm, kMx}, no_answer()}}, MailService::unknown, {}, 0s},
};

const std::vector<Case> kWithoutMx{
    {"an address",
     {{{kFirm, kMx}, no_records()}, {{kFirm, kA}, address("192.0.2.1")}},
     MailService::accepts_implicitly,
     {kFirm},
     60s},
    {"an IPv6 address, and the A question has no answer",
     {{{kFirm, kMx}, no_records()},
      {{kFirm, kA}, no_answer()},
      {{kFirm, kAaaa}, address("2001:db8::1")}},
     MailService::accepts_implicitly,
     {kFirm},
     60s},
    {"no address either",
     {{{kFirm, kMx}, no_records()}, {{kFirm, kA}, no_records()}, {{kFirm, kAaaa}, no_records()}},
     MailService::no_mail_host,
     {},
     60s},
    {"no address, and one question has no answer",
     {{{kFirm, kMx}, no_records()}, {{kFirm, kA}, no_records()}, {{kFirm, kAaaa}, no_answer()}},
     MailService::unknown,
     {},
     0s},
    {"loopback",
     {{{kFirm, kMx}, no_records()},
      {{kFirm, kA}, address("127.1.2.3")},
      {{kFirm, kAaaa}, no_records()}},
     MailService::loopback_only,
     {kFirm},
     60s},
    {"NXDOMAIN",
     {{{kFirm, kMx}, no_such_name()},
      {{kFirm, kA}, no_such_name()},
      {{kFirm, kAaaa}, no_such_name()}},
     MailService::no_such_domain,
     {},
     60s},
    {"NXDOMAIN to MX only, from a server that does not know the type",
     {{{kFirm, kMx}, no_such_name()}, {{kFirm, kA}, address("192.0.2.1")}},
     MailService::accepts_implicitly,
     {kFirm},
     60s},
    {"NXDOMAIN to MX, but the name exists",
     {{{kFirm, kMx}, no_such_name()}, {{kFirm, kA}, no_records()}, {{kFirm, kAaaa}, no_records()}},
     MailService::no_mail_host,
     {},
     60s},
    {"NXDOMAIN to MX, and then no answer",
     {{{kFirm, kMx}, no_such_name()}, {{kFirm, kA}, no_such_name()}, {{kFirm, kAaaa}, no_answer()}},
     MailService::unknown,
     {},
     0s},
};

void expect_judged(const Case& c) {
    SCOPED_TRACE(c.what);
    const auto inquiry = judge_mail_domain(kFirm, c.answers);
    ASSERT_TRUE(inquiry.judgement) << "wants to know " << inquiry.wanted.size() << " more";
    EXPECT_TRUE(inquiry.wanted.empty());
    const auto& judgement = *inquiry.judgement;
    EXPECT_EQ(name_of(judgement.service), name_of(c.service));
    EXPECT_EQ(judgement.mail_hosts, c.hosts);
    EXPECT_EQ(judgement.ttl, c.ttl);
    EXPECT_EQ(judgement.reason.empty(), takes_mail(judgement.service));
}

TEST(MailDomain, WithMxIsJudgedByItsHosts) {
    for (const auto& c : kWithMx) expect_judged(c);
}

TEST(MailDomain, WithoutMxIsItsOwnHost) {
    for (const auto& c : kWithoutMx) expect_judged(c);
}

TEST(MailDomain, AsksForMxFirst) {
    const auto inquiry = judge_mail_domain(kFirm, {});
    EXPECT_FALSE(inquiry.judgement);
    EXPECT_EQ(inquiry.wanted, (std::vector<DnsQuestion>{{kFirm, kMx}}));
}

TEST(MailDomain, SaysWhatTheResolverSaid) {
    const auto inquiry = judge_mail_domain(kFirm, {{{kFirm, kMx}, no_answer("REFUSED")}});
    EXPECT_EQ(inquiry.judgement->reason, "could not be asked about: MX of firm.example: REFUSED");
}

TEST(MailDomain, NamesItsHostsEachOnceAndInOrder) {
    const auto inquiry =
        judge_mail_domain(kFirm, {{{kFirm, kMx}, mx({{20, "a"}, {10, "c"}, {10, "b"}, {30, "c"}})},
                                  {{"b", kA}, address("192.0.2.1")}});
    EXPECT_EQ(inquiry.judgement->mail_hosts, (std::vector<std::string>{"b", "c", "a"}));
}

TEST(MailDomain, WithTooManyDeadHostsIsNotCalledDead) {
    DnsAnswer many = mx({});
    DnsAnswers answers;
    for (std::uint16_t i = 0; i < 11; ++i) {
        const auto host = "mx" + std::to_string(i) + ".firm.example";
        many.exchangers.push_back({i, host});
        answers[{host, kA}] = no_records();
        answers[{host, kAaaa}] = no_records();
    }
    answers[{kFirm, kMx}] = many;
    EXPECT_EQ(judge_mail_domain(kFirm, answers).judgement->service, MailService::unknown);
    many.exchangers.pop_back();
    answers[{kFirm, kMx}] = many;
    EXPECT_EQ(judge_mail_domain(kFirm, answers).judgement->service, MailService::no_mail_host);
}

TEST(MailService, IsNeitherDeadNorAliveWhereNobodyAnswered) {
    EXPECT_FALSE(takes_mail(MailService::unknown));
    EXPECT_FALSE(takes_no_mail(MailService::unknown));
    EXPECT_TRUE(takes_no_mail(MailService::null_mx));
    EXPECT_TRUE(takes_mail(MailService::accepts_implicitly));
}

}  // namespace
}  // namespace postern
