// SPDX-License-Identifier: Apache-2.0
//
// The checks that stand between pickup and OUT, action by action, and what is said of each.
#include <array>

#include <gtest/gtest.h>

#include "postern/postfix/parameters.hpp"
#include "postern/postfix/trouble.hpp"

#include "shipped_site.hpp"

namespace postern::postfix {
namespace {

using Weight = Trouble::Weight;

constexpr auto kOurTable = "regexp:/etc/postfix/queued_again";

/// pickup leads to postern-cleanup-again, whose header_checks are these.
Site site_with(const std::string& header_checks) {
    Site site;
    for (const auto& shipped : shipped_services()) site.services.push_back(shipped.service);
    site.services.push_back({"cleanup", "unix", "cleanup"});
    site.services.push_back(
        {"pickup", "unix", "pickup", {{"cleanup_service_name", "postern-cleanup-again"}}});
    site.parameters["postern_again_checks"] = header_checks;
    site.again_file = "/etc/postfix/queued_again";
    service_of(site, "postern-cleanup-again").options["header_checks"] = header_checks;
    site.queued_again = {{"Postern-Seal", "FILTER postern-fan:[127.0.0.1]:10026"},
                         {"Postern-Pass", "FILTER postern-fan:[127.0.0.1]:10026"}};
    return site;
}

constexpr auto kHeaders = "postern-cleanup-again/unix/header_checks";

struct Expected {
    const char* action;
    Weight header;  ///< Of an action in header_checks.
    Weight body;
};

/// header_checks(5), all of it; `unknown` stands for nothing said.
constexpr auto kSilent = Weight::unknown;
constexpr std::array kAll{
    Expected{"BCC a@example.test", Weight::fault, Weight::fault},
    Expected{"DISCARD", Weight::fault, Weight::fault},
    Expected{"DUNNO", kSilent, kSilent},
    Expected{"FILTER smtp:[192.0.2.1]", Weight::fault, Weight::fault},
    Expected{"HOLD", Weight::note, Weight::note},
    Expected{"IGNORE", Weight::note, Weight::note},
    Expected{"INFO", kSilent, kSilent},
    Expected{"PASS", Weight::fault, kSilent},
    Expected{"PREPEND X: y", Weight::note, Weight::note},
    Expected{"REDIRECT a@example.test", Weight::fault, Weight::fault},
    Expected{"REJECT", Weight::note, Weight::note},
    Expected{"REPLACE X: y", Weight::note, Weight::note},
    Expected{"STRIP", Weight::note, Weight::note},
    Expected{"WARN", kSilent, kSilent},
};

/// A table with that action, which a draft's line has as well.
Troubles said_of(const std::string& where, const std::string& action) {
    auto site = site_with(std::string(kOurTable) + ", pcre:/t");
    site.actions_again = {{where, "pcre:/t", "", action}};
    site.changed_again = {{where, "pcre:/t", "Subject: x", action}};
    return requeue_troubles(site, settings());
}

void expect(const Troubles& troubles, Weight weight, const Expected& one) {
    ASSERT_EQ(troubles.size(), weight == kSilent ? 0U : 1U) << one.action;
    if (weight == kSilent) return;
    EXPECT_EQ(troubles[0].weight, weight) << one.action;
    EXPECT_NE(troubles[0].what.find(std::string("'") + one.action + "'"), std::string::npos);
    EXPECT_NE(troubles[0].what.find("pcre:/t"), std::string::npos);
    EXPECT_EQ(troubles[0].instead.empty(), weight != Weight::fault) << one.action;
}

TEST(EachActionOfAHeaderCheck, IsAFaultWhereItLeadsPastOut) {
    for (const auto& one : kAll) expect(said_of(kHeaders, one.action), one.header, one);
}

TEST(EachActionOfABodyCheck, IsAFaultWhereItLeadsPastOut) {
    for (const auto& one : kAll) expect(said_of("body_checks", one.action), one.body, one);
}

TEST(TheRemedy, OfABodyCheckIsForPickupsCleanupAlone) {
    const auto troubles = said_of("body_checks", "DISCARD");
    ASSERT_EQ(troubles.size(), 1U);
    EXPECT_EQ(troubles[0].instead, "postconf -P 'postern-cleanup-again/unix/body_checks='");
}

TEST(TheRemedy, OfAHeaderCheckLeavesThatTableOutAndThenNothingIsSaid) {
    const auto troubles = said_of(kHeaders, "DISCARD");
    ASSERT_EQ(troubles.size(), 1U);
    EXPECT_EQ(troubles[0].instead,
              "postconf -e 'postern_again_checks=regexp:/etc/postfix/queued_again'");
    auto site = site_with(kOurTable);
    site.parameters["header_checks"] = "pcre:/t";
    site.actions_left_out = {{"header_checks", "pcre:/t", "", "DISCARD"}};
    EXPECT_TRUE(requeue_troubles(site, settings()).empty());
}

TEST(WhatIsSaidOfAnAction, IsTrueOfIt) {
    EXPECT_NE(said_of(kHeaders, "REJECT")[0].what.find("returned to the platform"),
              std::string::npos);
    EXPECT_NE(said_of(kHeaders, "HOLD")[0].what.find("postsuper -H"), std::string::npos);
    EXPECT_NE(said_of(kHeaders, "REPLACE X: y")[0].what.find("set aside"), std::string::npos);
}

TEST(ATableOfOurs, IsNoFault) {
    auto site = site_with(kOurTable);
    site.actions_again = {{kHeaders, kOurTable, "", "FILTER postern-fan:[127.0.0.1]:10026"}};
    EXPECT_TRUE(requeue_troubles(site, settings()).empty());
}

TEST(ATableThatCannotBeRead, IsUnknownAndAFaultWhereItAnswersSo) {
    auto site = site_with(kOurTable);
    site.actions_again = {{"body_checks", "mysql:/t", "", ""}};
    auto troubles = requeue_troubles(site, settings());
    ASSERT_EQ(troubles.size(), 1U);
    EXPECT_EQ(troubles[0].weight, Weight::unknown);
    EXPECT_NE(troubles[0].what.find("mysql:/t"), std::string::npos);
    site.changed_again = {{"body_checks", "mysql:/t", "x", "DISCARD"}};
    troubles = requeue_troubles(site, settings());
    ASSERT_EQ(troubles.size(), 2U);
    EXPECT_EQ(troubles[1].weight, Weight::fault);
}

TEST(ChecksThatLocalMailMisses, AreNotedWithWhatBringsThemBack) {
    auto site = site_with(kOurTable);
    site.parameters["header_checks"] = "pcre:/site";
    const auto troubles = requeue_troubles(site, settings());
    ASSERT_EQ(troubles.size(), 1U);
    EXPECT_EQ(troubles[0].weight, Weight::note);
    EXPECT_EQ(troubles[0].where, "postern_again_checks");
    EXPECT_EQ(troubles[0].instead,
              "postconf -e 'postern_again_checks=regexp:/etc/postfix/queued_again, pcre:/site'");
    service_of(site, "cleanup").options["header_checks"] = "";
    EXPECT_TRUE(requeue_troubles(site, settings()).empty()) << "the site's cleanup has none";
}

/// What is said of a way on which nothing is done with a draft.
Trouble fault_of(Site site) {
    site.queued_again["Postern-Seal"] = "";
    auto troubles = requeue_troubles(site, settings());
    EXPECT_EQ(troubles.size(), 1U);
    return troubles.empty() ? Trouble{Weight::note, "", ""} : troubles[0];
}

TEST(TheWayToOut, IsMendedAtThePickupThatHasAnotherCleanup) {
    auto site = site_with(kOurTable);
    service_of(site, "pickup").options.clear();
    EXPECT_EQ(fault_of(site).instead,
              "postconf -P 'pickup/unix/cleanup_service_name=postern-cleanup-again'");
}

TEST(TheWayToOut, IsMendedWhereChecksAreTurnedOffAndTheRestIsKept) {
    auto site = site_with(kOurTable);
    site.parameters["receive_override_options"] = "no_header_body_checks, no_milters";
    const auto fault = fault_of(site);
    EXPECT_EQ(fault.where, "receive_override_options");
    EXPECT_EQ(fault.instead, "postconf -P 'pickup/unix/receive_override_options=no_milters'");
    service_of(site, "pickup").options["receive_override_options"] = "no_header_body_checks";
    EXPECT_EQ(fault_of(site).instead, "postconf -P 'pickup/unix/receive_override_options='");
}

TEST(TheWayToOut, IsMendedInTheListThatHasNotOurTable) {
    auto fault = fault_of(site_with(""));
    EXPECT_EQ(fault.where, "postern_again_checks");
    EXPECT_EQ(fault.instead, "postconf -e 'postern_again_checks=regexp:/etc/postfix/queued_again'");
    EXPECT_EQ(fault_of(site_with("pcre:/site")).instead,
              "postconf -e 'postern_again_checks=regexp:/etc/postfix/queued_again, pcre:/site'");
    auto without_file = site_with("pcre:/site");
    without_file.again_file = "";
    EXPECT_EQ(fault_of(without_file).instead, "postern postfix apply");
    auto site = site_with(kOurTable);
    service_of(site, "postern-cleanup-again").options.erase("header_checks");
    EXPECT_EQ(fault_of(site).instead,
              "postconf -P 'postern-cleanup-again/unix/header_checks=$postern_again_checks'");
}

}  // namespace
}  // namespace postern::postfix
