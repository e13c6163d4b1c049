// SPDX-License-Identifier: Apache-2.0
//
// Answers of DNS, written the way a zone file has them.
#pragma once

#include <string>
#include <vector>

#include "postern/dns/question.hpp"

namespace postern::testing {

inline constexpr std::chrono::seconds kTtl{300};
inline constexpr std::chrono::seconds kNegativeTtl{60};

inline DnsAnswer mx(std::vector<MailExchanger> exchangers, std::chrono::seconds ttl = kTtl) {
    return {DnsAnswer::Kind::records, std::move(exchangers), {}, ttl};
}
inline DnsAnswer address(std::string address, std::chrono::seconds ttl = kTtl) {
    return {DnsAnswer::Kind::records, {}, {std::move(address)}, ttl};
}
inline DnsAnswer txt(std::vector<std::string> texts) {
    return {DnsAnswer::Kind::records, {}, {}, kTtl, {}, std::move(texts)};
}
inline DnsAnswer ptr(std::vector<std::string> names) {
    return {DnsAnswer::Kind::records, {}, {}, kTtl, {}, {}, std::move(names)};
}
inline DnsAnswer no_records() {
    return {DnsAnswer::Kind::no_records, {}, {}, kNegativeTtl};
}
inline DnsAnswer no_such_name() {
    return {DnsAnswer::Kind::no_such_name, {}, {}, kNegativeTtl};
}
inline DnsAnswer no_answer(std::string trouble = "SERVFAIL") {
    return {DnsAnswer::Kind::no_answer, {}, {}, {}, std::move(trouble)};
}

}  // namespace postern::testing
