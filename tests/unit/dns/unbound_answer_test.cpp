// SPDX-License-Identifier: Apache-2.0
//
// What servers of anybody's send, as it comes out of libunbound.
#include "unbound_answer.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::string_literals;

/// A result of libunbound with one record, or none.
struct Raw {
    explicit Raw(std::string record) : data(std::move(record)) {
        result.havedata = 1;
        result.ttl = 300;
        result.data = pointers;
        result.len = &length;
    }
    std::string data;
    char* pointers[2] = {data.data(), nullptr};
    int length = static_cast<int>(data.size());
    ub_result result{};
};

TEST(WireName, IsReadInLowerCase) {
    EXPECT_EQ(read_wire_name("\4MAIL\x7"
                             "EXAMPLE\0"s),
              "mail.example");
    EXPECT_EQ(read_wire_name("\0"s), "");
}

TEST(WireName, IsWrittenInAsciiWhateverItsBytes) {
    EXPECT_EQ(read_wire_name("\4a.\n\xff\0"s), "a\\046\\010\\255");
    EXPECT_EQ(read_wire_name("\3a b\2_x\0"s), "a\\032b._x");
}

TEST(WireName, IsRefusedWhereItsBytesAreNotOneName) {
    for (const auto& bytes : {""s, "\4mail"s, "\5mail\0"s, "\xc0\x0c"s, "\0\0"s, "\1a\0b"s,
                              "\x40"s + std::string(64, 'a') + "\0"s}) {
        EXPECT_FALSE(read_wire_name(bytes)) << ::testing::PrintToString(bytes);
    }
}

TEST(UnboundAnswer, HasTheMxRecords) {
    const Raw raw(
        "\1\2\2mx\x7"
        "example\0"s);
    const auto answer = read_unbound_answer(RecordType::mx, raw.result);
    EXPECT_EQ(answer.kind, DnsAnswer::Kind::records);
    EXPECT_EQ(answer.exchangers, (std::vector<MailExchanger>{{258, "mx.example"}}));
    EXPECT_EQ(answer.ttl, std::chrono::seconds{300});
}

TEST(UnboundAnswer, HasTheAddresses) {
    EXPECT_EQ(read_unbound_answer(RecordType::a, Raw("\xc0\0\2\1"s).result).addresses,
              (std::vector<std::string>{"192.0.2.1"}));
    EXPECT_EQ(
        read_unbound_answer(RecordType::aaaa, Raw(std::string(15, '\0') + "\1").result).addresses,
        (std::vector<std::string>{"::1"}));
}

TEST(UnboundAnswer, HasTheTextsWithTheirStringsJoined) {
    EXPECT_EQ(read_unbound_answer(RecordType::txt, Raw("\6v=spf1\5 -all"s).result).texts,
              (std::vector<std::string>{"v=spf1 -all"}));
    EXPECT_EQ(read_unbound_answer(RecordType::txt, Raw("\0"s).result).texts,
              (std::vector<std::string>{""}));
}

TEST(UnboundAnswer, HasTheNamesOfAnAddress) {
    EXPECT_EQ(read_unbound_answer(RecordType::ptr, Raw("\4MAIL\7example\0"s).result).names,
              (std::vector<std::string>{"mail.example"}));
}

TEST(UnboundAnswer, LeavesOutATextThatEndsTooEarly) {
    EXPECT_EQ(read_unbound_answer(RecordType::txt, Raw("\6v=spf"s).result).kind,
              DnsAnswer::Kind::no_answer);
}

TEST(UnboundAnswer, IsNoneWhereTheRecordsAreMalformed) {
    for (const auto& data : {""s, "\0"s, "\0\1"s, "\0\1\4mx"s, "\1\2\3"s}) {
        for (const auto type : {RecordType::mx, RecordType::a, RecordType::aaaa}) {
            const auto answer = read_unbound_answer(type, Raw(data).result);
            EXPECT_EQ(answer.kind, DnsAnswer::Kind::no_answer);
            EXPECT_EQ(answer.trouble, "malformed records");
        }
    }
}

TEST(UnboundAnswer, BelievesNothingThatIsBogus) {
    Raw raw("\xc0\0\2\1"s);
    raw.result.bogus = 1;
    std::string why = "signature expired";
    raw.result.why_bogus = why.data();
    EXPECT_EQ(read_unbound_answer(RecordType::a, raw.result).trouble, "bogus: signature expired");
    raw.result.nxdomain = 1;
    raw.result.havedata = 0;
    EXPECT_EQ(read_unbound_answer(RecordType::a, raw.result).kind, DnsAnswer::Kind::no_answer);
}

TEST(UnboundAnswer, TellsNoRecordsFromNoNameFromNoAnswer) {
    Raw raw("");
    raw.result.havedata = 0;
    EXPECT_EQ(read_unbound_answer(RecordType::a, raw.result).kind, DnsAnswer::Kind::no_records);
    raw.result.rcode = 2;
    EXPECT_EQ(read_unbound_answer(RecordType::a, raw.result).trouble, "SERVFAIL");
    raw.result.rcode = 3;
    raw.result.nxdomain = 1;
    EXPECT_EQ(read_unbound_answer(RecordType::a, raw.result).kind, DnsAnswer::Kind::no_such_name);
}

}  // namespace
}  // namespace postern
