// SPDX-License-Identifier: Apache-2.0
#include "postern/dns/ask_all.hpp"

#include <gtest/gtest.h>

#include "answers.hpp"
#include "fake_resolver.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;
using testing::FakeResolver;
using testing::FakeZone;

const DnsQuestion kAddress{"firm.example", RecordType::a};
const DnsQuestion kText{"firm.example", RecordType::txt};

TEST(AskAll, HasAnAnswerToEveryQuestion) {
    FakeZone zone({{kAddress, testing::address("192.0.2.1")}});
    FakeResolver resolver(zone);
    const auto answers = ask_all(resolver, {kAddress, kText, kAddress}, 60s);
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers.at(kAddress).addresses, (std::vector<std::string>{"192.0.2.1"}));
    EXPECT_EQ(answers.at(kText).kind, DnsAnswer::Kind::no_such_name);
    EXPECT_EQ(zone.asked(), 2);
}

TEST(AskAll, SaysOfWhatNobodyAnsweredThatNobodyDid) {
    FakeZone zone({});
    FakeResolver resolver(zone);
    zone.hold();
    const auto answers = ask_all(resolver, {kText}, 1ms);
    EXPECT_EQ(answers.at(kText).kind, DnsAnswer::Kind::no_answer);
    EXPECT_EQ(answers.at(kText).trouble, "no answer within 1ms");
    zone.release();
}

TEST(AskAll, AsksNothingWhereThereIsNoQuestion) {
    FakeZone zone({});
    FakeResolver resolver(zone);
    EXPECT_TRUE(ask_all(resolver, {}, 60s).empty());
}

}  // namespace
}  // namespace postern
