// SPDX-License-Identifier: Apache-2.0
#include "postern/dns/mail_domain.hpp"

#include <algorithm>
#include <utility>

#include "mail_hosts.hpp"

namespace postern {

namespace {

using Kind = DnsAnswer::Kind;

/// The preferred one first; each once, without the root.
std::vector<std::string> hosts_of(const DnsAnswer& mx) {
    auto exchangers = mx.exchangers;
    std::sort(exchangers.begin(), exchangers.end());
    std::vector<std::string> hosts;
    for (auto& exchanger : exchangers) {
        const bool known = std::find(hosts.begin(), hosts.end(), exchanger.host) != hosts.end();
        if (!exchanger.host.empty() && !known) hosts.push_back(std::move(exchanger.host));
    }
    return hosts;
}

bool is_null_mx(const DnsAnswer& mx) {
    return mx.exchangers.size() == 1 && mx.exchangers.front() == MailExchanger{};
}

std::string listed(const std::vector<std::string>& hosts) {
    constexpr std::size_t kMost = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(hosts.size(), kMost); ++i) {
        text.append(i == 0 ? "" : ", ").append(hosts[i]);
    }
    return hosts.size() > kMost ? text + ", …" : text;
}

MailDomainJudgement unknown(std::string reason) {
    return {MailService::unknown, {}, std::move(reason), std::chrono::seconds{0}};
}

MailDomainJudgement judge_exchangers(std::vector<std::string> hosts, const MailHostSurvey& found) {
    if (found.reachable) {
        return {MailService::accepts, std::move(hosts), {}, found.ttl};
    }
    if (!found.trouble.empty()) return unknown("could not be asked about: " + found.trouble);
    if (!found.complete) return unknown("has many mail hosts, and the first have no address");
    const auto names = listed(hosts);
    if (found.loopback) {
        return {MailService::loopback_only, std::move(hosts),
                "has mail hosts that lead to no other machine (loopback): " + names, found.ttl};
    }
    return {MailService::no_mail_host, std::move(hosts),
            "has only mail hosts without an address: " + names, found.ttl};
}

MailDomainJudgement judge_implicit(std::string_view domain, Kind mx, const MailHostSurvey& found) {
    if (found.reachable) {
        return {MailService::accepts_implicitly, {std::string(domain)}, {}, found.ttl};
    }
    if (!found.trouble.empty()) return unknown("could not be asked about: " + found.trouble);
    if (found.loopback) {
        return {MailService::loopback_only,
                {std::string(domain)},
                "has no MX, and its address leads to no other machine (loopback)",
                found.ttl};
    }
    if (mx == Kind::no_such_name && !found.exists) {
        return {MailService::no_such_domain, {}, "does not exist (NXDOMAIN)", found.ttl};
    }
    return {MailService::no_mail_host, {}, "has neither MX nor address", found.ttl};
}

MailDomainInquiry with_exchangers(const DnsAnswer& mx, const DnsAnswers& answers) {
    if (is_null_mx(mx)) {
        return {MailDomainJudgement{
            MailService::null_mx, {}, "takes no mail (null MX, RFC 7505)", mx.ttl}};
    }
    auto hosts = hosts_of(mx);
    if (hosts.empty()) {
        return {MailDomainJudgement{
            MailService::no_mail_host, {}, "has an MX that names no host", mx.ttl}};
    }
    auto found = survey(hosts, answers);
    if (!found.wanted.empty()) return {std::nullopt, std::move(found.wanted)};
    found.ttl = std::min(found.ttl, mx.ttl);
    return {judge_exchangers(std::move(hosts), found)};
}

MailDomainInquiry without_exchangers(std::string_view domain, const DnsAnswer& mx,
                                     const DnsAnswers& answers) {
    auto found = survey({std::string(domain)}, answers);
    if (!found.wanted.empty()) return {std::nullopt, std::move(found.wanted)};
    found.ttl = std::min(found.ttl, mx.ttl);
    return {judge_implicit(domain, mx.kind, found)};
}

}  // namespace

MailDomainInquiry judge_mail_domain(std::string_view domain, const DnsAnswers& answers) {
    const DnsQuestion question{std::string(domain), RecordType::mx};
    const auto found = answers.find(question);
    if (found == answers.end()) return {std::nullopt, {question}};
    const auto& mx = found->second;
    switch (mx.kind) {
        case Kind::records:
            return with_exchangers(mx, answers);
        case Kind::no_answer:
            break;
        case Kind::no_records:
        case Kind::no_such_name:
            return without_exchangers(domain, mx, answers);
    }
    return {unknown("could not be asked about: MX of " + question.name + ": " + mx.trouble)};
}

}  // namespace postern
