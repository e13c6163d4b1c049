// SPDX-License-Identifier: Apache-2.0
//
// What a plan has for one site or another.
#include "postern/postfix/plan.hpp"

#include <algorithm>
#include <bit>

#include <gtest/gtest.h>

#include "postern/postfix/parameters.hpp"

#include "applied_site.hpp"
#include "fresh_site.hpp"
#include "shipped_site.hpp"

namespace postern::postfix {
namespace {

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

/// One thing that a site may have of its own.
struct Habit {
    const char* name;
    void (*take)(Site&, Surroundings&);
};

const Habit kHabits[]{
    {"relays for others",
     [](Site& s, Surroundings&) {
         s.parameters["relay_domains"] = "$mydestination, hash:/etc/postfix/relay";
     }},
    {"a transport for everything",
     [](Site& s, Surroundings&) {
         s.parameters["transport_maps"] = "pcre:/etc/postfix/transport";
         s.transports = {{"drafts.example.test", "smtp:smart"},
                         {"bounces.example.test", "smtp:smart"}};
     }},
    {"its relay recipients listed",
     [](Site& s, Surroundings&) {
         s.parameters["relay_recipient_maps"] = "hash:/etc/postfix/who";
     }},
    {"an alias for everything",
     [](Site& s, Surroundings&) {
         s.parameters["virtual_alias_maps"] = "pcre:/etc/postfix/all";
         s.swallowed = {{"virtual_alias_maps", "pcre:/etc/postfix/all", "b+x@bounces.example.test",
                         "admin@example.test"}};
     }},
    {"checks of its own",
     [](Site& s, Surroundings&) { s.parameters["header_checks"] = "regexp:/etc/postfix/headers"; }},
    {"an archive",
     [](Site& s, Surroundings&) { s.parameters["always_bcc"] = "archive@example.test"; }},
    {"a cleanup with options",
     [](Site& s, Surroundings&) {
         service_of(s, "cleanup").arguments = "-o header_checks=pcre:/etc/postfix/mine";
         service_of(s, "cleanup").options["header_checks"] = "pcre:/etc/postfix/mine";
     }},
    {"no checks for local mail",
     [](Site& s, Surroundings&) {
         service_of(s, "pickup").options["receive_override_options"] =
             "no_header_body_checks,no_milters";
     }},
    {"amavisd",
     [](Site& s, Surroundings& a) {
         s.parameters["content_filter"] = "amavis:[127.0.0.1]:10024";
         s.services.push_back({"127.0.0.1:10025", "inet", "smtpd", {}});
         a.busy_ports = {"10024", "10026"};
     }},
    {"users named",
     [](Site& s, Surroundings&) { s.parameters["authorized_flush_users"] = "root"; }},
    {"a masquerade and no chroot",
     [](Site& s, Surroundings&) {
         s.parameters["masquerade_domains"] = "example.test";
         s.services.front().columns = "n - n - -";
     }},
    {"a signer",
     [](Site& s, Surroundings& a) {
         s.parameters["smtpd_milters"] =
             "inet:localhost:11332, { unix:opendkim/sock, default_action=accept }";
         a.signer = "{ unix:opendkim/sock, default_action=accept }";
     }},
};

/// Up to two of them, and all but up to two.
std::vector<unsigned> combinations() {
    std::vector<unsigned> all;
    for (unsigned set = 0; set < 1U << std::size(kHabits); ++set) {
        const auto count = static_cast<unsigned>(std::popcount(set));
        if (count <= 2 || count + 2 >= std::size(kHabits)) all.push_back(set);
    }
    return all;
}

std::string take(unsigned set, Applied& before) {
    std::string names;
    for (std::size_t i = 0; i < std::size(kHabits); ++i) {
        if ((set >> i & 1U) == 0) continue;
        kHabits[i].take(before.site, before.around);
        names += std::string(kHabits[i].name) + "; ";
    }
    return names;
}

TEST(PlanThatIsDone, LeavesNothingToDoAndNoFaultWhateverASiteHas) {
    for (const auto set : combinations()) {
        Applied before{fresh_site(), around()};
        const auto names = take(set, before);
        const auto plan = plan_for(before.site, settings(), before.around);
        const auto once = applied(before, plan, settings());
        const auto again = plan_for(once.site, settings(), once.around);
        for (const auto& line : again.lines)
            EXPECT_TRUE(line.in_force) << names << line.place << " is '" << line.present
                                       << "' and not '" << line.value << "'";
        for (const auto& table : again.tables) EXPECT_TRUE(table.in_force) << names << table.name;
        for (const auto& trouble : troubles_of(once.site, settings()))
            EXPECT_NE(trouble.weight, Trouble::Weight::fault)
                << names << trouble.where << ": " << trouble.what;
    }
}

TEST(PlanThatIsDone, HasChangedNothingThatTheSiteSetItself) {
    for (const auto set : combinations()) {
        Applied before{fresh_site(), around()};
        const auto names = take(set, before);
        const auto plan = plan_for(before.site, settings(), before.around);
        for (const auto& line : plan.lines) {
            const auto had = before.site.parameter(line.place);
            const bool list = line.kind == Line::Kind::parameter && !had.empty();
            if (!list || line.place == "enable_long_queue_ids") continue;
            for (const auto& word : split_list(had))
                EXPECT_NE(line.value.find(word), std::string::npos) << names << line.place;
        }
    }
}

TEST(Plan, LeavesASiteThatIsWiredByHandAsItIs) {
    auto site = fresh_site();
    for (const auto& shipped : shipped_services()) {
        site.services.push_back(shipped.service);
        // What is for a later Postfix is commented out there.
        for (const auto& [name, value] : shipped.optional) {
            if (shipped.service.option(name) == nullptr) site.parameters.erase(name);
        }
    }
    for (const auto& [name, value] : shipped_parameters()) site.parameters[name] = value;
    service_of(site, "pickup").options["cleanup_service_name"] = "postern-cleanup-again";
    service_of(site, "postern-cleanup-again").options["header_checks"] =
        "regexp:/etc/postfix/queued_again";
    for (auto& [field, action] : site.queued_again) action = "FILTER postern-fan:[127.0.0.1]:10026";
    site.transports = {{"drafts.example.test", "postern-fan:[127.0.0.1]:10026"},
                       {"bounces.example.test", "postern-bounce:[127.0.0.1]:10027"}};
    site.received = {"bounces.example.test"};
    const auto plan = plan_for(site, settings(), around());
    for (const auto& line : plan.lines) {
        // Nobody can see from the answers who is behind postmaster there.
        if (line.place == "virtual_alias_maps") continue;
        EXPECT_TRUE(line.in_force) << line.place << ": " << line.value;
    }
}

TEST(Plan, AddsChecksThatTheSiteHasSinceItWasDone) {
    const Applied before{fresh_site(), around()};
    auto once = applied(before, plan_for(before.site, settings(), before.around), settings());
    once.site.parameters["header_checks"] = "regexp:/etc/postfix/new";
    const auto plan = plan_for(once.site, settings(), once.around);
    EXPECT_EQ(line_at(plan, "postern_again_checks").value,
              "regexp:/etc/postfix/postern/queued_again, regexp:/etc/postfix/new");
    EXPECT_TRUE(plan_for(applied(once, plan, settings()).site, settings(), once.around).complete());
    // What may take a draft past OUT was left out on purpose.
    once.site.actions_left_out = {
        {"header_checks", "regexp:/etc/postfix/new", {}, "REDIRECT x@y.example"}};
    EXPECT_TRUE(plan_for(once.site, settings(), once.around).complete());
}

TEST(Plan, LeavesLocalMailUncheckedThatWasUnchecked) {
    Applied before{fresh_site(), around()};
    before.site.parameters["header_checks"] = "regexp:/etc/postfix/own";
    service_of(before.site, "pickup").options["receive_override_options"] = "no_header_body_checks";
    const auto once = applied(before, plan_for(before.site, settings(), before.around), settings());
    EXPECT_EQ(once.site.parameter("postern_again_checks"),
              "regexp:/etc/postfix/postern/queued_again");
    EXPECT_EQ(*once.site.pickup()->option("receive_override_options"), "");
    EXPECT_TRUE(plan_for(once.site, settings(), once.around).complete());
}

TEST(Plan, PutsTheSignerBehindPosternWhereNothingIsThere) {
    auto here = around();
    here.signer = "inet:127.0.0.1:8891";
    const auto plan = plan_for(fresh_site(), settings(), here);
    EXPECT_EQ(line_at(plan, "127.0.0.1:10026/inet/smtpd_milters").value,
              "unix:postern/postern.sock,inet:127.0.0.1:8891");
    EXPECT_EQ(line_at(plan, "127.0.0.1:10025/inet/smtpd_milters").value,
              "unix:postern/postern.sock");
}

TEST(Plan, RefusesASocketThatAChrootedSmtpdDoesNotReach) {
    auto s = settings();
    s.milter.socket = "unix:/run/postern/postern.sock";
    auto site = fresh_site();
    EXPECT_EQ(plan_for(site, s, around()).obstacles.size(), 1U);
    site.services.front().columns = "n - n - -";
    const auto plan = plan_for(site, s, around());
    EXPECT_TRUE(plan.obstacles.empty());
    EXPECT_EQ(line_at(plan, "127.0.0.1:10025/inet/smtpd_milters").value,
              "unix:/run/postern/postern.sock");
}

TEST(Plan, LetsDraftsInThatPosternLetsIn) {
    auto s = settings();
    s.drafts.size_limit = 50U << 20U;
    EXPECT_EQ(planned(fresh_site(), "127.0.0.1:10025/inet/message_size_limit", s),
              std::to_string(51U << 20U));
}

TEST(PostconfCalls, HaveServicesFirstAndWhatConcernsLocalMailLast) {
    const auto calls = calls_for(plan_for(fresh_site(), settings(), around()));
    EXPECT_EQ(calls.front().words.front(), "-M");
    EXPECT_EQ(
        calls.back().words,
        (std::vector<std::string>{"-P", "pickup/unix/cleanup_service_name=postern-cleanup-again"}));
}

TEST(ShellWord, IsQuotedWhereAShellWouldReadIt) {
    EXPECT_EQ(shell_word("a/inet/b=c,d"), "a/inet/b=c,d");
    EXPECT_EQ(shell_word("x = $y"), "'x = $y'");
    EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
    EXPECT_EQ(shell_word(""), "''");
}

}  // namespace
}  // namespace postern::postfix
