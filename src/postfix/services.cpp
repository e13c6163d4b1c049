// SPDX-License-Identifier: Apache-2.0
//
// The services of the loop: whether they are there, ask postern, and lead to each other.
#include <algorithm>
#include <array>
#include <utility>

#include "postern/postfix/parameters.hpp"
#include "postern/postfix/trouble.hpp"

#include "findings.hpp"
#include "milter_places.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

/// The daemon name of the three smtpds, by role; "" for the others.
std::string daemon_name(std::string_view role, const DaemonNames& names) {
    if (role == "draft") return names.draft;
    if (role == "out") return names.out;
    return role == "bounce" ? names.bounce : "";
}

const Service* smtpd_named(const std::string& name, const Site& site) {
    const auto found =
        std::find_if(site.services.begin(), site.services.end(), [&](const Service& service) {
            const auto* own = service.option("milter_macro_daemon_name");
            return own != nullptr && *own == name;
        });
    return found == site.services.end() ? nullptr : &*found;
}

/// As libmilter names the socket: Postfix's relative path is below its queue directory.
std::string socket_of(const std::string& milter, const Site& site) {
    constexpr std::string_view kUnix = "unix:";
    if (!milter.starts_with(kUnix) || milter.starts_with("unix:/")) return milter;
    return std::string(kUnix) + site.parameter("queue_directory") + "/" +
           milter.substr(kUnix.size());
}

std::vector<std::string> milters_of(const Service& service, const Site& site) {
    auto milters = split_list(site.in_force(service, "smtpd_milters"));
    for (auto& milter : milters) milter = address_in(milter);
    return milters;
}

bool is_ours(const std::string& milter, const Site& site, const Settings& settings) {
    const auto& ours = settings.milter.socket;
    if (!ours.starts_with("inet:")) return socket_of(milter, site) == ours;
    // libmilter writes inet:PORT@HOST where Postfix writes inet:HOST:PORT.
    const auto at = ours.find('@');
    return at == ours.npos ||
           milter == "inet:" + ours.substr(at + 1) + ":" + ours.substr(5, at - 5);
}

void look_at_milters(const Service& service, const Site& site, const Settings& settings,
                     Troubles& troubles) {
    const auto milters = milters_of(service, site);
    const bool asked = !milters.empty() && is_ours(milters.front(), site, settings);
    if (asked) return;
    troubles.push_back({Weight::fault, service.path() + "/smtpd_milters",
                        "the first milter is " + (milters.empty() ? "none" : milters.front()) +
                            ", and posternd listens at " + settings.milter.socket,
                        kApply});
}

void look_at_filter(const Service& draft, const Service* out, const Site& site,
                    Troubles& troubles) {
    const auto filter = site.in_force(draft, "content_filter");
    if (out == nullptr) return;
    const bool leads = filter.starts_with("postern-fan:") && filter.ends_with(":" + out->port());
    if (leads) return;
    const auto where = draft.path() + "/content_filter";
    troubles.push_back(
        {Weight::fault, where,
         "is '" + filter + "', and OUT listens at " + out->name + ": drafts do not reach it",
         "postconf -P '" + where + "=postern-fan:[127.0.0.1]:" + out->port() + "'"});
}

/// master(8) keeps the last of two, with a word in its log only. 10025 is amavisd's usual way back.
void look_for_twins(const Service& service, const Site& site, Troubles& troubles) {
    const auto same =
        std::count_if(site.services.begin(), site.services.end(),
                      [&](const Service& other) { return other.path() == service.path(); });
    if (same > 1)
        troubles.push_back({Weight::fault, service.path(),
                            "is there twice in master.cf, and Postfix runs the last one only: give "
                            "one of them another port"});
}

/// posternd and master(8) cannot both listen there: whichever comes second does not start.
void look_at_port(const Site& site, const Settings& settings, Troubles& troubles) {
    const auto& socket = settings.milter.socket;
    if (!socket.starts_with("inet:")) return;
    const auto port = socket.substr(5, socket.find('@') - 5);
    for (const auto& service : site.services) {
        if (service.port() != port) continue;
        troubles.push_back({Weight::fault, service.path(),
                            "has the port of milter.socket, " + socket +
                                ": posternd and Postfix cannot both listen there; give one of them "
                                "another"});
    }
}

}  // namespace

const Service* playing(const std::string& role, const Site& site, const Settings& settings) {
    const auto name = daemon_name(role, settings.milter.daemon_names);
    if (!name.empty()) return smtpd_named(name, site);
    for (const auto& shipped : shipped_services()) {
        if (shipped.role == role) return site.find(shipped.service.name, shipped.service.type);
    }
    return nullptr;
}

std::vector<std::string> later_milters(const Site& site, const Settings& settings) {
    const auto* out = playing("out", site, settings);
    if (out == nullptr) return {};
    auto milters = milters_of(*out, site);
    if (!milters.empty()) milters.erase(milters.begin());
    const bool chroot = in_chroot(*out, site);
    for (auto& milter : milters) {
        if (chroot && milter.starts_with("unix:/")) milter.erase(5, 1);
        milter = socket_of(milter, site);
    }
    return milters;
}

Troubles service_troubles(const Site& site, const Settings& settings) {
    Troubles troubles;
    look_at_port(site, settings, troubles);
    for (const auto& shipped : shipped_services()) {
        const auto* service = playing(shipped.role, site, settings);
        if (service == nullptr) {
            const auto name = daemon_name(shipped.role, settings.milter.daemon_names);
            troubles.push_back({Weight::fault, shipped.service.path(),
                                name.empty() ? "this service is missing in master.cf"
                                             : "no service in master.cf has "
                                               "milter_macro_daemon_name=" +
                                                   name,
                                kApply});
            continue;
        }
        look_for_twins(*service, site, troubles);
        if (service->command == "smtpd") look_at_milters(*service, site, settings, troubles);
    }
    const auto* draft = playing("draft", site, settings);
    if (draft != nullptr) look_at_filter(*draft, playing("out", site, settings), site, troubles);
    return troubles;
}

}  // namespace postern::postfix
