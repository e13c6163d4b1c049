// SPDX-License-Identifier: Apache-2.0
//
// What a plan has for one site or another.
#include "postern/postfix/plan.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "postern/postfix/parameters.hpp"

#include "shipped_site.hpp"

namespace postern::postfix {
namespace {

/// As Debian's package leaves it.
Site fresh_site() {
    Site site;
    for (const auto& group : parameter_groups()) {
        for (const auto& row : group.rows) site.parameters.try_emplace(row.name, "");
    }
    site.parameters["queue_directory"] = "/var/spool/postfix";
    site.parameters["cleanup_service_name"] = "cleanup";
    site.services = parse_services(
        "smtp inet n - y - - smtpd\npickup unix n - y 60 1 pickup\n"
        "cleanup unix n - y - 0 cleanup\nrewrite unix - - y - - trivial-rewrite\n",
        "");
    site.queued_again = {{"Postern-Seal", ""}, {"Postern-Pass", ""}};
    return site;
}

Surroundings around() {
    return {"/etc/postfix/postern", {}, {}, {}};
}

const Line& line_at(const Plan& plan, const std::string& place) {
    const auto found = std::find_if(plan.lines.begin(), plan.lines.end(),
                                    [&](const Line& line) { return line.place == place; });
    if (found == plan.lines.end()) throw std::out_of_range(place);
    return *found;
}

std::string planned(const Site& site, const std::string& place, const Settings& s = settings()) {
    return line_at(plan_for(site, s, around()), place).value;
}

TEST(Plan, HasEveryServiceWithTheChrootOfTheSitesOwnSmtpd) {
    auto site = fresh_site();
    EXPECT_EQ(planned(site, "127.0.0.1:10025/inet"), "n - y - 60 smtpd");
    site.services.front().columns = "n - n - -";
    EXPECT_EQ(planned(site, "postern-fan/unix"), "- - n - 10 smtp");
}

TEST(Plan, AddsToTheListsThatAreThereAsTheyAreWritten) {
    auto site = fresh_site();
    site.written["relay_domains"] = "$mydestination, hash:/etc/postfix/relay";
    site.written["transport_maps"] = "ldap:/etc/postfix/transport.cf";
    site.written["virtual_alias_maps"] = "$virtual_maps";
    EXPECT_EQ(planned(site, "relay_domains"),
              "bounces.example.test, $mydestination, hash:/etc/postfix/relay");
    EXPECT_EQ(planned(site, "transport_maps"),
              "regexp:/etc/postfix/postern/transport, ldap:/etc/postfix/transport.cf");
    EXPECT_EQ(planned(site, "virtual_alias_maps"),
              "$virtual_maps, regexp:/etc/postfix/postern/people");
}

TEST(Plan, SetsAListWhereTheServiceHasItThatReadsIt) {
    auto site = fresh_site();
    service_of(site, "rewrite").options["transport_maps"] = "hash:/etc/postfix/own";
    const auto plan = plan_for(site, settings(), around());
    EXPECT_EQ(line_at(plan, "rewrite/unix/transport_maps").value,
              "regexp:/etc/postfix/postern/transport, hash:/etc/postfix/own");
}

TEST(Plan, TakesPortsThatNobodyHas) {
    auto site = fresh_site();
    site.services.push_back({"127.0.0.1:10025", "inet", "smtpd", {{"content_filter", ""}}});
    site.parameters["content_filter"] = "smtp-amavis:[127.0.0.1]:10026";
    auto here = around();
    here.busy_ports = {"10027", "10037"};
    const auto plan = plan_for(site, settings(), here);
    EXPECT_NO_THROW(line_at(plan, "127.0.0.1:10035/inet"));
    EXPECT_NO_THROW(line_at(plan, "127.0.0.1:10036/inet"));
    EXPECT_NO_THROW(line_at(plan, "127.0.0.1:10047/inet"));
    EXPECT_EQ(line_at(plan, "127.0.0.1:10035/inet/content_filter").value,
              "postern-fan:[127.0.0.1]:10036");
}

}  // namespace
}  // namespace postern::postfix
