// SPDX-License-Identifier: Apache-2.0
//
// A draft waits in Postfix's queue until its window is over, or until what was in the way is gone.
#include "findings.hpp"
#include "spans.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

/// With one window more this does not compile: it has to be among the bindings and in the list.
Duration longest_window(const GraceWindowSettings& windows) {
    const auto& [offline_message, missed_chat] = windows;
    return std::max({offline_message, missed_chat});
}

/// The longest window, and after it the longest time until postern gives up by itself.
Duration longest_wait(const Settings& s) {
    return longest_window(s.grace_window) +
           std::max({s.dns.give_up_after, s.reputation.give_up_after, s.reputation.retry_within});
}

void look_at_lifetimes(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto needed = longest_wait(settings);
    for (const auto& [name, whose] :
         {std::pair<std::string, std::string>{"maximal_queue_lifetime", ""},
          {"bounce_queue_lifetime", " without an envelope sender"}}) {
        const auto text = site.in_force("qmgr", name);
        const auto value = parse_span(text, 'd');
        if (!value || *value > needed) continue;
        troubles.push_back({Weight::fault, name,
                            "is " + text + ": Postfix gives up a draft" + whose +
                                " that waits longer, and a grace window "
                                "and giving up together take " +
                                format_span(needed),
                            set_main(name, "5d")});
    }
}

/// A warning carries the sealed draft to the platform.
void look_at_warnings(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto* cleanup = playing("draft-cleanup", site, settings);
    if (cleanup == nullptr) return;
    const auto text = site.in_force(*cleanup, "delay_warning_time");
    const auto value = parse_span(text, 'h');
    if (!value || *value == Duration{0} || *value > longest_wait(settings)) return;
    const auto where = cleanup->path() + "/delay_warning_time";
    troubles.push_back({Weight::fault, where,
                        "is " + text + ": the platform is sent a warning for a draft that waits",
                        set_for(where, "0h")});
}

/// Our services make long names; at its start Postfix goes by main.cf, and renames the files.
void look_at_names(const Site& site, Troubles& troubles) {
    const std::string name = "enable_long_queue_ids";
    if (site.parameter(name) == "yes") return;
    troubles.push_back({Weight::fault, name,
                        "is no: each start of Postfix gives parked notifications other queue ids, "
                        "and they are released late",
                        set_main(name, "yes")});
}

void look_at_soft_bounce(const Site& site, Troubles& troubles) {
    if (site.parameter("soft_bounce") != "yes") return;
    troubles.push_back({Weight::note, "soft_bounce",
                        "is yes: what a server refuses for good stays in the queue, and no bounce "
                        "tells of it until it expires",
                        set_main("soft_bounce", "no")});
}

}  // namespace

void look_at_waiting(const Site& site, const Settings& settings, Troubles& troubles) {
    look_at_lifetimes(site, settings, troubles);
    look_at_warnings(site, settings, troubles);
    look_at_names(site, troubles);
    look_at_soft_bounce(site, troubles);
}

}  // namespace postern::postfix
