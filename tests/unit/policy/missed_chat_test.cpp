// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "occasions.hpp"

namespace postern::testing {
namespace {

World missed_chat() {
    return World(Kind::missed_chat);
}

TEST(MissedChat, IsDueWhereNobodyObjects) {
    EXPECT_EQ(missed_chat().judge(), std::nullopt);
}

TEST(M1Plan, WithholdsOnTheFreePlanAlone) {
    auto world = missed_chat();
    world.account.plan = Plan::free;
    EXPECT_EQ(world.judge(), (Objection{"M1", "plan"}));
    EXPECT_EQ(world.judge(Final::at_arrival), (Objection{"M1", "plan"}));
    world.account.plan = Plan::standard;
    EXPECT_EQ(world.judge(), std::nullopt);
}

TEST(M2NotActivated, WithholdsWhereTheAccountHasSwitchedItOff) {
    auto world = missed_chat();
    world.account.missed_chat = false;
    EXPECT_EQ(world.judge(Final::at_arrival), (Objection{"M2", "not-activated"}));
}

TEST(M2NotActivated, DoesNotTakeEmailIntegrationForConsent) {
    auto world = missed_chat();
    world.account.missed_chat = false;
    world.account.email_integration = true;
    EXPECT_EQ(world.judge(), (Objection{"M2", "not-activated"}));
}

TEST(M3AgentNotOnline, WithholdsWhereTheAgentWasOnNoDevice) {
    auto world = missed_chat();
    world.presence = {online("ben", kEvent - 1h)};
    EXPECT_EQ(world.judge(), (Objection{"M3", "agent-not-online"}));
    world.presence = {online("anna", kEvent + 1s)};
    EXPECT_EQ(world.judge(), (Objection{"M3", "agent-not-online"}));
}

TEST(M3AgentNotOnline, TakesASilentDeviceForOffline) {
    auto world = missed_chat();
    world.presence[0].seen = kEvent - 6min;
    EXPECT_EQ(world.judge(), (Objection{"M3", "agent-not-online"}));
}

/// The directory reads no more for a decision (notification_facts).
TEST(MissedChat, LooksAtNobodyElsesPresence) {
    const std::vector<OnlineSpan> others{online("ben", kEvent - 1h), online("cleo", kEvent + 1s),
                                         online("dan", kEvent - 3h, kEvent - 2h)};
    for (const auto& own : {std::vector<OnlineSpan>{}, {online("anna", kEvent - 1h)}}) {
        auto world = missed_chat();
        world.presence = own;
        const auto alone = world.judge();
        world.presence.insert(world.presence.end(), others.begin(), others.end());
        EXPECT_EQ(world.judge(), alone);
    }
}

TEST(M4Joined, WithholdsWhoeverJoined) {
    auto world = missed_chat();
    world.events.push_back(event(ChatEventKind::joined, kEvent - 1min, "ben"));
    EXPECT_EQ(world.judge(), (Objection{"M4", "joined"}));
}

TEST(M4Joined, DoesNotMindAChatThatWasOnlyOpened) {
    auto world = missed_chat();
    world.events.push_back(event(ChatEventKind::opened, kEvent - 1min, "anna"));
    EXPECT_EQ(world.judge(), std::nullopt);
}

TEST(M5VisitorNotLeft, WithholdsWhileTheVisitorIsThere) {
    auto world = missed_chat();
    world.events.clear();
    EXPECT_EQ(world.judge(), (Objection{"M5", "visitor-not-left"}));
}

TEST(M5VisitorNotLeft, WithholdsWhatWasAnswered) {
    auto world = missed_chat();
    world.events.push_back(event(ChatEventKind::answered, kEvent - 1min, "anna"));
    EXPECT_EQ(world.judge(), (Objection{"M5", "visitor-not-left"}));
}

TEST(MissedChat, AsksItsRulesInTheOrderOfTheTable) {
    auto world = missed_chat();
    world.events.clear();
    EXPECT_EQ(world.judge()->rule, "M5");
    world.events = {event(ChatEventKind::joined, kEvent)};
    EXPECT_EQ(world.judge()->rule, "M4");
    world.presence.clear();
    EXPECT_EQ(world.judge()->rule, "M3");
    world.account.missed_chat = false;
    EXPECT_EQ(world.judge()->rule, "M2");
    world.account.plan = Plan::free;
    EXPECT_EQ(world.judge()->rule, "M1");
}

}  // namespace
}  // namespace postern::testing
