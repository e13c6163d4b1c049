// SPDX-License-Identifier: Apache-2.0
//
// The loop leans on services that every Postfix has: queue manager, bounce, flush. Their names are
// parameters, and so is whether they run. Where one is not there, mail waits in silence.
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
    const auto off = site.parameter("master_service_disable");
    if (!off.empty())
        troubles.push_back({Weight::fault, "master_service_disable",
                            "is '" + off + "': services of the loop may be switched off by it",
                            set_main("master_service_disable", "")});
}

}  // namespace

void look_at_internals(const Site& site, const Settings&, Troubles& troubles) {
    look_at_switches(site, troubles);
    look_at_names_of_services(site, troubles);
}

}  // namespace postern::postfix
