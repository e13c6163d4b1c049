// SPDX-License-Identifier: Apache-2.0
//
// The grace window: kept in Postfix's queue to its end, presented again right then, decided with
// the facts of that moment, and all that whatever happens to posternd meanwhile. How late a release
// is at most is the benchmark's business (release_rate.cpp); here it is only told apart from
// Postfix's own schedule of five minutes.
#include <csignal>
#include <filesystem>
#include <memory>

#include <gtest/gtest.h>

#include "mail_host.hpp"
#include "wait.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr auto kWindow = std::chrono::seconds(3);
constexpr auto kPromptly = std::chrono::seconds(10);

constexpr auto kDirectory = R"(
accounts:
  - id: team
    plan: standard
    notifications: { offline-message: true, missed-chat: true }
    agents:
      - { id: ann, address: ann@team.example.test }
      - { id: bob, address: bob@team.example.test }
)";

class Parking : public WithMailHost<Parking> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.window = kWindow;
        return std::make_unique<MailHost>(kDirectory, options);
    }

  protected:
    /// Submits, and comes back when the notification waits.
    static void park(const std::string& draft) {
        ASSERT_EQ(host().submit({draft, "team"}, {"ann@team.example.test"}).end.code, 250);
        ASSERT_TRUE(host().becomes(draft, "parked")) << host().logs();
    }

    static TimePoint due(const std::string& draft) { return host().records(draft).at(0).due; }

    /// Waits for the one mail of the draft, which is to arrive at `earliest` or soon after.
    static void expect_soon_after(const std::string& draft, TimePoint earliest) {
        const auto limit = std::max(earliest, now()) + kPromptly - now();
        const bool here = wait_until([&] { return !host().arrived(draft).empty(); }, limit);
        ASSERT_TRUE(here) << host().logs();
        EXPECT_GE(now(), earliest) << "before the window's end";
        EXPECT_EQ(host().delivered(draft, 1).size(), 1U);
    }

    static void lose_state() {
        for (const auto* file : {"state.db", "state.db-wal", "state.db-shm"}) {
            std::filesystem::remove(host().folder() / file);
        }
    }

    static void sleep_until(TimePoint at) {
        ASSERT_TRUE(wait_until([&] { return now() > at; }));
    }
};

TEST_F(Parking, DeliversAtTheEndOfTheWindowAndNotBefore) {
    const auto submitted = now();
    ASSERT_EQ(host().submit({"window", "team"}, {"ann@team.example.test"}).end.code, 250);
    expect_soon_after("window", submitted + kWindow);
    const auto record = host().records("window").at(0);
    EXPECT_GE(*record.decided, record.due);
}

TEST_F(Parking, CountsTheWindowFromWhenItHappened) {
    DraftText draft{"past", "team"};
    draft.occurred = format_time(now() - std::chrono::hours(1));
    ASSERT_EQ(host().submit(draft, {"ann@team.example.test"}).end.code, 250);
    EXPECT_EQ(host().verdicts("past"), Lines{"ann sent"});
    const auto record = host().records("past").at(0);
    EXPECT_LT(*record.decided, record.accepted + kWindow);
    EXPECT_EQ(host().delivered("past", 1).size(), 1U);
}

TEST_F(Parking, LetsMissedChatsGoAtOnce) {
    const auto ago = [](int seconds) { return format_time(now() - std::chrono::seconds(seconds)); };
    host().tell("presence ann phone online --at " + ago(10) + "\nchat-new team missed --at " +
                ago(9) + "\nchat-left missed --at " + ago(1) + "\npresence ann phone offline\n");
    const DraftText draft{"missed", "team", "missed-chat", "missed", ago(1)};
    ASSERT_EQ(host().submit(draft, {"ann@team.example.test"}).end.code, 250);
    EXPECT_EQ(host().verdicts("missed"), Lines{"ann sent"});
    const auto record = host().records("missed").at(0);
    EXPECT_LT(*record.decided, record.accepted + kWindow);
    EXPECT_EQ(host().delivered("missed", 1).size(), 1U);
}

TEST_F(Parking, SendsToTheAddressThatTheAgentHasInTheEnd) {
    park("moved");
    host().tell("agent-address ann ann@new.example.test\n");
    const auto recipients = host().delivered_to("moved", 1);
    host().tell("agent-address ann ann@team.example.test\n");
    EXPECT_EQ(recipients, Lines{"ann@new.example.test"}) << host().logs();
}

TEST_F(Parking, SendsNothingToAnAgentWhoWasDeactivatedMeanwhile) {
    park("gone");
    host().tell("agent-active ann off\n");
    const auto verdicts = host().verdicts("gone");
    host().tell("agent-active ann on\n");
    EXPECT_EQ(verdicts, Lines{"ann withheld R2 agent-inactive"}) << host().logs();
    EXPECT_TRUE(host().delivered("gone", 0).empty());
}

TEST_F(Parking, DeliversWhatBecameDueWhilePosterndWasStopped) {
    park("stopped");
    EXPECT_EQ(host().posternd().stop(SIGTERM), 0);
    sleep_until(due("stopped"));
    const auto started = now();
    host().posternd().restart();
    expect_soon_after("stopped", started);
}

TEST_F(Parking, KeepsTheDeadlineAcrossAKill) {
    park("killed");
    host().posternd().kill9();
    host().posternd().restart();
    expect_soon_after("killed", due("killed"));
}

TEST_F(Parking, FindsInTheQueueWhatItsLostStateDoesNotTell) {
    park("lost");
    const auto deadline = due("lost");
    host().posternd().kill9();
    lose_state();
    host().posternd().restart();
    expect_soon_after("lost", deadline);
    EXPECT_EQ(host().verdicts("lost"), Lines{"ann sent"});
}

TEST_F(Parking, FindsInTheQueueWhatPostfixTriedInVain) {
    park("flushed");
    const auto deadline = due("flushed");
    const auto queue_id = host().records("flushed").at(0).queue_id;
    host().posternd().kill9();
    lose_state();
    // Postfix finds nobody at the milter's socket: the reason it keeps is no longer ours.
    host().present(queue_id);
    ASSERT_TRUE(wait_until([] {
        return host().postfix().queue().find("Service unavailable") != std::string::npos;
    })) << host().postfix().queue();
    host().posternd().restart();
    expect_soon_after("flushed", deadline);
    EXPECT_EQ(host().verdicts("flushed"), Lines{"ann sent"});
}

}  // namespace
}  // namespace postern::testing
