// SPDX-License-Identifier: Apache-2.0
#include "milter_places.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "findings.hpp"

namespace postern::postfix {

namespace {

constexpr const char* kMilterLists[]{"smtpd_milters", "non_smtpd_milters"};

/// Without "//", "/./" and "x/..", and through the link that every Linux has.
std::string plain_path(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        const auto part = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        if (part == ".." && !parts.empty()) parts.pop_back();
        if (!part.empty() && part != "." && part != "..") parts.push_back(part);
    }
    std::string plain;
    for (const auto part : parts) plain.append("/").append(part);
    constexpr std::string_view kRun = "/var/run/";
    return plain.starts_with(kRun) ? "/run/" + plain.substr(kRun.size()) : plain;
}

std::string plain_host(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    auto plain = lower(host);
    if (plain.starts_with("ipv6:")) plain.erase(0, 5);
    const bool loopback = plain == "localhost" || plain.starts_with("127.") ||
                          plain == "ip6-localhost" || plain == "localhost.localdomain";
    return loopback ? "localhost" : plain == "0.0.0.0" ? "" : plain;
}

std::string queue_of(const Site& site) {
    auto queue = site.parameter("queue_directory");
    while (queue.ends_with('/')) queue.pop_back();
    return queue;
}

MilterPlace path_place(std::string_view path) {
    return {{}, {}, plain_path(path)};
}

/// Postfix's "HOST:PORT" and "PORT".
MilterPlace called_port(std::string_view place) {
    const auto colon = place.rfind(':');
    if (colon == place.npos) return {"localhost", std::string(place), {}};
    return {plain_host(place.substr(0, colon)), std::string(place.substr(colon + 1)), {}};
}

/// master(5): "-" is "y" before compatibility_level 1.
bool is_by_default(const Site& site) {
    const auto level = site.parameter("compatibility_level");
    return level.empty() || level == "0";
}

bool is_everywhere(const MilterPlace& place) {
    return place.host.empty() || place.host == "::";
}

bool is_loopback(const MilterPlace& place) {
    return place.host == "localhost" || place.host == "::1";
}

void add_addresses(const std::string& list, std::vector<std::string>& all) {
    for (const auto& word : split_list(list)) all.push_back(address_in(word));
}

}  // namespace

std::optional<MilterPlace> place_of_socket(std::string_view socket) {
    const auto colon = socket.find(':');
    const auto kind = lower(socket.substr(0, colon == socket.npos ? 0 : colon));
    const auto place = socket.substr(colon == socket.npos ? 0 : colon + 1);
    if (kind == "inet" || kind == "inet6") {
        const auto at = place.find('@');
        const auto* const all = kind == "inet" ? "" : "::";
        const auto host = at == place.npos ? all : plain_host(place.substr(at + 1));
        return MilterPlace{host, std::string(place.substr(0, at)), {}};
    }
    if (kind == "local" || kind == "unix") return path_place(place);
    if (socket.starts_with('/')) return path_place(socket);
    return std::nullopt;
}

std::vector<MilterPlace> places_of_milter(std::string_view milter, const Site& site) {
    const auto address = address_in(milter);
    const auto colon = address.find(':');
    if (colon == address.npos) return {};
    const auto kind = lower(address.substr(0, colon));
    const auto place = address.substr(colon + 1);
    if (kind == "inet" || kind == "inet6") return {called_port(place)};
    if ((kind != "unix" && kind != "local") || place.empty()) return {};
    const auto below = path_place(queue_of(site) + "/" + place);
    if (!place.starts_with('/')) return {below};
    return {path_place(place), below};
}

bool is_reached_by(const MilterPlace& listens, const MilterPlace& called) {
    if (!listens.is_port() || !called.is_port()) return listens.path == called.path;
    const bool here = is_loopback(listens) && is_loopback(called);
    return listens.port == called.port &&
           (here || is_everywhere(listens) || listens.host == called.host);
}

std::string milter_name(const MilterPlace& place, const Site& site) {
    if (place.is_port()) {
        const bool here = place.host.empty() || place.host == "localhost";
        const auto six = place.host == "::" ? "::1" : place.host;
        const bool brackets = six.find(':') != six.npos;
        const auto host = here ? "127.0.0.1" : brackets ? "[" + six + "]" : six;
        return "inet:" + host + ":" + place.port;
    }
    const auto queue = plain_path(queue_of(site)) + "/";
    const bool below = queue.size() > 1 && place.path.starts_with(queue);
    return "unix:" + (below ? place.path.substr(queue.size()) : place.path);
}

bool is_within(const MilterPlace& place, bool chroot, const Site& site) {
    return place.is_port() || !chroot || !milter_name(place, site).starts_with("unix:/");
}

std::string address_in(std::string_view milter) {
    if (!milter.starts_with('{')) return std::string(milter);
    const auto parts = split_list(milter.substr(1, milter.size() - 2));
    return parts.empty() ? "" : parts.front();
}

std::vector<std::string> milters_of_the_site(const Site& site, const Settings& settings) {
    std::vector<std::string> all;
    for (const auto* list : kMilterLists) add_addresses(site.parameter(list), all);
    for (const auto& service : site.services) {
        if (is_ours(service, settings)) continue;
        for (const auto* list : kMilterLists) {
            if (const auto* own = service.option(list)) add_addresses(*own, all);
        }
    }
    return all;
}

bool has_milter_maps(const Site& site, const Settings& settings) {
    const std::string name = "smtpd_milter_maps";
    return !site.parameter(name).empty() ||
           std::any_of(site.services.begin(), site.services.end(), [&](const Service& service) {
               const auto* own = service.option(name);
               return own != nullptr && !own->empty() && !is_ours(service, settings);
           });
}

bool in_chroot(const Service& service, const Site& site) {
    const auto columns = split_list(service.columns);
    if (columns.size() < 3) return false;
    return columns[2] == "y" || (columns[2] == "-" && is_by_default(site));
}

bool is_chrooted(const Site& site, const Settings& settings) {
    for (const auto& service : site.services) {
        if (service.command == "smtpd" && !is_ours(service, settings))
            return in_chroot(service, site);
    }
    return false;
}

}  // namespace postern::postfix
