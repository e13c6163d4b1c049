// SPDX-License-Identifier: Apache-2.0
//
// What a service of ours has to set for itself. Where it does not, main.cf decides: that is a fault
// as soon as main.cf says anything else, and until then a note for the service as a whole.
#include <algorithm>

#include "postern/postfix/parameters.hpp"
#include "postern/postfix/trouble.hpp"

#include "findings.hpp"
#include "spans.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

/// One parameter of one service.
struct Pin {
    const Service& service;
    const Group& group;
    const std::string& name;
    std::string shipped;

    [[nodiscard]] std::string where() const { return service.path() + "/" + name; }
    [[nodiscard]] std::string instead() const {
        return "postconf -P '" + where() + "=" + shipped + "'";
    }
};

/// "" reads badly in a sentence.
std::string shown(const std::string& value) {
    return value.empty() ? "empty" : "'" + value + "'";
}

std::string list_of(const std::vector<std::string>& names) {
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

/// Consent in place of a judgement: the only values by which mail leaves unjudged.
bool leaves_unjudged(const Pin& pin) {
    return pin.name == "milter_default_action" || pin.name == "smtpd_milter_maps" ||
           pin.name == "receive_override_options";
}

void judge_own(const Pin& pin, const std::string& value, Troubles& troubles) {
    if (pin.group.treatment == Treatment::yours || same_value(value, pin.shipped)) return;
    troubles.push_back(
        {leaves_unjudged(pin) ? Weight::fault : Weight::note, pin.where(),
         "is " + shown(value) + " in place of " + shown(pin.shipped) + ". " + pin.group.why,
         pin.instead()});
}

/// Without -o: returns whether it happens to be right today.
bool judge_inherited(const Pin& pin, const Site& site, Troubles& troubles) {
    const auto value = site.parameter(pin.name);
    if (same_value(value, pin.shipped)) return true;
    troubles.push_back({Weight::fault, pin.where(),
                        "is not set there, and main.cf says " + shown(value) + ". " + pin.group.why,
                        pin.instead()});
    return false;
}

/// What is shipped for that role; nothing where the snippet leaves it to main.cf.
const std::string* shipped_value(const Shipped& shipped, const std::string& name) {
    if (const auto* value = shipped.service.option(name)) return value;
    const auto found = shipped.optional.find(name);
    return found == shipped.optional.end() ? nullptr : &found->second;
}

void judge_group(const Group& group, const Shipped& shipped, const Service& service,
                 const Site& site, Troubles& troubles, std::vector<std::string>& missing) {
    for (const auto& row : group.rows) {
        const auto* value = shipped_value(shipped, row.name);
        if (value == nullptr || !site.parameters.contains(row.name)) continue;
        const Pin pin{service, group, row.name, *value};
        const auto* own = service.option(row.name);
        if (own != nullptr) {
            judge_own(pin, *own, troubles);
        } else if (group.treatment == Treatment::pinned && judge_inherited(pin, site, troubles)) {
            // A line that is commented out there is for those who need it.
            if (shipped.service.option(row.name) != nullptr) missing.push_back(row.name);
        }
    }
}

void judge_service(const Shipped& shipped, const Service& service, const Site& site,
                   Troubles& troubles) {
    std::vector<std::string> missing;
    for (const auto& group : parameter_groups()) {
        const auto& roles = group.services;
        if (std::find(roles.begin(), roles.end(), shipped.role) == roles.end()) continue;
        judge_group(group, shipped, service, site, troubles, missing);
    }
    if (missing.empty()) return;
    troubles.push_back({Weight::note, service.path(),
                        "does not set " + list_of(missing) +
                            ": right as long as main.cf stays as it is. 'postern postfix plan' has "
                            "the lines",
                        kApply});
}

std::string set_in_main(const std::string& name, const std::string& value) {
    return "postconf -e '" + name + "=" + value + "'";
}

/// The pace of our transports, which is main.cf's to say.
void judge_transports(const Site& site, Troubles& troubles) {
    for (const auto& [name, shipped] : shipped_parameters()) {
        if (!name.starts_with("postern-") || !site.parameters.contains(name)) continue;
        const auto value = site.parameter(name);
        if (same_value(value, shipped)) continue;
        const bool holds_up = name.ends_with("_delay") || name.ends_with("recipient_limit");
        troubles.push_back({holds_up ? Weight::fault : Weight::note, name,
                            "is " + shown(value) + " in place of " + shown(shipped),
                            set_in_main(name, shipped)});
    }
}

}  // namespace

Troubles pinned_troubles(const Site& site, const Settings& settings) {
    Troubles troubles;
    for (const auto& shipped : shipped_services()) {
        const auto* service = playing(shipped.role, site, settings);
        if (service != nullptr) judge_service(shipped, *service, site, troubles);
    }
    judge_transports(site, troubles);
    return troubles;
}

}  // namespace postern::postfix
