// SPDX-License-Identifier: Apache-2.0
#include "postern/dns/domain_check.hpp"

#include <algorithm>
#include <memory>

#include "postern/address/assessment.hpp"
#include "postern/base/file.hpp"
#include "postern/dns/domain_checker.hpp"

namespace postern {

namespace {

bool is_within(std::string_view domain, std::string_view zone) {
    if (domain == zone) return true;
    return domain.size() > zone.size() && domain.ends_with(zone) &&
           domain[domain.size() - zone.size() - 1] == '.';
}

}  // namespace

std::string_view set_aside(std::string_view domain, const std::vector<std::string>& stubs) {
    const auto document = special_use(domain);
    const bool answered_for = std::any_of(stubs.begin(), stubs.end(), [&](std::string_view stub) {
        return is_within(domain, stub.substr(0, stub.find('=')));
    });
    return answered_for ? std::string_view() : document;
}

DnsSources dns_sources(const DnsSettings& settings) {
    DnsSources sources{settings, {}};
    for (const std::string& file :
         {std::string("/etc/resolv.conf"), settings.root_hints, settings.trust_anchor}) {
        auto text = file.empty() ? Result<std::string>(std::string()) : read_file(file);
        sources.files.push_back(text ? *std::move(text) : std::string());
    }
    return sources;
}

Result<CheckDomain> domain_check(const DnsSettings& settings, const Clock& clock) {
    if (settings.check_domains == DnsSettings::CheckDomains::never) return CheckDomain{};
    auto opened = DomainChecker::open(settings, clock);
    if (!opened) return opened.error();
    // A function is copied; the checker behind it is one.
    const std::shared_ptr<DomainChecker> checker = *std::move(opened);
    return CheckDomain{[checker, stubs = settings.stubs](std::string_view domain,
                                                         Duration at_most) -> DomainStanding {
        if (const auto document = set_aside(domain, stubs); !document.empty()) {
            return {
                MailService::no_such_domain, {}, "is set aside by " + std::string(document), {}};
        }
        return *checker->check(domain, at_most);
    }};
}

}  // namespace postern
