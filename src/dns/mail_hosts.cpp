// SPDX-License-Identifier: Apache-2.0
#include "mail_hosts.hpp"

#include <algorithm>

#include "postern/config/network.hpp"

namespace postern {

namespace {

constexpr std::size_t kHostsAtFirst = 3;

std::vector<Network> our_own() {
    auto networks = Network::loopback();
    for (const auto* block : {"0.0.0.0/8", "::/128"}) {
        networks.push_back(Network::parse(block).value());
    }
    return networks;
}

std::string trouble_with(const DnsQuestion& question, const DnsAnswer& answer) {
    return std::string(name_of(question.type)) + " of " + question.name + ": " + answer.trouble;
}

/// True where the answer settles that mail has somewhere to go.
void take(const DnsQuestion& question, const DnsAnswer& answer, MailHostSurvey& survey) {
    const auto leads_elsewhere = [](const std::string& a) { return !leads_to_ourselves(a); };
    const auto& addresses = answer.addresses;
    if (answer.kind == DnsAnswer::Kind::no_answer) {
        if (survey.trouble.empty()) survey.trouble = trouble_with(question, answer);
        return;
    }
    survey.exists = survey.exists || answer.kind != DnsAnswer::Kind::no_such_name;
    survey.ttl = std::min(survey.ttl, answer.ttl);
    survey.loopback = survey.loopback || !addresses.empty();
    if (std::none_of(addresses.begin(), addresses.end(), leads_elsewhere)) return;
    survey.reachable = true;
    survey.ttl = answer.ttl;
}

std::vector<DnsQuestion> questions(const std::vector<std::string>& hosts, std::size_t most) {
    std::vector<DnsQuestion> all;
    const auto count = std::min(hosts.size(), most);
    for (const auto type : {RecordType::a, RecordType::aaaa}) {
        for (std::size_t i = 0; i < count; ++i) all.push_back({hosts[i], type});
    }
    return all;
}

}  // namespace

bool leads_to_ourselves(const std::string& address) {
    static const auto kOurOwn = our_own();
    return std::any_of(kOurOwn.begin(), kOurOwn.end(),
                       [&](const Network& network) { return network.contains(address); });
}

MailHostSurvey survey(const std::vector<std::string>& hosts, const DnsAnswers& answers) {
    MailHostSurvey result;
    result.complete = hosts.size() <= kMostHosts;
    std::size_t answered = 0;
    for (auto& question : questions(hosts, kMostHosts)) {
        const auto answer = answers.find(question);
        if (answer == answers.end()) {
            result.wanted.push_back(std::move(question));
            continue;
        }
        ++answered;
        take(question, answer->second, result);
        if (result.reachable) break;
    }
    if (result.reachable) result.wanted.clear();
    if (answered == 0) result.wanted.resize(std::min(hosts.size(), kHostsAtFirst));
    return result;
}

}  // namespace postern
