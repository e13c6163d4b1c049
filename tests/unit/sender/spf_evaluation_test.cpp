// SPDX-License-Identifier: Apache-2.0
//
// Results by record and address. A resolver would answer from the zone below; what is not in it
// does not exist.
#include "spf_evaluation.hpp"

#include <gtest/gtest.h>

#include "answers.hpp"

namespace postern {
namespace {

using testing::address;
using testing::mx;
using testing::no_answer;
using testing::no_such_name;
using testing::ptr;
using testing::txt;

constexpr auto kA = RecordType::a;
constexpr auto kTxt = RecordType::txt;

DnsAnswers zone() {
    DnsAnswers zone{
        {{"host.org", kA}, address("192.0.2.1")},
        {{"host.org", RecordType::aaaa}, address("2001:db8::1")},
        {{"firm.org", RecordType::mx}, mx({{10, "host.org"}, {20, "other.org"}, {30, ""}})},
        {{"other.org", kA}, address("192.0.2.2")},
        {{"good.org", kTxt}, txt({"v=spf1 ip4:192.0.2.1 -all"})},
        {{"fails.org", kTxt}, txt({"v=spf1 -all"})},
        {{"twice.org", kTxt}, txt({"v=spf1 -all", "v=spf1 a -all"})},
        {{"broken.org", kTxt}, txt({"v=spf1 foo"})},
        {{"mute.org", kTxt}, no_answer()},
        {{"loop.org", kTxt}, txt({"v=spf1 include:loop.org"})},
        {{"six.org", kTxt},
         txt({"v=spf1 a:host.org a:host.org a:host.org a:host.org a:host.org "
              "a:host.org ?all"})},
        {{"1.2.0.192.in-addr.arpa", RecordType::ptr}, ptr({"fake.net", "host.org"})},
        {{"192.0.2.1.x.org", kA}, address("127.0.0.2")},
    };
    std::vector<MailExchanger> crowd(11);
    for (int i = 0; auto& exchanger : crowd) exchanger.host = "mx" + std::to_string(i++);
    zone[{"crowd.org", RecordType::mx}] = mx(std::move(crowd));
    return zone;
}

/// With every question answered.
SpfInquiry evaluated(const std::string& record, const std::string& from) {
    auto answers = zone();
    answers[{"example.org", kTxt}] = txt({"unrelated", record});
    for (;;) {
        auto inquiry = evaluate_spf("example.org", IpAddress::parse(from).value(), answers);
        if (inquiry.wanted.empty()) return inquiry;
        for (const auto& question : inquiry.wanted) {
            EXPECT_TRUE(answers.emplace(question, no_such_name()).second) << question.name;
        }
    }
}

struct Case {
    const char* record;
    SpfResult result;
    const char* from = "192.0.2.1";
};

const std::vector<Case> kCases{
    {"unrelated", SpfResult::none},
    {"v=spf1", SpfResult::neutral},
    {"v=spf1 -all", SpfResult::fail},
    {"v=spf1 ~all", SpfResult::softfail},
    {"v=spf1 ?all", SpfResult::neutral},
    {"v=spf1 all", SpfResult::pass},
    {"v=spf1 ip4:192.0.2.0/24 -all", SpfResult::pass},
    {"v=spf1 -ip4:192.0.2.1 +all", SpfResult::fail},
    {"v=spf1 ip4:192.0.2.2 ip6:2001:db8::/32 -all", SpfResult::fail},
    {"v=spf1 ip4:0.0.0.0/0 ip6:2001:db8::/32 -all", SpfResult::pass, "2001:db8::9"},
    {"v=spf1 a:host.org -all", SpfResult::pass},
    {"v=spf1 a:HOST.org -all", SpfResult::pass, "2001:db8::1"},
    {"v=spf1 a:other.org -all", SpfResult::fail},
    {"v=spf1 a:other.org/24 -all", SpfResult::pass},
    {"v=spf1 a -all", SpfResult::fail},
    {"v=spf1 mx:firm.org -all", SpfResult::pass, "192.0.2.2"},
    {"v=spf1 mx:firm.org -all", SpfResult::fail, "192.0.2.3"},
    {"v=spf1 mx:crowd.org -all", SpfResult::permerror},
    {"v=spf1 ptr:org -all", SpfResult::permerror},
    {"v=spf1 ptr:host.org -all", SpfResult::pass},
    {"v=spf1 ptr:fake.net -all", SpfResult::fail},
    {"v=spf1 ptr:host.org -all", SpfResult::fail, "192.0.2.7"},
    {"v=spf1 exists:%{i}.x.org -all", SpfResult::pass},
    {"v=spf1 exists:%{i}.x.org -all", SpfResult::fail, "192.0.2.2"},
    {"v=spf1 include:good.org -all", SpfResult::pass},
    {"v=spf1 include:good.org ?all", SpfResult::neutral, "192.0.2.2"},
    {"v=spf1 include:gone.org -all", SpfResult::permerror},
    {"v=spf1 include:twice.org -all", SpfResult::permerror},
    {"v=spf1 include:broken.org -all", SpfResult::permerror},
    {"v=spf1 include:mute.org -all", SpfResult::temperror},
    {"v=spf1 ip4:192.0.2.1 include:mute.org -all", SpfResult::pass},
    {"v=spf1 include:loop.org -all", SpfResult::permerror},
    {"v=spf1 redirect=good.org", SpfResult::pass},
    {"v=spf1 redirect=fails.org", SpfResult::fail},
    {"v=spf1 redirect=gone.org", SpfResult::permerror},
    {"v=spf1 redirect=good.org ?all", SpfResult::neutral},
};

TEST(SpfEvaluation, HasTheResultOfEachRecord) {
    for (const auto& [record, result, from] : kCases) {
        const auto found = evaluated(record, from);
        EXPECT_EQ(name_of(found.result), name_of(result)) << record << " " << found.reason;
    }
}

TEST(SpfEvaluation, CountsTheLookupsOfIncludedRecords) {
    const auto found = evaluated("v=spf1 include:six.org include:six.org -all", "198.51.100.1");
    EXPECT_EQ(found.result, SpfResult::permerror);
    EXPECT_EQ(found.reason, "more than 10 lookups");
    EXPECT_EQ(evaluated("v=spf1 include:six.org a:host.org -all", "198.51.100.1").result,
              SpfResult::fail);
}

TEST(SpfEvaluation, EndsWhereTooManyLookupsFindNothing) {
    const auto found = evaluated("v=spf1 a:x.org a:y.org a:z.org -all", "192.0.2.1");
    EXPECT_EQ(found.result, SpfResult::permerror);
    EXPECT_EQ(found.reason, "more than 2 lookups that find nothing");
}

TEST(SpfEvaluation, ReadsLongRecordsToTheirEnd) {
    std::string record = "v=spf1";
    for (int i = 0; i < 200; ++i) record += " ip4:10.0." + std::to_string(i) + ".1";
    EXPECT_EQ(evaluated(record + " ip4:192.0.2.1 -all", "192.0.2.1").result, SpfResult::pass);
}

TEST(SpfEvaluation, SaysWhatIsToBeAskedNext) {
    const auto subject = IpAddress::parse("192.0.2.1").value();
    EXPECT_EQ(evaluate_spf("example.org", subject, {}).wanted,
              (std::vector<DnsQuestion>{{"example.org", kTxt}}));
}

TEST(SpfEvaluation, SaysWhoDidNotAnswer) {
    EXPECT_EQ(evaluated("v=spf1 include:mute.org", "192.0.2.1").reason,
              "TXT of mute.org: SERVFAIL");
}

}  // namespace
}  // namespace postern
