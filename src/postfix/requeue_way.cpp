// SPDX-License-Identifier: Apache-2.0
//
// From pickup to OUT: by a cleanup of its own, whose checks are on and begin with ours.
#include <algorithm>

#include "postern/base/text.hpp"

#include "findings.hpp"
#include "requeue.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

constexpr std::string_view kOverrides = "receive_override_options";
constexpr std::string_view kUncheckedOption = "no_header_body_checks";
/// A table that is named and not there would stop all that local programs submit.
std::string with_our_table(const std::string& list, const std::string& value, const Site& site) {
    if (site.again_file.empty()) return "postern postfix apply";
    const auto ours = "regexp:" + site.again_file;
    return set_main(list, ours + (value.empty() ? "" : ", " + value));
}

struct Mending {
    std::string where;
    std::string what;
    std::string instead;
};

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

/// pickup's own place, since main.cf's value is for others as well.
Mending mend_overrides(const Service& pickup, std::vector<std::string> options) {
    std::erase(options, std::string(kUncheckedOption));
    const std::string name(kOverrides);
    return {pickup.place_of(name),
            "has no_header_body_checks, which turns off the check that leads such mail to OUT",
            set_for(pickup.path() + "/" + name, joined(options))};
}

/// pickup is led to the right cleanup, which has not our table, or not at first.
Mending mend_checks(const Service& cleanup, const std::string& action, const Site& site) {
    const std::string list = "postern_again_checks";
    const auto where = cleanup.path() + "/header_checks";
    const auto value = site.parameter(list);
    const auto* own = cleanup.option("header_checks");
    const auto what =
        "does " + (action.empty() ? "nothing" : "'" + action + "'") + " with such mail";
    if (own == nullptr || *own != value) return {where, what, set_for(where, "$" + list)};
    const bool there = value.find("/queued_again") != value.npos;
    if (there) return {list, what + "; queued_again has to come first there, as it is shipped", {}};
    return {list, what, with_our_table(list, value, site)};
}

Mending mend_the_way(const Service& pickup, const std::string& action, const Site& site) {
    const auto options = split_list(site.in_force(pickup, kOverrides));
    const auto* cleanup = site.pickups_cleanup();
    if (cleanup == nullptr || cleanup->name != kAgainCleanup) {
        const std::string name = "cleanup_service_name";
        const auto where = pickup.path() + "/" + name;
        // A service that is missing has a fault of its own.
        const bool named = site.in_force(pickup, name) == kAgainCleanup;
        return {where,
                "leads to a cleanup that does " +
                    (action.empty() ? "nothing" : "'" + action + "'") + " with such mail",
                named ? "" : set_for(where, std::string(kAgainCleanup))};
    }
    if (contains(options, kUncheckedOption)) return mend_overrides(pickup, options);
    return mend_checks(*cleanup, action, site);
}

}  // namespace

bool leads_to(const Service& out, const std::string& action) {
    constexpr std::string_view kFilter = "filter ";
    if (!lower(action).starts_with(kFilter)) return false;
    const auto where = trim(std::string_view(action).substr(kFilter.size()));
    return where.starts_with("postern-fan:") && where.ends_with(":" + out.port());
}

bool look_at_the_way(const Service& pickup, const Service& out, const Site& site,
                     Troubles& troubles) {
    for (const auto& [field, action] : site.queued_again) {
        if (leads_to(out, action)) continue;
        const auto mending = mend_the_way(pickup, action, site);
        troubles.push_back({Weight::fault, mending.where,
                            mending.what + " (" + field +
                                "): what postsuper -r queues again goes past OUT, copied as it is "
                                "and unsigned. 'postern postfix plan' has the lines; until then " +
                                kInsteadOfRequeueing,
                            mending.instead});
        return false;
    }
    return true;
}

}  // namespace postern::postfix
