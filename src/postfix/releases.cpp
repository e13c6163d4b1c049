// SPDX-License-Identifier: Apache-2.0
//
// posternd asks for releases as its own user, which Postfix may forbid.
#include "findings.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

/// A list of users as authorized_flush_users has it. A table cannot be read from here.
void look_at_users(const std::string& name, const Site& site, const Settings& settings,
                   Troubles& troubles) {
    const auto users = split_list(site.parameter(name));
    const auto& user = settings.milter.user;
    const bool refused = contains(users, "!" + user);
    const bool everybody = std::any_of(users.begin(), users.end(), [](const std::string& one) {
        return one.starts_with("static:");
    });
    if (user.empty() || (!refused && (everybody || contains(users, user)))) return;
    const bool table = std::any_of(users.begin(), users.end(), [](const std::string& one) {
        return one.find_first_of(":/") != one.npos;
    });
    auto mended = user;
    for (const auto& one : users) {
        if (one != "!" + user && one != user) mended += ", " + one;
    }
    troubles.push_back({!refused && table ? Weight::unknown : Weight::fault, name,
                        "is '" + site.parameter(name) + "', without the user " + user +
                            ": posternd cannot have parked notifications presented again",
                        set_main(name, mended)});
}

}  // namespace

void look_at_releases(const Site& site, const Settings& settings, Troubles& troubles) {
    look_at_users("authorized_flush_users", site, settings, troubles);
    look_at_users("authorized_mailq_users", site, settings, troubles);
}

}  // namespace postern::postfix
