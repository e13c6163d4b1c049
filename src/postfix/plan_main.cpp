// SPDX-License-Identifier: Apache-2.0
//
// Parameters of main.cf that are not lists: those of our own transports, by their names, and one
// that is the site's.
#include "postern/postfix/parameters.hpp"

#include "plan_parts.hpp"
#include "spans.hpp"

namespace postern::postfix {

void plan_main(const Ground& ground, Plan& plan) {
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
