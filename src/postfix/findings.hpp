// SPDX-License-Identifier: Apache-2.0
//
// What no service can keep off, a function for each concept: each adds what it finds. Pure, like
// all of this module.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "postern/postfix/trouble.hpp"

namespace postern::postfix {

/// How long the queue keeps mail, under which names, and when it tells of a delay.
void look_at_waiting(const Site& site, const Settings& settings, Troubles& troubles);
/// How large a draft and a report may be.
void look_at_sizes(const Site& site, const Settings& settings, Troubles& troubles);
/// Times and limits beyond the bounds that the table has for them.
void look_at_bounds(const Site& site, const Settings& settings, Troubles& troubles);
/// Who may have what is parked presented again.
void look_at_releases(const Site& site, const Settings& settings, Troubles& troubles);
/// Where the domains of the loop lead.
void look_at_ways(const Site& site, const Settings& settings, Troubles& troubles);
/// Of the ways too: master(8) opens the ports of the loop, at an address of IPv4, or ends.
void look_at_protocols(const Site& site, Troubles& troubles);
/// Postfix's own services: there, on, and known by their names.
void look_at_internals(const Site& site, const Settings& settings, Troubles& troubles);
/// What DRAFT and OUT let in, beside what postern.yaml says.
void look_at_admission(const Site& site, const Settings& settings, Troubles& troubles);
/// Whose word a report is, and whether it arrives as it was made.
void look_at_reports(const Site& site, const Settings& settings, Troubles& troubles);

/// The least message_size_limit of DRAFT: a body that postern.yaml lets in, and its header.
std::uint64_t size_of_draft(const Settings& settings);

/// A list such as authorized_flush_users with posternd's user in it; "" where it need not change,
/// or is not known.
std::string users_to_set(const std::string& name, const Site& site, const Settings& settings);
/// Bounce domains that masquerade_domains takes the front off.
std::vector<std::string> masqueraded_domains(const Site& site, const Settings& settings);

/// A service of conf/postfix: by its daemon name, its own name or its role's.
bool is_ours(const Service& service, const Settings& settings);

template <typename All, typename Wanted>
bool contains(const All& all, const Wanted& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// The entries of that list but one, as main.cf has them.
std::string list_without(const std::string& entry, std::string_view list);

inline std::string set_main(const std::string& name, const std::string& value) {
    return "postconf -e '" + name + "=" + value + "'";
}

inline std::string set_for(const std::string& where, const std::string& value) {
    return "postconf -P '" + where + "=" + value + "'";
}

}  // namespace postern::postfix
