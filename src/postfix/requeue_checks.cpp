// SPDX-License-Identifier: Apache-2.0
//
// The site's own checks behind ours, on pickup's cleanup: what their actions do to a draft that is
// queued again, and which of them are not there.
#include <algorithm>

#include "postern/postfix/check_actions.hpp"

#include "findings.hpp"
#include "requeue.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

constexpr auto kAgainList = "postern_again_checks";
std::string parameter_in(const std::string& where) {
    return where.substr(where.rfind('/') + 1);
}

/// The seal is the last field of the top: what comes behind turns nothing off any more.
bool goes_astray(const TableAnswer& one, const Service& out) {
    if (leads_to(out, one.answer)) return false;
    const auto effect = effect_of(one.answer);
    const auto name = parameter_in(one.where);
    const bool before = name == "header_checks" || name == "mime_header_checks";
    return effect == CheckEffect::astray || (before && effect == CheckEffect::switches);
}

/// That list without the table, as a command; header_checks is made of postern_again_checks.
std::string without(const TableAnswer& one, const Site& site) {
    const auto* cleanup = site.pickups_cleanup();
    if (cleanup == nullptr) return {};
    const auto name = parameter_in(one.where);
    const auto where = cleanup->path() + "/" + name;
    if (name != "header_checks") return set_for(where, "");
    const auto value = site.in_force(*cleanup, name);
    std::string rest;
    for (const auto& table : split_list(value)) {
        if (table != one.table) rest += (rest.empty() ? "" : ", ") + table;
    }
    return value == site.parameter(kAgainList) ? set_main(kAgainList, rest) : set_for(where, rest);
}

std::string what_astray(const TableAnswer& one) {
    const auto effect = effect_of(one.answer);
    return effect == CheckEffect::switches
               ? "turns off the check that leads to OUT: what postsuper -r queues again goes past "
                 "it"
               : "may take a draft that postsuper -r queues again, or a copy of it, past OUT as it "
                 "is, or lose it";
}

/// What it costs: pickup's cleanup is that of local mail as well.
std::string what_is_left_out(const TableAnswer& one) {
    const auto name = parameter_in(one.where);
    return name == "header_checks"
               ? "Leave that table out there; what local programs submit does not pass it then"
               : "Have no " + name + " there; what local programs submit passes none of them then";
}

void add_astray(const TableAnswer& one, const Site& site, Troubles& troubles) {
    troubles.push_back({Weight::fault, one.where,
                        one.table + " has '" + one.answer + "', which " + what_astray(one) + ". " +
                            what_is_left_out(one),
                        without(one, site)});
}

/// Only of what an action does to a line, in words that are true of it.
std::string what_changes(CheckEffect effect) {
    if (effect == CheckEffect::rejects)
        return "a draft that postsuper -r queues again is returned to the platform, a notification "
               "to BOUNCE";
    if (effect == CheckEffect::holds)
        return "what postsuper -r queues again waits on hold until postsuper -H";
    return "do not use postsuper -r on drafts or notifications. A draft is set aside on hold when "
           "that changed it, and a signature breaks";
}

bool is_left_out_for_a_reason(const std::string& table, const Service& out, const Site& site) {
    return std::any_of(
        site.actions_left_out.begin(), site.actions_left_out.end(),
        [&](const TableAnswer& one) { return one.table == table && goes_astray(one, out); });
}

bool has_all_others_off(const Service& cleanup) {
    const auto empty = [&](std::string_view name) {
        const auto* own = cleanup.option(name);
        return own != nullptr && own->empty();
    };
    return empty("mime_header_checks") && empty("nested_header_checks") && empty("body_checks");
}

/// As a plan leaves it where pickup had all checks off.
bool has_only_ours(const Service& cleanup, const Site& site) {
    if (site.pickup_before.unchecked) return true;
    const auto* copied = site.local_cleanup();
    return has_all_others_off(cleanup) && (copied == nullptr || !has_all_others_off(*copied));
}

}  // namespace

void look_at_actions(const Service& out, const Site& site, Troubles& troubles) {
    for (const auto& one : site.actions_again) {
        if (goes_astray(one, out)) add_astray(one, site, troubles);
        const bool known = effect_of(one.answer) != CheckEffect::unknown;
        if (known || site.unopened.contains(one.table)) continue;
        const auto what = one.answer.empty() ? "its actions cannot be read here"
                                             : "has '" + one.answer + "', which is no action";
        troubles.push_back({Weight::unknown, one.where,
                            one.table + ": " + what +
                                ". With FILTER, REDIRECT, DISCARD, BCC or PASS among them a draft "
                                "that postsuper -r queues again may go astray"});
    }
    // Where a table's actions cannot be read, this is what it answered.
    for (const auto& one : site.changed_again) {
        const bool told = std::any_of(site.actions_again.begin(), site.actions_again.end(),
                                      [&](const TableAnswer& read) {
                                          return read.table == one.table && goes_astray(read, out);
                                      });
        if (goes_astray(one, out) && !told) add_astray(one, site, troubles);
    }
}

void look_at_changes(const Site& site, Troubles& troubles) {
    for (const auto& one : site.changed_again) {
        const auto effect = effect_of(one.answer);
        const bool tells = effect == CheckEffect::changes || effect == CheckEffect::rejects ||
                           effect == CheckEffect::holds;
        if (!tells) continue;
        troubles.push_back({Weight::note, one.where,
                            one.table + " makes '" + one.answer + "' of '" + one.key +
                                "': " + what_changes(effect) + "; " + kInsteadOfRequeueing});
    }
}

std::vector<std::string> left_out_checks(const Service& out, const Site& site) {
    const auto* cleanup = site.pickups_cleanup();
    const auto* copied = site.local_cleanup();
    if (cleanup == nullptr || copied == nullptr || cleanup->name != kAgainCleanup ||
        has_only_ours(*cleanup, site))
        return {};
    const auto there = split_list(site.in_force(*cleanup, "header_checks"));
    auto missing = split_list(site.in_force(*copied, "header_checks"));
    std::erase_if(missing, [&](const std::string& table) {
        return contains(there, table) || is_left_out_for_a_reason(table, out, site);
    });
    return missing;
}

void look_at_left_out_checks(const Service& out, const Site& site, Troubles& troubles) {
    const auto* cleanup = site.pickups_cleanup();
    std::string missing;
    for (const auto& table : left_out_checks(out, site))
        missing += (missing.empty() ? "" : ", ") + table;
    if (missing.empty()) return;
    auto value = site.in_force(*cleanup, "header_checks");
    const bool listed = value == site.parameter(kAgainList);
    const auto where = listed ? std::string(kAgainList) : cleanup->path() + "/header_checks";
    value += (value.empty() ? "" : ", ") + missing;
    troubles.push_back({Weight::note, where,
                        "has not " + missing + ", which " +
                            site.local_cleanup()->place_of("header_checks") +
                            " has: what local programs submit does not pass it",
                        listed ? set_main(where, value) : set_for(where, value)});
}

}  // namespace postern::postfix
