// SPDX-License-Identifier: Apache-2.0
#include "postern/postfix/plan.hpp"

#include <algorithm>
#include <set>

#include "findings.hpp"
#include "plan_parts.hpp"

namespace postern::postfix {

namespace {

/// Whether the smtpds of the plan are.
bool is_chrooted(const Plan& plan) {
    return std::any_of(plan.lines.begin(), plan.lines.end(), [](const Line& line) {
        return line.kind == Line::Kind::service && line.value.ends_with(" smtpd") &&
               split_list(line.value).at(2) == "y";
    });
}

/// A chrooted smtpd reaches nothing but what is below the queue directory.
void look_at_socket(const Ground& ground, Plan& plan) {
    if (!own_milter(ground.site, ground.settings).starts_with("unix:/") || !is_chrooted(plan))
        return;
    const auto queue = ground.site.parameter("queue_directory");
    plan.obstacles.push_back(
        {Trouble::Weight::fault, "milter.socket",
         "is " + ground.settings.milter.socket + ", and the smtpd of this site is chrooted to " +
             queue + ": let posternd listen below it, at unix:" + queue + "/postern/postern.sock"});
}

/// postconf prints what both set, and edits one of them.
void look_at_twins(const Site& site, Plan& plan) {
    std::set<std::string> seen;
    for (const auto& service : site.services) {
        const auto path = service.path();
        if (seen.insert(path).second) continue;
        const bool concerns =
            &service == site.pickup() || &service == site.pickups_cleanup() ||
            std::any_of(plan.lines.begin(), plan.lines.end(),
                        [&](const auto& line) { return line.place.starts_with(path); });
        if (concerns)
            plan.obstacles.push_back({Trouble::Weight::fault, path,
                                      "is in master.cf twice, and Postfix takes the last: remove "
                                      "or comment out the other"});
    }
}

}  // namespace

bool Plan::complete() const {
    return std::all_of(tables.begin(), tables.end(), [](const Table& t) { return t.in_force; }) &&
           std::all_of(lines.begin(), lines.end(), [](const Line& line) { return line.in_force; });
}

Plan plan_for(const Site& site, const Settings& settings, const Surroundings& around) {
    const Ground ground{site, settings, around, choose_ports(site, settings, around)};
    Plan plan;
    for (auto* part : {plan_services, plan_domains, plan_main, plan_requeue}) part(ground, plan);
    look_at_socket(ground, plan);
    look_at_protocols(site, plan.obstacles);
    look_at_twins(site, plan);
    return plan;
}

}  // namespace postern::postfix
