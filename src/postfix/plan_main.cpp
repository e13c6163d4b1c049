// SPDX-License-Identifier: Apache-2.0
//
// Parameters of main.cf that are not lists: those of our own transports, by their names, and one
// that is the site's.
#include "postern/postfix/parameters.hpp"

#include "findings.hpp"
#include "plan_parts.hpp"
#include "spans.hpp"

namespace postern::postfix {

namespace {

constexpr auto kUsersWhy = "posternd has what is parked presented again, and looks at the queue.";

/// In a list that names users, ours is one more.
void plan_users(const Ground& ground, Plan& plan) {
    for (const std::string name : {"authorized_flush_users", "authorized_mailq_users"}) {
        Line line{Line::Kind::parameter, name, users_to_set(name, ground.site, ground.settings),
                  kUsersWhy, ground.site.parameter(name)};
        line.in_force = line.value.empty();
        if (line.in_force) line.value = line.present;
        plan.lines.push_back(std::move(line));
    }
}

/// An exception for a domain of ours, in front of what is masked.
void plan_masquerades(const Ground& ground, Plan& plan) {
    const auto domains = masqueraded_domains(ground.site, ground.settings);
    const auto list = list_of("cleanup", "masquerade_domains", ground.site);
    if (domains.empty()) return;
    Line line{list.kind, list.place, list.text,
              "A return path keeps its domain when a notification is queued again.", list.text};
    for (const auto& domain : domains) line.value = in_front("!" + domain, line.value);
    plan.lines.push_back(std::move(line));
}

}  // namespace

void plan_main(const Ground& ground, Plan& plan) {
    plan_users(ground, plan);
    plan_masquerades(ground, plan);
    for (const auto& [name, value] : shipped_parameters()) {
        const bool pace = name.starts_with("postern-");
        if (!pace && name != "enable_long_queue_ids") continue;
        Line line{Line::Kind::parameter, name, value, shipped_reasons().at(name)};
        line.present = ground.site.parameter(name);
        line.in_force = ground.site.parameters.contains(name) && same_value(line.present, value);
        plan.lines.push_back(std::move(line));
    }
}

}  // namespace postern::postfix
