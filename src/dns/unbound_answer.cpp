// SPDX-License-Identifier: Apache-2.0
#include "unbound_answer.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstdio>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr std::size_t kLongestLabel = 63;
constexpr int kServfail = 2;
constexpr int kNotImplemented = 4;
constexpr int kRefused = 5;

std::string trouble_with(const ub_result& result) {
    if (result.bogus != 0) {
        return std::string("bogus: ") + (result.why_bogus == nullptr ? "" : result.why_bogus);
    }
    switch (result.rcode) {
        case kServfail:
            return "SERVFAIL";
        case kNotImplemented:
            return "NOTIMP";
        case kRefused:
            return "REFUSED";
        default:
            return "response code " + std::to_string(result.rcode);
    }
}

void append_byte(char c, std::string& text) {
    const char small = lower(c);
    const bool plain =
        (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (plain) {
        text.push_back(small);
        return;
    }
    std::array<char, 8> escaped{};
    std::snprintf(escaped.data(), escaped.size(), "\\%03u", static_cast<unsigned char>(c));
    text.append(escaped.data());
}

void read_exchanger(std::string_view data, DnsAnswer& answer) {
    if (data.size() < 3) return;
    const auto high = static_cast<unsigned char>(data[0]);
    const auto low = static_cast<unsigned char>(data[1]);
    auto host = read_wire_name(data.substr(2));
    if (!host) return;
    answer.exchangers.push_back({static_cast<std::uint16_t>(high << 8U | low), *std::move(host)});
}

void read_address(int family, std::size_t size, std::string_view data, DnsAnswer& answer) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (data.size() != size) return;
    if (::inet_ntop(family, data.data(), text.data(), text.size()) == nullptr) return;
    answer.addresses.emplace_back(text.data());
}

/// Strings of a record belong together without a blank between them (RFC 7208 section 3.3, RFC 6376
/// section 3.6.2.2).
void read_text(std::string_view data, DnsAnswer& answer) {
    std::string text;
    while (!data.empty()) {
        const auto length = static_cast<unsigned char>(data.front());
        data.remove_prefix(1);
        if (length > data.size()) return;
        text.append(data.substr(0, length));
        data.remove_prefix(length);
    }
    answer.texts.push_back(std::move(text));
}

void read_name(std::string_view data, DnsAnswer& answer) {
    if (auto name = read_wire_name(data)) answer.names.push_back(*std::move(name));
}

void read_record(RecordType type, std::string_view data, DnsAnswer& answer) {
    switch (type) {
        case RecordType::mx:
            return read_exchanger(data, answer);
        case RecordType::a:
            return read_address(AF_INET, sizeof(in_addr), data, answer);
        case RecordType::aaaa:
            return read_address(AF_INET6, sizeof(in6_addr), data, answer);
        case RecordType::txt:
            return read_text(data, answer);
        case RecordType::ptr:
            return read_name(data, answer);
    }
}

void read_records(RecordType type, const ub_result& result, DnsAnswer& answer) {
    for (int i = 0; result.data[i] != nullptr; ++i) {
        read_record(type, {result.data[i], static_cast<std::size_t>(result.len[i])}, answer);
    }
    const bool empty = answer.exchangers.empty() && answer.addresses.empty() &&
                       answer.texts.empty() && answer.names.empty();
    answer.kind = empty ? DnsAnswer::Kind::no_answer : DnsAnswer::Kind::records;
    if (empty) answer.trouble = "malformed records";
}

}  // namespace

DnsAnswer read_unbound_answer(RecordType type, const ub_result& result) {
    DnsAnswer answer;
    answer.ttl = std::chrono::seconds(result.ttl);
    if (result.bogus == 0 && result.havedata != 0) {
        read_records(type, result, answer);
    } else if (result.bogus == 0 && result.nxdomain != 0) {
        answer.kind = DnsAnswer::Kind::no_such_name;
    } else if (result.bogus == 0 && result.rcode == 0) {
        answer.kind = DnsAnswer::Kind::no_records;
    } else {
        answer.trouble = trouble_with(result);
    }
    return answer;
}

int wire_number(RecordType type) {
    switch (type) {
        case RecordType::mx:
            return 15;
        case RecordType::a:
            return 1;
        case RecordType::aaaa:
            return 28;
        case RecordType::txt:
            return 16;
        case RecordType::ptr:
            break;
    }
    return 12;
}

std::optional<std::string> read_wire_name(std::string_view bytes) {
    std::string name;
    while (!bytes.empty()) {
        const auto length = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        if (length == 0) return bytes.empty() ? std::optional(name) : std::nullopt;
        if (length > kLongestLabel || length > bytes.size()) return std::nullopt;
        if (!name.empty()) name.push_back('.');
        for (const char c : bytes.substr(0, length)) append_byte(c, name);
        bytes.remove_prefix(length);
    }
    return std::nullopt;
}

}  // namespace postern
