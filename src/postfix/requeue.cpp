// SPDX-License-Identifier: Apache-2.0
//
// What operators queue again (`postsuper -r`) comes from pickup and passes the site's cleanup,
// where master.cf's postern-cleanup-again leads it to OUT. Without that drafts are copied as they
// are, and mail that came by DRAFT leaves unsigned.
#include "requeue.hpp"

#include <algorithm>

#include "postern/postfix/trouble.hpp"

#include "findings.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

/// Blind copies of what is not led to OUT.
void look_at_copies(const Site& site, Troubles& troubles) {
    const auto note = [&](const std::string& where, const std::string& what) {
        troubles.push_back({Weight::fault, where,
                            what + ": a draft that is queued again is copied there as it is; do "
                                   "not use postsuper -r before that is mended"});
    };
    const auto* used = site.pickups_cleanup();
    const auto cleanup = used == nullptr ? Service{} : *used;
    for (const std::string name : {"always_bcc", "sender_bcc_maps"}) {
        const auto value = site.in_force(cleanup, name);
        if (!value.empty()) note(cleanup.place_of(name), "is " + value);
    }
    for (const auto& one : site.copied) note(one.where, one.table + " has '" + one.answer + "'");
}

/// Whether masquerade_domains takes the front of that domain's name away; the first entry counts.
bool is_masqueraded(const std::string& domain, const Site& site) {
    for (auto entry : split_list(site.in_force("cleanup", "masquerade_domains"))) {
        const bool spares = entry.starts_with('!');
        if (spares) entry.erase(0, 1);
        if (domain == entry) return false;
        if (domain.ends_with("." + entry)) return !spares;
    }
    return false;
}

void look_at_masquerades(const Site& site, const Settings& settings, Troubles& troubles) {
    for (const auto& domain : masqueraded_domains(site, settings)) {
        troubles.push_back(
            {Weight::fault, "masquerade_domains",
             "takes the front off " + domain +
                 ": a notification that postsuper -r queues again leaves with another return path",
             "postconf -e \"masquerade_domains=!" + domain +
                 ", $(postconf -h masquerade_domains)\""});
    }
}

}  // namespace

std::vector<std::string> masqueraded_domains(const Site& site, const Settings& settings) {
    const auto classes = split_list(site.in_force("cleanup", "masquerade_classes"));
    if (!contains(classes, "envelope_sender")) return {};
    auto domains = own_domains(settings);
    std::erase_if(domains, [&](const std::string& domain) {
        return domain == settings.drafts.domain || !is_masqueraded(domain, site);
    });
    return domains;
}

Troubles requeue_troubles(const Site& site, const Settings& settings) {
    Troubles troubles;
    const auto* pickup = site.pickup();
    const auto* out = playing("out", site, settings);
    if (pickup == nullptr || out == nullptr) return troubles;
    // Where the way is another, the checks are those of all mail, and no remedy would be for it.
    if (look_at_the_way(*pickup, *out, site, troubles))
        look_at_actions(*out, site, troubles);
    else
        look_at_copies(site, troubles);
    look_at_changes(site, troubles);
    look_at_left_out_checks(*out, site, troubles);
    look_at_masquerades(site, settings, troubles);
    return troubles;
}

}  // namespace postern::postfix
