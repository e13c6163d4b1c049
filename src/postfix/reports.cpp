// SPDX-License-Identifier: Apache-2.0
//
// Whose word a report is shows in its Received fields (bounce/origin.hpp): what takes them away, or
// sends our own Postfix's reports through other hands, changes what a report proves.
#include <array>

#include "postern/base/text.hpp"

#include "findings.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

constexpr auto kStranger = "a report that a stranger made up looks like one of this Postfix";

/// Where the site's own users log in and others do not get in.
bool is_for_logins(const Service& service) {
    constexpr std::array kNames{"submission", "submissions", "smtps", "587", "465"};
    const auto name = service.name.substr(service.name.rfind(':') + 1);
    return contains(kNames, name);
}

/// Postfix 3.10. It is meant for ports where users log in.
void look_at_hidden_clients(const Site& site, const Settings& settings, Troubles& troubles) {
    const std::string name = "smtpd_hide_client_session";
    for (const auto& service : site.services) {
        if (service.command != "smtpd" || is_ours(service, settings)) continue;
        if (site.in_force(service, name) != "yes") continue;
        const auto where = service.place_of(name);
        troubles.push_back({is_for_logins(service) ? Weight::note : Weight::fault, where,
                            std::string("is yes for ") + service.path() +
                                ", and takes the client off the Received field: " + kStranger,
                            where == name ? set_main(name, "no") : set_for(where, "no")});
        if (where == name) return;
    }
}

void look_at_dropped_fields(const Site& site, Troubles& troubles) {
    if (site.hides_outside)
        troubles.push_back({Weight::fault, "header_checks",
                            std::string("takes 'Received: from' off what comes in: ") + kStranger +
                                "; keep that field"});
    const std::string name = "message_drop_headers";
    if (!contains(split_list(lower(site.in_force("cleanup", name))), "received")) return;
    troubles.push_back({Weight::fault, name,
                        "has received: whose word a report is cannot be told, and what a provider "
                        "refuses counts against no sender domain"});
}

/// Checks, filters and milters of the site are then asked about what this Postfix reports itself.
void look_at_filtered_reports(const Site& site, Troubles& troubles) {
    const std::string name = "internal_mail_filter_classes";
    const auto value = site.in_force("bounce", name);
    if (!contains(split_list(value), "bounce")) return;
    troubles.push_back({Weight::note, name,
                        "is " + value +
                            ": what header_checks, body_checks, content_filter or a milter change "
                            "in a report of this Postfix, or take away, is not heard or counts as "
                            "a stranger's"});
}

void look_at_templates(const Site& site, Troubles& troubles) {
    for (const auto& [name, file] : site.absent)
        troubles.push_back({Weight::fault, name,
                            "is " + file +
                                ", which is not there: bounce(8) ends, and nothing is returned or "
                                "told of",
                            set_main(name, "")});
}

void look_at_relay(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto relay = site.in_force("smtp", "relayhost");
    if (relay.empty() || !settings.reputation.trusted_reporters.empty()) return;
    troubles.push_back({Weight::note, "relayhost",
                        "is " + relay +
                            ", and reputation.trusted-reporters is empty: what a provider refuses "
                            "is told by that host, and counts against no sender domain"});
}

}  // namespace

void look_at_reports(const Site& site, const Settings& settings, Troubles& troubles) {
    look_at_hidden_clients(site, settings, troubles);
    look_at_dropped_fields(site, troubles);
    look_at_filtered_reports(site, troubles);
    look_at_templates(site, troubles);
    look_at_relay(site, settings, troubles);
}

}  // namespace postern::postfix
