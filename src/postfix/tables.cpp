// SPDX-License-Identifier: Apache-2.0
//
// What the site's own tables do to the addresses and fields of the loop.
#include "postern/base/text.hpp"

#include "findings.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

/// header_checks(5): actions that leave the line as it is.
bool only_looks(const TableAnswer& one) {
    const auto action = lower(one.answer);
    return one.where.ends_with("_checks") &&
           (action.starts_with("dunno") || action.starts_with("info") ||
            action.starts_with("warn"));
}

/// A From that is not signed any more, a return path that nothing comes back to.
void look_at_rewriting(const Site& site, Troubles& troubles) {
    for (const auto& one : site.rewritten) {
        if (only_looks(one)) continue;
        troubles.push_back(
            {Weight::fault, one.where,
             one.table + " makes '" + one.answer + "' of '" + one.key +
                 "' on the way out: bounces do not come back, or the signature breaks"});
    }
}

/// An alias or a canonical address comes before every transport, and nobody tells of it.
void look_at_swallowing(const Site& site, const Settings& settings, Troubles& troubles) {
    for (const auto& one : site.swallowed) {
        if (one.answer == one.key) continue;  // Which only says that nobody else has it.
        const bool drafts = one.key.ends_with(settings.drafts.domain);
        const auto lost = drafts ? std::string("drafts that are queued again do not reach OUT")
                                 : std::string("what comes back does not reach postern");
        troubles.push_back({Weight::fault, one.where,
                            one.table + " has '" + one.answer + "' for '" + one.key + "': " + lost +
                                "; take it out there" +
                                (drafts ? "" : ", and name single people such as postmaster@")});
    }
}

/// Postfix then looks for a user of the site's of that name, and there is none.
void look_at_claims(const Site& site, const Settings& settings, Troubles& troubles) {
    for (const auto& one : site.claimed) {
        const bool table = !one.answer.empty();
        const bool drafts = one.key == settings.drafts.domain;
        const auto what =
            table ? one.table + " has '" + one.answer + "' for " + one.key : "has " + one.key;
        troubles.push_back(
            {Weight::fault, one.where,
             what + ", as a domain of the site's own users: " +
                 (drafts ? "mail to the drafts domain may be refused or end there"
                         : "bounces from outside are refused with 550 5.1.1") +
                 (table ? "; take it out there" : ""),
             table ? "" : set_main(one.where, list_without(one.table, site.parameter(one.where)))});
    }
}

void look_at_refusals(const Site& site, Troubles& troubles) {
    for (const auto& one : site.refused) {
        troubles.push_back({Weight::fault, one.where,
                            "has nothing for '" + one.key + "': bounces from outside are refused",
                            kApply});
    }
}

void look_at_unopened(const Site& site, Troubles& troubles) {
    for (const auto& [table, one] : site.unopened) {
        troubles.push_back({Weight::unknown, one.where,
                            table + " cannot be asked, nor can Postfix: " + one.words});
    }
}

}  // namespace

Troubles table_troubles(const Site& site, const Settings& settings) {
    Troubles troubles;
    look_at_rewriting(site, troubles);
    look_at_swallowing(site, settings, troubles);
    look_at_claims(site, settings, troubles);
    look_at_refusals(site, troubles);
    look_at_unopened(site, troubles);
    return troubles;
}

}  // namespace postern::postfix
