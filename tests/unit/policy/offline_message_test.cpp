// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "occasions.hpp"

namespace postern::testing {
namespace {

World offline_message() {
    return World(Kind::offline_message);
}

TEST(OfflineMessage, IsDueWhereNobodyObjects) {
    EXPECT_EQ(offline_message().judge(), std::nullopt);
}

TEST(O1NotActivated, WithholdsWhereTheAccountHasSwitchedItOff) {
    auto world = offline_message();
    world.account.offline_message = false;
    EXPECT_EQ(world.judge(), (Objection{"O1", "not-activated"}));
}

TEST(O1NotActivated, IsFinalOnArrival) {
    auto world = offline_message();
    world.account.offline_message = false;
    EXPECT_EQ(world.judge(Final::at_arrival), (Objection{"O1", "not-activated"}));
}

TEST(O1NotActivated, NeverObjectsWithEmailIntegration) {
    auto world = offline_message();
    world.account.offline_message = false;
    world.account.email_integration = true;
    EXPECT_EQ(world.judge(), std::nullopt);
}

TEST(O2AgentOnline, WithholdsOnAnyDevice) {
    auto world = offline_message();
    world.presence = {online("anna", kEvent - 3h, kEvent - 2h), online("anna", kEvent - 1min)};
    world.presence.back().device = "phone";
    EXPECT_EQ(world.judge(), (Objection{"O2", "agent-online"}));
}

TEST(O2AgentOnline, LooksAtTheMomentTheVisitorWrote) {
    auto world = offline_message();
    world.presence = {online("anna", kEvent - 1h, kEvent + 1s)};
    EXPECT_EQ(world.judge(), (Objection{"O2", "agent-online"}));
    world.presence = {online("anna", kEvent - 1h, kEvent)};
    EXPECT_EQ(world.judge(), std::nullopt);
    world.presence = {online("anna", kEvent)};
    EXPECT_EQ(world.judge(), (Objection{"O2", "agent-online"}));
}

TEST(O2AgentOnline, TakesASilentDeviceForOffline) {
    auto world = offline_message();
    world.presence = {online("anna", kEvent - 1h)};
    world.presence[0].seen = kEvent - 5min;
    EXPECT_EQ(world.judge(), std::nullopt);
    world.presence[0].seen = kEvent - 5min + 1ms;
    EXPECT_EQ(world.judge(), (Objection{"O2", "agent-online"}));
}

TEST(O2AgentOnline, IsNotAskedOnArrival) {
    auto world = offline_message();
    world.presence = {online("anna", kEvent - 1h)};
    EXPECT_EQ(world.judge(Final::at_arrival), std::nullopt);
}

TEST(O3ReturnedOnline, WithholdsEvenIfGoneAgain) {
    auto world = offline_message();
    world.presence = {online("anna", kEvent + 30s, kEvent + 40s)};
    EXPECT_EQ(world.judge(), (Objection{"O3", "returned-online"}));
}

TEST(O3ReturnedOnline, EndsWithTheWindowHoweverLateItIsDecided) {
    auto world = offline_message();
    world.now = kEvent + 3h;
    world.presence = {online("anna", kEvent + 2min - 1ms, kEvent + 3min)};
    EXPECT_EQ(world.judge(), (Objection{"O3", "returned-online"}));
    world.presence = {online("anna", kEvent + 2min, kEvent + 3min)};
    EXPECT_EQ(world.judge(), std::nullopt);
}

TEST(O4AnotherAgentOnline, WithholdsWhileAColleagueIsThere) {
    auto world = offline_message();
    world.presence = {online("ben", kEvent + 1min)};
    EXPECT_EQ(world.judge(), (Objection{"O4", "another-agent-online"}));
}

TEST(O4AnotherAgentOnline, WithholdsIfAColleagueWasThereWhenTheVisitorWrote) {
    auto world = offline_message();
    world.presence = {online("ben", kEvent - 1h, kEvent + 10s)};
    EXPECT_EQ(world.judge(), (Objection{"O4", "another-agent-online"}));
}

TEST(O4AnotherAgentOnline, DoesNotMindAColleagueWhoCameAndWent) {
    auto world = offline_message();
    world.presence = {online("ben", kEvent + 10s, kEvent + 20s)};
    EXPECT_EQ(world.judge(), std::nullopt);
}

TEST(O5Opened, WithholdsWhatTheAgentOpenedWithinTheWindow) {
    auto world = offline_message();
    world.events = {event(ChatEventKind::opened, kEvent + 2min - 1ms, "anna")};
    EXPECT_EQ(world.judge(), (Objection{"O5", "opened"}));
}

TEST(O5Opened, DoesNotCountOpeningsBeforeOrAfterTheWindow) {
    auto world = offline_message();
    world.events = {event(ChatEventKind::opened, kEvent - 1s, "anna"),
                    event(ChatEventKind::opened, kEvent + 2min, "anna")};
    world.now = kEvent + 10min;
    EXPECT_EQ(world.judge(), std::nullopt);
}

TEST(O5Opened, CountsOthersOnlyWhereConfigured) {
    auto world = offline_message();
    world.events = {event(ChatEventKind::opened, kEvent + 1s, "ben")};
    EXPECT_EQ(world.judge(), std::nullopt);
    world.terms.opened_by = OpenedBy::anyone;
    EXPECT_EQ(world.judge(), (Objection{"O5", "opened"}));
}

TEST(OfflineMessage, AsksItsRulesInTheOrderOfTheTable) {
    auto world = offline_message();
    world.events = {event(ChatEventKind::opened, kEvent + 1s, "anna")};
    EXPECT_EQ(world.judge()->rule, "O5");
    world.presence = {online("ben", kEvent - 1h)};
    EXPECT_EQ(world.judge()->rule, "O4");
    world.presence.push_back(online("anna", kEvent + 1s));
    EXPECT_EQ(world.judge()->rule, "O3");
    world.presence.push_back(online("anna", kEvent - 1h));
    EXPECT_EQ(world.judge()->rule, "O2");
    world.account.offline_message = false;
    EXPECT_EQ(world.judge()->rule, "O1");
}

}  // namespace
}  // namespace postern::testing
