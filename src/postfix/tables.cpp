// SPDX-License-Identifier: Apache-2.0
//
// What the site's own tables do to the addresses and fields of the loop.
#include "postern/base/text.hpp"
#include "postern/postfix/trouble.hpp"

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
        const bool drafts = one.key.ends_with(settings.drafts.domain);
        const auto lost = drafts ? std::string("drafts that are queued again do not reach OUT")
                                 : std::string("what comes back does not reach postern");
        const auto what = one.table.empty()
                              ? "has " + one.key
                              : one.table + " has '" + one.answer + "' for '" + one.key + "'";
        troubles.push_back(
            {Weight::fault, one.where,
             what + ": " + lost + "; take it out there" +
                 (drafts || one.table.empty() ? ""
                                              : ", and name single people such as postmaster@")});
    }
}

void look_at_refusals(const Site& site, Troubles& troubles) {
    for (const auto& one : site.refused) {
        troubles.push_back({Weight::fault, one.where,
                            "has nothing for '" + one.key + "': bounces from outside are refused",
                            "postconf -e \"relay_recipient_maps=regexp:/etc/postfix/bounce_rcpt, "
                            "$(postconf -h relay_recipient_maps)\""});
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
    look_at_refusals(site, troubles);
    look_at_unopened(site, troubles);
    return troubles;
}

}  // namespace postern::postfix
