// SPDX-License-Identifier: Apache-2.0
//
// The drafts domain leads to OUT and the bounce domains to BOUNCE, over loopback.
#include "findings.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

void look_at_transport(const std::string& domain, const std::string& transport,
                       const Service* service, const Site& site, Troubles& troubles) {
    const auto found = site.transports.find(domain);
    if (service == nullptr || found == site.transports.end()) return;
    const auto& answer = found->second;
    if (answer.starts_with(transport + ":") && answer.ends_with(":" + service->port())) return;
    troubles.push_back({Weight::fault, "transport_maps",
                        domain + (answer.empty() ? " is not there" : " leads to " + answer) +
                            ", and has to lead to " + transport + ":[127.0.0.1]:" + service->port(),
                        kApply});
}

void look_at_domains(const Site& site, const Settings& settings, Troubles& troubles) {
    for (const auto& domain : own_domains(settings)) {
        const bool drafts = domain == settings.drafts.domain;
        look_at_transport(domain, drafts ? "postern-fan" : "postern-bounce",
                          playing(drafts ? "out" : "bounce", site, settings), site, troubles);
        if (drafts || contains(site.received, domain)) continue;
        troubles.push_back({Weight::fault, "relay_domains",
                            domain + " is not there: bounces from outside are refused", kApply});
    }
}

}  // namespace

void look_at_protocols(const Site& site, Troubles& troubles) {
    const std::string name = "inet_protocols";
    const auto protocols = split_list(site.parameter(name));
    if (protocols.empty() || contains(protocols, "all") || contains(protocols, "ipv4")) return;
    troubles.push_back({Weight::fault, name,
                        "is '" + site.parameter(name) +
                            "', without ipv4: Postfix does not start with a service at 127.0.0.1, "
                            "and no mail moves at all",
                        set_main(name, "all")});
}

void look_at_ways(const Site& site, const Settings& settings, Troubles& troubles) {
    look_at_domains(site, settings, troubles);
    look_at_protocols(site, troubles);
}

}  // namespace postern::postfix
