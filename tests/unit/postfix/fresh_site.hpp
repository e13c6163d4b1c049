// SPDX-License-Identifier: Apache-2.0
//
// A site where nothing of postern's is set up, and what a plan has for it.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>

#include "postern/postfix/parameters.hpp"
#include "postern/postfix/plan.hpp"

#include "shipped_site.hpp"

namespace postern::postfix {

/// As Debian's package leaves it.
inline Site fresh_site() {
    Site site;
    for (const auto& group : parameter_groups()) {
        for (const auto& row : group.rows) site.parameters.try_emplace(row.name, "");
    }
    site.parameters["queue_directory"] = "/var/spool/postfix";
    site.parameters["cleanup_service_name"] = "cleanup";
    site.services = parse_services(
        "smtp inet n - y - - smtpd\npickup unix n - y 60 1 pickup\n"
        "cleanup unix n - y - 0 cleanup\nrewrite unix - - y - - trivial-rewrite\n",
        "");
    for (const auto* name : {"qmgr", "bounce", "flush", "proxymap", "showq", "error"})
        site.services.push_back({name, "unix", name});
    site.services.push_back({"defer", "unix", "bounce"});
    site.services.push_back({"trace", "unix", "bounce"});
    for (const auto& [parameter, name] : {std::pair{"bounce_service_name", "bounce"},
                                          {"defer_service_name", "defer"},
                                          {"error_service_name", "error"},
                                          {"flush_service_name", "flush"},
                                          {"pickup_service_name", "pickup"},
                                          {"proxymap_service_name", "proxymap"},
                                          {"queue_service_name", "qmgr"},
                                          {"rewrite_service_name", "rewrite"},
                                          {"showq_service_name", "showq"},
                                          {"trace_service_name", "trace"},
                                          {"inet_protocols", "all"},
                                          {"maximal_queue_lifetime", "5d"},
                                          {"bounce_queue_lifetime", "5d"},
                                          {"authorized_flush_users", "static:anyone"},
                                          {"authorized_mailq_users", "static:anyone"},
                                          {"masquerade_classes", "envelope_sender, header_sender"}})
        site.parameters[parameter] = name;
    site.queued_again = {{"Postern-Seal", ""}, {"Postern-Pass", ""}};
    return site;
}

inline Surroundings around() {
    return {"/etc/postfix/postern", {}, {}, {}};
}

inline const Line& line_at(const Plan& plan, const std::string& place) {
    const auto found = std::find_if(plan.lines.begin(), plan.lines.end(),
                                    [&](const Line& line) { return line.place == place; });
    if (found == plan.lines.end()) throw std::out_of_range(place);
    return *found;
}

inline std::string planned(const Site& site, const std::string& place,
                           const Settings& s = settings()) {
    return line_at(plan_for(site, s, around()), place).value;
}

}  // namespace postern::postfix
