// SPDX-License-Identifier: Apache-2.0
//
// The ports of the loop. 10025 and 10026 are amavisd's usual ones: where a site has a service
// there, or speaks of the port as of somebody's, ours go to others.
#include <algorithm>

#include "postern/postfix/parameters.hpp"

#include "findings.hpp"
#include "plan_parts.hpp"

namespace postern::postfix {

namespace {

constexpr int kStep = 10;
constexpr int kHighest = 65'535;

/// "[127.0.0.1]:10026" somewhere in a value that is not ours.
bool speaks_of(const std::string& port, const std::string& value) {
    const auto mark = ":" + port;
    for (auto at = value.find(mark); at != value.npos; at = value.find(mark, at + 1)) {
        const auto end = at + mark.size();
        const bool whole = end == value.size() || value[end] < '0' || value[end] > '9';
        if (whole) return true;
    }
    return false;
}

bool speaks_of(const std::string& port, const Parameters& values) {
    return std::any_of(values.begin(), values.end(),
                       [&](const auto& one) { return speaks_of(port, one.second); });
}

bool is_taken(const std::string& port, const Site& site, const Settings& settings,
              const Surroundings& around) {
    const auto milter = "inet:" + port + "@";
    if (contains(around.busy_ports, port) || settings.milter.socket.starts_with(milter))
        return true;
    const auto used = [&](const Service& service) {
        return service.port() == port ||
               (!is_ours(service, settings) && speaks_of(port, service.options));
    };
    return std::any_of(site.services.begin(), site.services.end(), used) ||
           speaks_of(port, site.parameters);
}

std::string choose(const std::string& role, const Site& site, const Settings& settings,
                   const Surroundings& around) {
    if (const auto* service = playing(role, site, settings)) return service->port();
    int port = 0;
    for (const auto& shipped : shipped_services()) {
        if (shipped.role == role) port = std::stoi(shipped.service.port());
    }
    while (port + kStep < kHighest && is_taken(std::to_string(port), site, settings, around))
        port += kStep;
    return std::to_string(port);
}

}  // namespace

Ports choose_ports(const Site& site, const Settings& settings, const Surroundings& around) {
    return {choose("draft", site, settings, around), choose("out", site, settings, around),
            choose("bounce", site, settings, around)};
}

std::string name_of_service(const std::string& role, const Ground& ground) {
    if (const auto* service = playing(role, ground.site, ground.settings)) return service->name;
    const auto& ports = ground.ports;
    if (role == "draft") return "127.0.0.1:" + ports.draft;
    if (role == "out") return "127.0.0.1:" + ports.out;
    if (role == "bounce") return "127.0.0.1:" + ports.bounce;
    for (const auto& shipped : shipped_services()) {
        if (shipped.role == role) return shipped.service.name;
    }
    return {};
}

}  // namespace postern::postfix
