// SPDX-License-Identifier: Apache-2.0
//
// What the settings `dns` make of a domain: whether it is asked about at all, and whom. The way to
// DNS for whoever decides.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/clock.hpp"
#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"
#include "postern/dns/domain_standing.hpp"

namespace postern {

/// What DNS says of a domain, in no more time than that (DomainChecker::check). Empty where
/// nothing is to be asked: every domain takes mail then.
using CheckDomain = std::function<DomainStanding(std::string_view domain, Duration at_most)>;

/// Names that are set aside are not asked about: they do not exist. ErrorCode::unavailable where
/// what `dns` names cannot be used.
Result<CheckDomain> domain_check(const DnsSettings& settings, const Clock& clock);

/// What a checker goes by: the settings, and the files that its resolver reads when it is opened.
/// One that goes by the same may be kept, with all that it remembers.
struct DnsSources {
    DnsSettings settings;
    std::vector<std::string> files;  ///< Their texts.

    bool operator==(const DnsSources&) const = default;
};
DnsSources dns_sources(const DnsSettings& settings);

/// Why the domain is not even asked about: it is set aside (special_use()), and none of the zones
/// that a resolver of ours answers for (`dns.stubs`) holds it. "" where it may be asked about.
std::string_view set_aside(std::string_view domain, const std::vector<std::string>& stubs);

}  // namespace postern
