// SPDX-License-Identifier: Apache-2.0
//
// A plan as text that a shell runs, and as JSON.
#pragma once

#include <iosfwd>

#include "json_output.hpp"
#include "postfix_wiring.hpp"

namespace postern {

void print_plan(const Wiring& wiring, std::ostream& out);
Json plan_as_json(const Wiring& wiring);

/// What no plan may change, since it is for all of the site's mail: what `postern check` finds in
/// Postfix beside what is planned.
postfix::Troubles left_to_the_site(const Wiring& wiring);
void print_left(const Wiring& wiring, std::ostream& out);

/// Prints what is in the way; whether there was something.
bool is_obstructed(const Wiring& wiring, const Call& call);

}  // namespace postern
