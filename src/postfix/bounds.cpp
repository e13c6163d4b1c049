// SPDX-License-Identifier: Apache-2.0
//
// Times and limits with which Postfix's own programs do not get on with their work. The bounds
// stand in the table (parameters.yaml, least and most). Asked are main.cf and each service of the
// site's own that has a value for itself; ours are pinned.
#include "postern/postfix/parameters.hpp"

#include "findings.hpp"
#include "spans.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

struct Bound {
    const Group& group;
    const std::string& name;
    const std::string& limit;
    bool least;
};

/// A number without a unit is one of seconds, or of nothing at all: compared alike.
bool is_beyond(const std::string& text, const Bound& bound) {
    const auto value = parse_span(text, 's');
    const auto limit = parse_span(bound.limit, 's');
    if (!value || !limit) return false;
    return bound.least ? *value < *limit : *value > *limit;
}

Trouble told(const Bound& bound, const std::string& where, const std::string& value) {
    const bool in_main = where == bound.name;
    return {Weight::fault, where,
            "is " + value + ", and has to be " + (bound.least ? "at least " : "at most ") +
                bound.limit + ". " + bound.group.why,
            in_main ? "postconf -X " + bound.name : "postconf -PX '" + where + "'"};
}

void judge_bound(const Bound& bound, const Site& site, const Settings& settings,
                 Troubles& troubles) {
    const auto in_main = site.parameter(bound.name);
    if (is_beyond(in_main, bound)) troubles.push_back(told(bound, bound.name, in_main));
    for (const auto& service : site.services) {
        const auto* own = service.option(bound.name);
        if (own == nullptr || is_ours(service, settings) || !is_beyond(*own, bound)) continue;
        troubles.push_back(told(bound, service.place_of(bound.name), *own));
    }
}

}  // namespace

void look_at_bounds(const Site& site, const Settings& settings, Troubles& troubles) {
    for (const auto& group : parameter_groups()) {
        for (const auto& [name, limit] : group.least)
            judge_bound({group, name, limit, true}, site, settings, troubles);
        for (const auto& [name, limit] : group.most)
            judge_bound({group, name, limit, false}, site, settings, troubles);
    }
}

}  // namespace postern::postfix
