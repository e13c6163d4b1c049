// SPDX-License-Identifier: Apache-2.0
//
// What a plan refuses, what it keeps of a plan before it, and what postconf's -P cannot say.
#include <gtest/gtest.h>

#include "applied_site.hpp"
#include "fresh_site.hpp"

namespace postern::postfix {
namespace {

std::string obstacles(const Site& site) {
    std::string all;
    for (const auto& one : plan_for(site, settings(), around()).obstacles) all += one.where + "\n";
    return all;
}

TEST(PlanThatCannotBe, SaysSoWherePostfixWouldNotStart) {
    auto site = fresh_site();
    for (const auto* protocols : {"all", "ipv4", "ipv6, ipv4", ""}) {
        site.parameters["inet_protocols"] = protocols;
        EXPECT_EQ(obstacles(site), "") << protocols;
    }
    site.parameters["inet_protocols"] = "ipv6";
    EXPECT_EQ(obstacles(site), "inet_protocols\n");
}

TEST(PlanThatCannotBe, SaysSoWhereAServiceItGoesByIsThereTwice) {
    auto site = fresh_site();
    site.services.push_back({"discard", "unix", "discard"});
    site.services.push_back({"discard", "unix", "discard"});
    EXPECT_EQ(obstacles(site), "");
    site.services.push_back({"cleanup", "unix", "cleanup"});
    EXPECT_EQ(obstacles(site), "cleanup/unix\n");
    site = fresh_site();
    site.services.push_back({"pickup", "unix", "pickup"});
    EXPECT_EQ(obstacles(site), "pickup/unix\n");
}

std::string text_of(const Plan& plan, const std::string& table) {
    for (const auto& each : plan.tables) {
        if (each.name == table) return each.text;
    }
    return {};
}

/// Returns of what was sent come for weeks; and the site is no relay for a domain that left.
TEST(PlanAfterASenderLeft, KeepsItsBounceDomainAsItWas) {
    auto s = settings();
    s.senders[0].bounce_domain = "former.example.test";
    const Applied before{fresh_site(), around()};
    auto once = applied(before, plan_for(before.site, s, before.around), s);
    const auto plan = plan_for(once.site, settings(), once.around);
    const std::string paths = "/^b\\+[a-z0-9-]+@former\\.example\\.test$/  ok\n";
    EXPECT_NE(text_of(plan, "recipients").find(paths), std::string::npos)
        << text_of(plan, "recipients");
    EXPECT_NE(text_of(plan, "recipients").find("!/@(bounces\\.example\\.test|former\\.example"),
              std::string::npos);
    EXPECT_NE(text_of(plan, "transport").find("/@former\\.example\\.test$/  postern-bounce:"),
              std::string::npos);
    const auto twice = applied(once, plan, settings());
    EXPECT_TRUE(plan_for(twice.site, settings(), twice.around).complete());
}

TEST(PlanAfterASenderLeft, ForgetsItsBounceDomainWhereTheSiteTookItOut) {
    auto s = settings();
    s.senders[0].bounce_domain = "former.example.test";
    const Applied before{fresh_site(), around()};
    auto once = applied(before, plan_for(before.site, s, before.around), s);
    once.site.written["relay_domains"] = once.site.parameters["relay_domains"] = "";
    EXPECT_EQ(text_of(plan_for(once.site, settings(), once.around), "recipients").find("former"),
              std::string::npos);
}

PostconfCall only_call(const std::string& value, std::size_t calls) {
    Plan plan;
    plan.lines.push_back({Line::Kind::option, "a/inet/smtpd_milters", value, "why"});
    const auto all = calls_for(plan);
    EXPECT_EQ(all.size(), calls);
    return all.back();
}

TEST(PostconfCalls, HaveCommasForBlanksInWhatAServiceSets) {
    EXPECT_EQ(only_call("unix:x,  inet:y:1 inet:z:2", 1).words.back(),
              "a/inet/smtpd_milters=unix:x,inet:y:1,inet:z:2");
}

/// inline:{ … } has its own blanks, which are not commas.
TEST(PostconfCalls, SayInMainCfWhatHasBlanksInBraces) {
    const std::string value = "inline:{ { sales@site.example = root@localhost } }, hash:/etc/a";
    EXPECT_EQ(only_call(value, 2).words.back(),
              "a/inet/smtpd_milters=$postern_a_inet_smtpd_milters");
    Plan plan;
    plan.lines.push_back({Line::Kind::option, "a/inet/smtpd_milters", value, "why"});
    EXPECT_EQ(calls_for(plan).front().words,
              (std::vector<std::string>{"-e", "postern_a_inet_smtpd_milters = " + value}));
}

}  // namespace
}  // namespace postern::postfix
