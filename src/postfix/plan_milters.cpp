// SPDX-License-Identifier: Apache-2.0
//
// The milters of the three smtpds: posternd first. What stands behind it is the site's, and where
// nothing does on OUT and BOUNCE, the signer.
#include <algorithm>

#include "findings.hpp"
#include "plan_parts.hpp"

namespace postern::postfix {

namespace {

/// "PORT@HOST" of libmilter's "inet:PORT@HOST".
std::string inet_milter(std::string_view place, bool six) {
    const auto at = place.find('@');
    const std::string port(place.substr(0, at));
    const std::string host(at == place.npos ? (six ? "::1" : "127.0.0.1") : place.substr(at + 1));
    const bool brackets = host.find(':') != host.npos && !host.starts_with('[');
    return "inet:" + (brackets ? "[" + host + "]" : host) + ":" + port;
}

bool signs(const std::string& role) {
    return role == "out" || role == "bounce";
}

std::vector<std::string> milters_now(const Service* service, const Site& site) {
    return service == nullptr || service->option("smtpd_milters") == nullptr
               ? std::vector<std::string>{}
               : split_list(site.in_force(*service, "smtpd_milters"));
}

/// Without what stood in posternd's place, such as the socket it had before.
std::vector<std::string> behind(const Ground& ground, std::vector<std::string> milters,
                                const std::string& own) {
    std::erase(milters, own);
    const auto others = split_list(ground.site.parameter("smtpd_milters"));
    const bool stale = !milters.empty() && milters.front().find("postern") != std::string::npos &&
                       !contains(others, milters.front());
    if (stale) milters.erase(milters.begin());
    return milters;
}

}  // namespace

std::string own_milter(const Site& site, const Settings& settings) {
    const std::string_view socket = settings.milter.socket;
    if (socket.starts_with("inet6:")) return inet_milter(socket.substr(6), true);
    if (socket.starts_with("inet:")) return inet_milter(socket.substr(5), false);
    const auto path = socket.substr(std::min(socket.find('/'), socket.size()));
    const auto queue = site.parameter("queue_directory") + "/";
    const bool below = queue.size() > 1 && path.starts_with(queue);
    return "unix:" + std::string(below ? path.substr(queue.size()) : path);
}

std::string wanted_milters(const std::string& role, const Service* service, const Ground& ground) {
    const auto own = own_milter(ground.site, ground.settings);
    auto later = behind(ground, milters_now(service, ground.site), own);
    if (later.empty() && signs(role) && !ground.around.signer.empty())
        later.push_back(ground.around.signer);
    auto all = own;
    for (const auto& milter : later) all += "," + milter;
    return all;
}

bool milters_suit(const std::string& role, const Service& service, const Ground& ground) {
    const auto now = milters_now(&service, ground.site);
    const bool own = !now.empty() && now.front() == own_milter(ground.site, ground.settings);
    return own && (now.size() > 1 || !signs(role) || ground.around.signer.empty());
}

}  // namespace postern::postfix
