// SPDX-License-Identifier: Apache-2.0
#include "draft_service.hpp"

#include <algorithm>

#include "postfix_programs.hpp"

namespace postern {

namespace {

/// "10025", "127.0.0.1:10025" or "[::1]:10025"; all addresses include this host's own.
Place place_of(const postfix::Service& service) {
    const auto colon = service.name.rfind(':');
    auto host = colon == service.name.npos ? std::string() : service.name.substr(0, colon);
    if (host.empty() || host == "0.0.0.0") host = "127.0.0.1";
    return {std::move(host), service.name.substr(colon == service.name.npos ? 0 : colon + 1)};
}

bool is_loopback(const Place& place) {
    return place.host.starts_with("127.") || place.host == "localhost" || place.host == "[::1]";
}

}  // namespace

Result<Place> draft_place(const std::vector<postfix::Service>& services,
                          const std::string& daemon_name) {
    std::vector<Place> found;
    for (const auto& service : services) {
        const auto* name = service.option("milter_macro_daemon_name");
        const bool is_it = service.type == "inet" && name != nullptr && *name == daemon_name;
        if (is_it) found.push_back(place_of(service));
    }
    if (found.empty()) {
        return Error{ErrorCode::not_found,
                     "master.cf has no service with milter_macro_daemon_name=" + daemon_name};
    }
    std::stable_partition(found.begin(), found.end(), is_loopback);
    return found.front();
}

Result<Place> find_draft_service(const Settings& settings) {
    const PostfixPrograms programs(settings.postfix);
    const auto services = programs.postconf({"-M"});
    if (!services) return services.error();
    const auto options = programs.postconf({"-x", "-P"});
    if (!options) return options.error();
    return draft_place(postfix::parse_services(*services, *options),
                       settings.milter.daemon_names.draft);
}

}  // namespace postern
