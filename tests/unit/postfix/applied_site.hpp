// SPDX-License-Identifier: Apache-2.0
//
// What becomes of a site when a plan is done, as far as a plan and `postern check` look at it: a
// model of postconf and of the tables' answers. The real ones are in
// tests/cli/postfix_kinds_test.cpp.
#pragma once

#include <string>

#include "postern/postfix/plan.hpp"

#include "shipped_site.hpp"

namespace postern::postfix {

struct Applied {
    Site site;
    Surroundings around;
};

inline void set_line(const Line& line, Site& site) {
    const auto slash = line.place.rfind('/');
    const auto path = line.place.substr(0, slash);
    if (line.kind == Line::Kind::parameter) {
        site.written[line.place] = site.parameters[line.place] = line.value;
    } else if (line.kind == Line::Kind::service) {
        const auto type = line.place.substr(slash + 1);
        std::erase_if(site.services, [&](const Service& one) { return one.path() == line.place; });
        site.services.push_back(parse_services(path + " " + type + " " + line.value, "").front());
        auto& service = site.services.back();
        const auto words = split_list(service.arguments);
        for (std::size_t i = 1; i < words.size(); i += 2)
            service.options[words[i].substr(0, words[i].find('='))] =
                words[i].substr(words[i].find('=') + 1);
    } else {
        for (auto& service : site.services) {
            if (service.path() == path) service.options[line.place.substr(slash + 1)] = line.value;
        }
    }
}

/// Of whichever service or main.cf has it.
inline std::string first_of(const Site& site, const std::string& service, const std::string& name) {
    const auto list = split_list(site.in_force(service, name));
    return list.empty() ? "" : list.front();
}

inline void answer(const Settings& settings, Site& site) {
    const auto* out = playing("out", site, settings);
    const auto* bounce = playing("bounce", site, settings);
    if (first_of(site, "rewrite", "transport_maps").ends_with("/transport")) {
        site.transports = {
            {"drafts.example.test", "postern-fan:[127.0.0.1]:" + out->port()},
            {"bounces.example.test", "postern-bounce:[127.0.0.1]:" + bounce->port()}};
    }
    if (first_of(site, "", "relay_domains") == "bounces.example.test")
        site.received = {"bounces.example.test"};
    // The site's own table has nobody of ours.
    const auto who = first_of(site, "", "relay_recipient_maps");
    if (!who.empty() && !who.ends_with("/recipients"))
        site.refused = {{"relay_recipient_maps", {}, "b+x@bounces.example.test", {}}};
    if (first_of(site, "cleanup", "virtual_alias_maps").ends_with("/unaliased"))
        site.swallowed.clear();
    // Which is "$postern_again_checks" there.
    for (auto& service : site.services) {
        if (service.name == "postern-cleanup-again")
            service.options["header_checks"] = site.parameter("postern_again_checks");
    }
    const auto* cleanup = site.pickups_cleanup();
    const auto off = site.in_force(*site.pickup(), "receive_override_options");
    const bool leads =
        cleanup != nullptr && off.find("no_header_body_checks") == off.npos &&
        site.in_force(*cleanup, "header_checks").find("/queued_again") != std::string::npos;
    if (leads) {
        for (auto& [field, action] : site.queued_again)
            action = "FILTER postern-fan:[127.0.0.1]:" + out->port();
    }
}

inline Applied applied(Applied before, const Plan& plan, const Settings& settings) {
    for (const auto& table : plan.tables) {
        before.around.tables[table.name] = table.text;
        if (table.name == "queued_again") before.site.pickup_before = pickup_before(table.text);
    }
    for (const auto& line : plan.lines) {
        if (!line.in_force) set_line(line, before.site);
    }
    answer(settings, before.site);
    return before;
}

}  // namespace postern::postfix
