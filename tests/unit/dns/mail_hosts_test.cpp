// SPDX-License-Identifier: Apache-2.0
//
// Which questions are asked of mail hosts, and when.
#include <gtest/gtest.h>

#include "postern/dns/mail_domain.hpp"

#include "answers.hpp"

namespace postern {
namespace {

using testing::address;
using testing::mx;
using testing::no_records;

constexpr auto kHostA = RecordType::a;
constexpr auto kHostAaaa = RecordType::aaaa;

DnsAnswers with_hosts(const std::vector<std::string>& hosts) {
    DnsAnswer answer = mx({});
    for (const auto& host : hosts) answer.exchangers.push_back({10, host});
    return {{{"firm.example", RecordType::mx}, answer}};
}

std::vector<DnsQuestion> wanted(const DnsAnswers& answers) {
    return judge_mail_domain("firm.example", answers).wanted;
}

TEST(MailHosts, AreAskedForTheARecordsOfTheFirstThree) {
    EXPECT_EQ(wanted(with_hosts({"a", "b", "c", "d"})),
              (std::vector<DnsQuestion>{{"a", kHostA}, {"b", kHostA}, {"c", kHostA}}));
    EXPECT_EQ(wanted(with_hosts({"a"})), (std::vector<DnsQuestion>{{"a", kHostA}}));
}

TEST(MailHosts, AreAllAskedAboutOnceOneDisappoints) {
    auto answers = with_hosts({"a", "b"});
    answers[{"b", kHostA}] = no_records();
    EXPECT_EQ(wanted(answers),
              (std::vector<DnsQuestion>{{"a", kHostA}, {"a", kHostAaaa}, {"b", kHostAaaa}}));
}

TEST(MailHosts, AreNotAskedFurtherOnceOneHasAnAddress) {
    auto answers = with_hosts({"a", "b", "c", "d"});
    answers[{"c", kHostA}] = address("192.0.2.1");
    EXPECT_TRUE(wanted(answers).empty());
}

TEST(MailHosts, AreAskedAboutUpToALimit) {
    std::vector<std::string> hosts;
    for (int i = 0; i < 100; ++i) hosts.push_back("mx" + std::to_string(i));
    auto answers = with_hosts(hosts);
    answers[{"mx0", kHostA}] = no_records();
    EXPECT_EQ(wanted(answers).size(), 19U);
}

TEST(MailHosts, AtLoopbackOrUnspecifiedAddressesAreNoPlaceForMail) {
    for (const auto* text : {"127.0.0.1", "127.255.0.9", "0.0.0.0", "0.1.2.3", "::1",
                             "::", "::ffff:127.0.0.1", "::ffff:0.0.0.0"}) {
        auto answers = with_hosts({"a"});
        answers[{"a", kHostA}] = address(text);
        answers[{"a", kHostAaaa}] = no_records();
        const auto inquiry = judge_mail_domain("firm.example", answers);
        ASSERT_TRUE(inquiry.judgement) << text;
        EXPECT_EQ(inquiry.judgement->service, MailService::loopback_only) << text;
    }
}

}  // namespace
}  // namespace postern
