// SPDX-License-Identifier: Apache-2.0
//
// One question to DNS and what came of it, as plain values: what is judged (mail_domain.hpp) knows
// nothing of a resolver. Of MX, TXT and PTR (RFC 1035 section 3.3), A and AAAA (RFC 3596) only what
// mail needs is kept. An alias (CNAME) has been followed already: the records are those at its end.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace postern {

enum class RecordType { mx, a, aaaa, txt, ptr };

std::string_view name_of(RecordType type);  ///< "MX"

struct DnsQuestion {
    std::string name;  ///< In lower case, without the dot at its end.
    RecordType type = RecordType::mx;

    // clang-tidy takes the comparison with 0 behind it for a pointer's.
    // NOLINTNEXTLINE(modernize-use-nullptr)
    friend auto operator<=>(const DnsQuestion&, const DnsQuestion&) = default;
};

struct MailExchanger {
    std::uint16_t preference = 0;  ///< The lowest is tried first.
    std::string host;              ///< In lower case; empty for the root, ".".

    // NOLINTNEXTLINE(modernize-use-nullptr)
    friend auto operator<=>(const MailExchanger&, const MailExchanger&) = default;
};

struct DnsAnswer {
    enum class Kind {
        records,       ///< At least one.
        no_records,    ///< The name exists, without this type (NODATA, RFC 2308 section 2.2).
        no_such_name,  ///< NXDOMAIN.
        no_answer,     ///< SERVFAIL, REFUSED, time-out, bogus (RFC 4035): nothing is known.
    };

    Kind kind = Kind::no_answer;
    std::vector<MailExchanger> exchangers{};  ///< Of an MX question.
    std::vector<std::string> addresses{};     ///< Of an A or AAAA question: "192.0.2.1", "::1".
    std::chrono::seconds ttl{0};              ///< Also that of a "no" (RFC 2308 section 5).
    std::string trouble{};                    ///< Of no_answer: why, a few words for a person.
    std::vector<std::string> texts{};         ///< Of TXT: each record's strings joined, any bytes.
    std::vector<std::string> names{};         ///< Of PTR, in lower case.
};

}  // namespace postern
