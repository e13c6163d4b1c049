// SPDX-License-Identifier: Apache-2.0
//
// What the answers say of a domain's mail hosts together: does one have an address that leads
// somewhere else? Pure.
//
// One host is enough, so that not all are asked at once: first the A records of the preferred
// ones, and as soon as one of these disappoints, everything.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "postern/dns/mail_domain.hpp"

namespace postern {

/// More than that are not looked at: a domain must not make us ask hundreds of questions.
inline constexpr std::size_t kMostHosts = 10;

struct MailHostSurvey {
    bool reachable = false;  ///< An address that is neither loopback nor unspecified.
    bool loopback = false;   ///< One that is.
    bool exists = false;     ///< A host's name exists.
    bool complete = true;    ///< No host was left out by kMostHosts.
    std::string trouble{};   ///< Of the first question without an answer.
    std::chrono::seconds ttl = std::chrono::seconds::max();
    std::vector<DnsQuestion> wanted{};  ///< Empty: all is known.
};

/// `hosts` the preferred one first.
MailHostSurvey survey(const std::vector<std::string>& hosts, const DnsAnswers& answers);

/// 127.0.0.0/8, 0.0.0.0/8, ::1, ::, also as IPv4-mapped (RFC 6890): mail there comes back to us.
bool leads_to_ourselves(const std::string& address);

}  // namespace postern
