// SPDX-License-Identifier: Apache-2.0
#include "findings.hpp"

#include "postern/postfix/parameters.hpp"

namespace postern::postfix {

bool is_ours(const Service& service, const Settings& settings) {
    const auto& names = settings.milter.daemon_names;
    const auto* daemon = service.option("milter_macro_daemon_name");
    return service.name.starts_with("postern-") ||
           (daemon != nullptr &&
            (*daemon == names.draft || *daemon == names.out || *daemon == names.bounce));
}

std::vector<std::string> own_domains(const Settings& settings) {
    std::vector<std::string> domains{settings.drafts.domain};
    for (const auto& sender : settings.senders) {
        if (!contains(domains, sender.bounce_domain)) domains.push_back(sender.bounce_domain);
    }
    return domains;
}

std::string list_without(const std::string& entry, std::string_view list) {
    std::string rest;
    for (const auto& word : split_list(list)) {
        if (word != entry) rest += (rest.empty() ? "" : ", ") + word;
    }
    return rest;
}

Troubles found_troubles(const Site& site, const Settings& settings) {
    Troubles troubles;
    for (auto* look : {look_at_waiting, look_at_sizes, look_at_bounds, look_at_releases,
                       look_at_ways, look_at_internals, look_at_admission, look_at_reports})
        look(site, settings, troubles);
    return troubles;
}

}  // namespace postern::postfix
