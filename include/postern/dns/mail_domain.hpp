// SPDX-License-Identifier: Apache-2.0
//
// Judges whether a domain takes mail from what DNS has answered so far, or says what else has to be
// asked. A pure function: the same answers, the same judgement, whatever their order.
//
// The rules (RFC 5321 section 5.1, RFC 7505):
//   - MX: the domain takes mail if one of its hosts has an address that leads elsewhere. A sole "."
//     with preference 0 is a null MX; "." beside other hosts, or with another preference, is no
//     host. A host may be an alias: forbidden (RFC 2181 section 10.3), but mail does arrive.
//   - No MX: the domain itself is the host.
//   - NXDOMAIN to the MX question is believed only if the address questions get it too. RFC 8020
//     would make one enough, but there are servers that say it of a type they do not know.
//   - What got no answer counts neither way: `unknown`, unless another host settles it.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/dns/domain_standing.hpp"
#include "postern/dns/question.hpp"

namespace postern {

using DnsAnswers = std::map<DnsQuestion, DnsAnswer>;

struct MailDomainJudgement {
    MailService service = MailService::unknown;
    std::vector<std::string> mail_hosts{};
    std::string reason{};         ///< Empty where it takes mail.
    std::chrono::seconds ttl{0};  ///< The shortest of the answers it rests on; 0 if unknown.
};

/// Exactly one of the two is there.
struct MailDomainInquiry {
    std::optional<MailDomainJudgement> judgement{};
    std::vector<DnsQuestion> wanted{};  ///< Without those answered; some may be under way already.
};

/// `domain` as parse_domain() returns it.
MailDomainInquiry judge_mail_domain(std::string_view domain, const DnsAnswers& answers);

}  // namespace postern
