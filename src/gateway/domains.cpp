// SPDX-License-Identifier: Apache-2.0
#include "domains.hpp"

#include "postern/deliverability/obstacle.hpp"
#include "postern/dns/domain_checker.hpp"

namespace postern {

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
