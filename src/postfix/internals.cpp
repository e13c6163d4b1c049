// SPDX-License-Identifier: Apache-2.0
//
// The loop leans on services that every Postfix has: queue manager, bounce, flush. Their names are
// parameters, and so is whether they run. Where one is not there, mail waits in silence.
#include <algorithm>
#include <array>

#include "findings.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

struct Internal {
    std::string_view parameter;
    std::string_view program;
    std::string_view usual;  ///< Its name in the master.cf of every distribution.
    std::string_view lost;
};

// clang-format off
constexpr std::array kInternals{
    Internal{"bounce_service_name",   "bounce",          "bounce",   "nothing is returned, and no bounce tells of it"},
    Internal{"cleanup_service_name",  "cleanup",         "cleanup",  "Postfix's own reports cannot be queued"},
    Internal{"defer_service_name",    "bounce",          "defer",    "nothing can be deferred, and so not parked"},
    Internal{"error_service_name",    "error",           "error",    "what cannot be delivered is not returned"},
    Internal{"flush_service_name",    "flush",           "flush",    "parked notifications cannot be released"},
    Internal{"pickup_service_name",   "pickup",          "pickup",   "what is queued again is not picked up"},
    Internal{"proxymap_service_name", "proxymap",        "proxymap", "tables behind proxy: cannot be asked"},
    Internal{"queue_service_name",    "qmgr",            "qmgr",     "the queue is not worked through"},
    Internal{"rewrite_service_name",  "trivial-rewrite", "rewrite",  "no address can be resolved"},
    Internal{"showq_service_name",    "showq",           "showq",    "posternd cannot list what is parked"},
    Internal{"trace_service_name",    "bounce",          "trace",    "senders that asked for a trace wait"},
};
// clang-format on

/// The old queue manager is "oqmgr", under the same name.
bool runs(const Service& service, std::string_view program) {
    return service.command.ends_with(program);
}

void look_at_names_of_services(const Site& site, Troubles& troubles) {
    for (const auto& internal : kInternals) {
        const auto found = site.parameters.find(internal.parameter);
        if (found == site.parameters.end()) continue;
        const auto& name = found->second;
        const bool there =
            std::any_of(site.services.begin(), site.services.end(), [&](const Service& service) {
                return service.name == name && service.type != "inet" &&
                       runs(service, internal.program);
            });
        if (there) continue;
        const std::string parameter(internal.parameter);
        troubles.push_back({Weight::fault, parameter,
                            "is '" + name +
                                "', and master.cf has no service of that name that runs " +
                                std::string(internal.program) + ": " + std::string(internal.lost),
                            set_main(parameter, std::string(internal.usual))});
    }
}

void look_at_switches(const Site& site, Troubles& troubles) {
    for (const auto& name : split_list(site.in_force("qmgr", "defer_transports"))) {
        if (name != "postern-fan" && name != "postern-bounce") continue;
        troubles.push_back(
            {Weight::fault, "defer_transports",
             "has " + name + ": it delivers nothing until somebody flushes the queue"});
    }
}

/// As master(8) takes the list (postconf(5)): the first word that fits counts, "!" before it says
/// that the service stays; words are types, or names with their type.
bool is_switched_off(const Service& service, const std::vector<std::string>& words) {
    for (auto word : words) {
        const bool off = !word.starts_with('!');
        if (!off) word.erase(0, 1);
        // The older form of "smtp/inet".
        const auto dot = word.rfind('.');
        if (word.find('/') == word.npos && dot != word.npos) word[dot] = '/';
        if (word == service.type || word == service.path()) return off;
    }
    return false;
}

/// Of the loop, or what it leans on. Port 25 takes the bounces.
bool is_needed(const Service& service, const Site& site, const Settings& settings) {
    const bool internal = std::any_of(
        kInternals.begin(), kInternals.end(),
        [&](const Internal& each) { return site.parameter(each.parameter) == service.name; });
    return internal || is_ours(service, settings) || service.name.starts_with("postern-") ||
           service.name == "smtp" || service.name == "retry";
}

void look_at_disabled(const Site& site, const Settings& settings, Troubles& troubles) {
    const std::string name = "master_service_disable";
    const auto words = split_list(site.parameter(name));
    std::string kept;
    for (const auto& service : site.services) {
        if (is_needed(service, site, settings) && is_switched_off(service, words))
            kept += "!" + service.path() + ", ";
    }
    if (kept.empty()) return;
    const auto off = kept.substr(0, kept.size() - 2);
    troubles.push_back(
        {Weight::fault, name,
         "is '" + site.parameter(name) + "', which switches off what drafts and bounces pass",
         set_main(name, off + ", " + site.parameter(name))});
}

}  // namespace

void look_at_internals(const Site& site, const Settings& settings, Troubles& troubles) {
    look_at_switches(site, troubles);
    look_at_disabled(site, settings, troubles);
    look_at_names_of_services(site, troubles);
}

}  // namespace postern::postfix
