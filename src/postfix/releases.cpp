// SPDX-License-Identifier: Apache-2.0
//
// posternd asks for releases as its own user, which Postfix may forbid.
#include "findings.hpp"

namespace postern::postfix {

namespace {

using Weight = Trouble::Weight;

/// A table cannot be read from here.
bool has_table(const std::vector<std::string>& users) {
    return std::any_of(users.begin(), users.end(),
                       [](const std::string& one) { return one.find_first_of(":/") != one.npos; });
}

bool is_let_in(const std::vector<std::string>& users, const std::string& user) {
    const bool everybody = std::any_of(users.begin(), users.end(), [](const std::string& one) {
        return one.starts_with("static:");
    });
    return user.empty() || (!contains(users, "!" + user) && (everybody || contains(users, user)));
}

std::string with_user(const std::vector<std::string>& users, const std::string& user) {
    auto all = user;
    for (const auto& one : users) {
        if (one != "!" + user && one != user) all += ", " + one;
    }
    return all;
}

/// A list of users as authorized_flush_users has it.
void look_at_users(const std::string& name, const Site& site, const Settings& settings,
                   Troubles& troubles) {
    const auto users = split_list(site.parameter(name));
    const auto& user = settings.milter.user;
    if (is_let_in(users, user)) return;
    const bool known = contains(users, "!" + user) || !has_table(users);
    troubles.push_back({known ? Weight::fault : Weight::unknown, name,
                        "is '" + site.parameter(name) + "', without the user " + user +
                            ": posternd cannot have parked notifications presented again",
                        set_main(name, with_user(users, user))});
}

}  // namespace

std::string users_to_set(const std::string& name, const Site& site, const Settings& settings) {
    const auto users = split_list(site.parameter(name));
    const auto& user = settings.milter.user;
    const bool known = contains(users, "!" + user) || !has_table(users);
    return is_let_in(users, user) || !known ? "" : with_user(users, user);
}

void look_at_releases(const Site& site, const Settings& settings, Troubles& troubles) {
    look_at_users("authorized_flush_users", site, settings, troubles);
    look_at_users("authorized_mailq_users", site, settings, troubles);
}

}  // namespace postern::postfix
