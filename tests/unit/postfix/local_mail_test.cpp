// SPDX-License-Identifier: Apache-2.0
//
// Whatever leads local mail to whichever cleanup: after an apply it meets the checks that it met
// before, behind ours, and a second apply has nothing to do.
#include <gtest/gtest.h>

#include "postern/postfix/plan.hpp"

#include "applied_site.hpp"
#include "fresh_site.hpp"

namespace postern::postfix {
namespace {

constexpr auto kOurs = "regexp:/etc/postfix/postern/queued_again";
const std::string kCheckNames[]{"header_checks", "mime_header_checks", "nested_header_checks",
                                "body_checks"};

/// What the cleanup that local mail goes to sets for itself.
const char* const kOptions[]{
    "",
    "-o header_checks=",
    "-o header_checks=regexp:/own",
    "-o mime_header_checks= -o body_checks=regexp:/own_body",
    "-o mime_header_checks= -o nested_header_checks= -o body_checks=",
    "-o header_checks=regexp:/own -o mime_header_checks= -o nested_header_checks= -o body_checks=",
    "-o nested_header_checks=regexp:/nested -o always_bcc= -o non_smtpd_milters=",
};

enum class LedBy { nobody, pickup, main, both };

struct Kind {
    LedBy led;
    const char* options;
    bool checks;     ///< main.cf has some.
    bool unchecked;  ///< pickup turns all off.
};

std::vector<Kind> all_kinds() {
    std::vector<Kind> all;
    for (const auto led : {LedBy::nobody, LedBy::pickup, LedBy::main, LedBy::both}) {
        for (const auto* options : kOptions) {
            for (const bool checks : {false, true}) {
                for (const bool unchecked : {false, true})
                    all.push_back({led, options, checks, unchecked});
            }
        }
    }
    return all;
}

Service cleanup_with(const std::string& name, const std::string& options) {
    Site site;
    set_line({Line::Kind::service, name + "/unix",
              "n - y - 0 cleanup" + (options.empty() ? "" : " " + options)},
             site);
    return site.services.front();
}

Site site_of(const Kind& kind) {
    auto site = fresh_site();
    for (const auto& name : kCheckNames) site.parameters[name] = "";
    if (kind.checks) {
        for (const auto* name : {"header_checks", "mime_header_checks", "nested_header_checks"})
            site.parameters[name] = "regexp:/mains";
        site.parameters["body_checks"] = "regexp:/mains_body";
    }
    const bool usual = kind.led == LedBy::nobody;
    if (usual) std::erase_if(site.services, [](const auto& one) { return one.name == "cleanup"; });
    site.services.push_back(cleanup_with(usual ? "cleanup" : "pre-cleanup", kind.options));
    site.services.push_back(cleanup_with("another", "-o header_checks=regexp:/another"));
    if (kind.led == LedBy::main) site.parameters["cleanup_service_name"] = "pre-cleanup";
    if (kind.led == LedBy::both) site.parameters["cleanup_service_name"] = "another";
    auto& pickup = service_of(site, "pickup").options;
    if (kind.led == LedBy::pickup || kind.led == LedBy::both)
        pickup["cleanup_service_name"] = "pre-cleanup";
    if (kind.unchecked) pickup["receive_override_options"] = "no_header_body_checks";
    return site;
}

/// All that local mail goes through, our check left out.
std::string met_by_local_mail(const Site& site) {
    const auto* cleanup = site.pickups_cleanup();
    const auto off = site.in_force(*site.pickup(), "receive_override_options");
    std::string all;
    for (const auto& name : kCheckNames) {
        all += name + ":";
        if (off.find("no_header_body_checks") != off.npos) continue;
        for (const auto& table : split_list(site.checks_of(*cleanup, name)))
            all += table == kOurs ? "" : " " + table;
    }
    for (const auto* name : {"always_bcc", "non_smtpd_milters"})
        all += std::string("; ") + name + "=" + site.in_force(*cleanup, name);
    return all;
}

TEST(LocalMail, MeetsWhatItMetBeforeAfterOneApplyAndAfterTwo) {
    for (const auto& kind : all_kinds()) {
        SCOPED_TRACE(std::to_string(static_cast<int>(kind.led)) + " '" + kind.options + "' " +
                     (kind.checks ? "checks " : "") + (kind.unchecked ? "unchecked" : ""));
        const Applied before{site_of(kind), {"/etc/postfix/postern", {}, {}, {}}};
        const auto met = met_by_local_mail(before.site);
        const auto once =
            applied(before, plan_for(before.site, settings(), before.around), settings());
        EXPECT_EQ(met_by_local_mail(once.site), met);
        const auto again = plan_for(once.site, settings(), once.around);
        EXPECT_TRUE(again.complete());
        const auto twice = applied(once, again, settings());
        EXPECT_EQ(met_by_local_mail(twice.site), met);
        for (const auto& trouble : requeue_troubles(twice.site, settings()))
            ADD_FAILURE() << trouble.where << " " << trouble.what;
    }
}

TEST(LocalMail, ThatIsLedElsewhereSinceMeetsWhatItMeetsThereAfterAnotherApply) {
    const Applied before{site_of({LedBy::pickup, kOptions[2], true, false}),
                         {"/etc/postfix/postern", {}, {}, {}}};
    auto once = applied(before, plan_for(before.site, settings(), before.around), settings());
    service_of(once.site, "pickup").options["cleanup_service_name"] = "another";
    for (auto& [field, action] : once.site.queued_again) action.clear();
    const auto met = met_by_local_mail(once.site);
    const auto twice = applied(once, plan_for(once.site, settings(), once.around), settings());
    EXPECT_EQ(met_by_local_mail(twice.site), met);
    EXPECT_TRUE(plan_for(twice.site, settings(), twice.around).complete());
}

TEST(LocalMail, GetsWhatItsOwnCleanupHasSince) {
    const Applied before{site_of({LedBy::pickup, "", false, false}),
                         {"/etc/postfix/postern", {}, {}, {}}};
    auto once = applied(before, plan_for(before.site, settings(), before.around), settings());
    service_of(once.site, "cleanup").options["header_checks"] = "regexp:/not_for_it";
    EXPECT_TRUE(plan_for(once.site, settings(), once.around).complete());
    service_of(once.site, "pre-cleanup").options["header_checks"] = "regexp:/new";
    const auto twice = applied(once, plan_for(once.site, settings(), once.around), settings());
    EXPECT_NE(met_by_local_mail(twice.site).find("header_checks: regexp:/new"), std::string::npos);
}

TEST(WhatPickupHadBefore, IsReadAsItIsWritten) {
    for (const auto* cleanup : {"", "pre-cleanup"}) {
        for (const bool unchecked : {false, true}) {
            const auto read =
                pickup_before("# x\n" + note_of({cleanup, unchecked}) + "/^Postern/ z\n");
            EXPECT_EQ(read.cleanup, cleanup);
            EXPECT_EQ(read.unchecked, unchecked);
        }
    }
}

}  // namespace
}  // namespace postern::postfix
