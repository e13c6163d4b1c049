// SPDX-License-Identifier: Apache-2.0
//
// Records as a name server of anybody's sends them, behind libunbound. The input: a byte for the
// type, a byte for the reply code and flags, then records, each behind two bytes of length.
#include <array>
#include <vector>

#include "postern/base/text.hpp"
#include "postern/dns/mail_domain.hpp"

#include "target.hpp"
#include "unbound_answer.hpp"

namespace postern::fuzz {

namespace {

constexpr std::array kTypes{RecordType::mx, RecordType::a, RecordType::aaaa, RecordType::txt,
                            RecordType::ptr};

std::size_t take_byte(std::string_view& input) {
    if (input.empty()) return 0;
    const auto byte = static_cast<unsigned char>(input.front());
    input.remove_prefix(1);
    return byte;
}

std::vector<std::string> take_records(std::string_view input) {
    std::vector<std::string> records;
    while (!input.empty()) {
        const auto high = take_byte(input);
        const auto size = std::min(high * 256 + take_byte(input), input.size());
        records.emplace_back(input.substr(0, size));
        input.remove_prefix(size);
    }
    return records;
}

DnsAnswer answer_of(RecordType type, std::size_t flags, std::vector<std::string> records) {
    std::vector<char*> data;
    std::vector<int> sizes;
    for (auto& record : records) {
        data.push_back(record.data());
        sizes.push_back(static_cast<int>(record.size()));
    }
    data.push_back(nullptr);
    ub_result result{};
    result.qtype = wire_number(type);
    result.data = data.data();
    result.len = sizes.data();
    result.havedata = records.empty() ? 0 : 1;
    result.rcode = static_cast<int>(flags & 0xFU);
    result.nxdomain = result.rcode == 3 ? 1 : 0;
    result.bogus = (flags & 0x10U) != 0 ? 1 : 0;
    result.ttl = static_cast<int>(flags);
    return read_unbound_answer(type, result);
}

void require_name(const std::string& name) {
    require(is_printable_ascii(name), "a name has other bytes written out", name);
    require(lower(name) == name, "a name is in lower case", name);
}

}  // namespace

void dns_answer(std::string_view input) {
    const auto type = kTypes.at(take_byte(input) % kTypes.size());
    const auto flags = take_byte(input);
    (void)read_wire_name(input);
    const auto answer = answer_of(type, flags, take_records(input));
    const bool any = !answer.exchangers.empty() || !answer.addresses.empty() ||
                     !answer.texts.empty() || !answer.names.empty();
    require(any == (answer.kind == DnsAnswer::Kind::records), "an answer with records has some");
    require(answer.ttl.count() >= 0, "no answer lasts less than no time");
    for (const auto& exchanger : answer.exchangers) require_name(exchanger.host);
    for (const auto& name : answer.names) require_name(name);
    const auto inquiry = judge_mail_domain("firm.example", {{{"firm.example", type}, answer}});
    require(inquiry.judgement.has_value() == inquiry.wanted.empty(), "there is one or the other");
}

}  // namespace postern::fuzz
