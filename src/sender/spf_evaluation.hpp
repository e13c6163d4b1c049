// SPDX-License-Identifier: Apache-2.0
//
// Which result SPF has for mail of a domain that comes from an address: check_host() of RFC 7208
// section 4, as a pure function of what DNS has answered so far. The same answers, the same result.
//
// The limits of section 4.6.4 hold over all records together: ten terms that cost a lookup, ten
// names of an MX or PTR, two lookups that find nothing.
#pragma once

#include <string>
#include <vector>

#include "postern/dns/mail_domain.hpp"

#include "ip_address.hpp"

namespace postern {

enum class SpfResult { none, neutral, pass, fail, softfail, temperror, permerror };

std::string_view name_of(SpfResult result);  ///< "softfail"

struct SpfInquiry {
    SpfResult result = SpfResult::none;
    std::string reason{};               ///< Of temperror and permerror.
    std::vector<DnsQuestion> wanted{};  ///< Not empty: there is no result yet.
};

SpfInquiry evaluate_spf(const std::string& domain, const IpAddress& address,
                        const DnsAnswers& answers);

/// The SPF records among the texts at a name.
std::vector<std::string> spf_records(const std::vector<std::string>& texts);

}  // namespace postern
