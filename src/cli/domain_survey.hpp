// SPDX-License-Identifier: Apache-2.0
//
// What DNS says of many domains, asked side by side within one time limit. Of a domain that was
// not reached within it nobody knows, as of one that got no answer.
#pragma once

#include <map>
#include <set>
#include <string>

#include "postern/dns/domain_check.hpp"

namespace postern {

using DomainSurvey = std::map<std::string, DomainStanding, std::less<>>;

/// Each domain for `settings.timeout` at most, all of them for `limit`.
DomainSurvey survey_domains(const CheckDomain& check, const std::set<std::string>& domains,
                            const DnsSettings& settings, Duration limit);

}  // namespace postern
