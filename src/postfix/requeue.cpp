// SPDX-License-Identifier: Apache-2.0
//
// What operators queue again (`postsuper -r`) comes from pickup and passes the site's cleanup,
// where master.cf's postern-cleanup-again leads it to OUT. Without that drafts are copied as they
// are, and mail that came by DRAFT leaves unsigned.
#include <algorithm>

#include "postern/base/text.hpp"
#include "postern/postfix/trouble.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

constexpr auto kInstead = "postqueue -i presents what is parked";

bool leads_to(const Service& out, const std::string& action) {
    constexpr std::string_view kFilter = "filter ";
    if (!lower(action).starts_with(kFilter)) return false;
    const auto where = trim(std::string_view(action).substr(kFilter.size()));
    return where.starts_with("postern-fan:") && where.ends_with(":" + out.port());
}

/// Where anything is not led, how and how it is mended.
bool look_at_the_way(const Service& pickup, const Service& out, const Site& site,
                     Troubles& troubles) {
    for (const auto& [field, action] : site.queued_again) {
        if (leads_to(out, action)) continue;
        troubles.push_back(
            {Weight::fault, pickup.path() + "/cleanup_service_name",
             "leads to a cleanup that does " + (action.empty() ? "nothing" : "'" + action + "'") +
                 " with " + field +
                 ": what postsuper -r queues again goes past OUT, copied as it is and unsigned. "
                 "docs/installation.md has the lines; until then " +
                 kInstead,
             "postconf -P '" + pickup.path() + "/cleanup_service_name=postern-cleanup-again'"});
        return false;
    }
    return true;
}

/// Blind copies of what is not led to OUT.
void look_at_copies(const Site& site, Troubles& troubles) {
    const auto note = [&](const std::string& where, const std::string& what) {
        troubles.push_back({Weight::fault, where,
                            what + ": a draft that is queued again is copied there as it is; do "
                                   "not use postsuper -r before that is mended"});
    };
    for (const std::string name : {"always_bcc", "sender_bcc_maps"}) {
        const auto value = site.in_force("cleanup", name);
        if (!value.empty()) note(name, "is " + value);
    }
    for (const auto& one : site.copied) note(one.where, one.table + " has '" + one.answer + "'");
}

bool only_looks(const std::string& action) {
    const auto what = lower(action);
    return what.starts_with("dunno") || what.starts_with("info") || what.starts_with("warn");
}

/// Of a draft OUT notices it; of a notification the signature is there already.
void look_at_changes(const Site& site, Troubles& troubles) {
    for (const auto& one : site.changed_again) {
        if (only_looks(one.answer)) continue;
        troubles.push_back(
            {Weight::note, one.where,
             one.table + " makes '" + one.answer + "' of '" + one.key +
                 "': do not use postsuper -r on drafts or notifications. A draft is set aside on "
                 "hold when that changed it, and a signature breaks; " +
                 kInstead});
    }
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
    const auto classes = split_list(site.in_force("cleanup", "masquerade_classes"));
    if (std::find(classes.begin(), classes.end(), "envelope_sender") == classes.end()) return;
    for (const auto& domain : own_domains(settings)) {
        if (domain == settings.drafts.domain || !is_masqueraded(domain, site)) continue;
        troubles.push_back(
            {Weight::fault, "masquerade_domains",
             "takes the front off " + domain +
                 ": a notification that postsuper -r queues again leaves with another return path",
             "postconf -e \"masquerade_domains=!" + domain +
                 ", $(postconf -h masquerade_domains)\""});
    }
}

}  // namespace

Troubles requeue_troubles(const Site& site, const Settings& settings) {
    Troubles troubles;
    const auto* pickup = site.pickup();
    const auto* out = playing("out", site, settings);
    if (pickup == nullptr || out == nullptr) return troubles;
    if (!look_at_the_way(*pickup, *out, site, troubles)) look_at_copies(site, troubles);
    look_at_changes(site, troubles);
    look_at_masquerades(site, settings, troubles);
    return troubles;
}

}  // namespace postern::postfix
