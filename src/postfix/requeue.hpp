// SPDX-License-Identifier: Apache-2.0
//
// What becomes of what operators queue again, a function for each concept.
#pragma once

#include <string>
#include <vector>

#include "postern/postfix/trouble.hpp"

namespace postern::postfix {

constexpr auto kInsteadOfRequeueing = "postqueue -i presents what is parked";

/// Whether that action is the FILTER to OUT.
bool leads_to(const Service& out, const std::string& action);

/// Where that is not to OUT, how and how it is mended. False where it is not.
bool look_at_the_way(const Service& pickup, const Service& out, const Site& site,
                     Troubles& troubles);
/// Checks of the site's that take it elsewhere all the same.
void look_at_actions(const Service& out, const Site& site, Troubles& troubles);
/// Checks that change or stop a draft or a notification.
void look_at_changes(const Site& site, Troubles& troubles);
/// The tables of the site's header_checks that pickup's cleanup has not, and for no reason; none
/// where it passes no check of the site's at all.
std::vector<std::string> left_out_checks(const Service& out, const Site& site);
/// Checks of the site's that local mail misses.
void look_at_left_out_checks(const Service& out, const Site& site, Troubles& troubles);

}  // namespace postern::postfix
