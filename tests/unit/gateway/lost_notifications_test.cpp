// SPDX-License-Identifier: Apache-2.0
#include "lost_notifications.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;

const TimePoint kNoon = parse_time("2026-11-23T12:00:00Z").value();

Notification row(const std::string& queue_id, const std::string& agent, Fate fate = Fate::parked) {
    Notification n;
    n.id = agent + "-of-" + queue_id;
    n.queue_id = queue_id;
    n.agent = agent;
    n.fate = fate;
    n.accepted = kNoon - 2min;
    n.due = kNoon;
    return n;
}

struct LostNotificationsTest : ::testing::Test {
    /// "agent reason" of those given up after two listings a minute apart.
    std::vector<std::string> after_two(const std::vector<Notification>& rows,
                                       const std::vector<Waiting>& first,
                                       const std::vector<Waiting>& second) {
        look(rows, first, kNoon + 1min);
        return look(rows, second, kNoon + 2min);
    }

    std::vector<std::string> look(const std::vector<Notification>& rows,
                                  const std::vector<Waiting>& waiting, TimePoint began,
                                  const std::vector<std::string>& unread = {}) {
        const QueueListing queue{waiting, {}, unread};
        lost.saw(queue);
        std::vector<std::string> texts;
        for (const auto& each : lost.among(rows, queue, began, lifetime)) {
            texts.push_back(each.id + " " + each.reason);
        }
        return texts;
    }

    using Texts = std::vector<std::string>;
    LostNotifications lost;
    std::optional<Duration> lifetime = std::chrono::days{5};
};

TEST_F(LostNotificationsTest, AreThoseThatTwoListingsDoNotShow) {
    const std::vector rows{row("Q1", "anna"), row("Q1", "ben"), row("Q2", "cora")};
    const std::vector<Waiting> queue{{"Q1", "anna"}};
    EXPECT_EQ(look(rows, queue, kNoon + 1min), Texts{});
    ASSERT_TRUE(lost.look_again());
    EXPECT_EQ(look(rows, queue, *lost.look_again()), (Texts{"ben-of-Q1 gone", "cora-of-Q2 gone"}));
    EXPECT_EQ(lost.look_again(), std::nullopt);
}

TEST_F(LostNotificationsTest, AreNotThoseOfAFileWhoseRecipientsWereNotRead) {
    const std::vector rows{row("Q1", "anna"), row("Q2", "ben")};
    EXPECT_EQ(look(rows, {}, kNoon + 1min, {"Q1"}), Texts{});
    EXPECT_EQ(look(rows, {}, kNoon + 2min, {"Q1"}), Texts{"ben-of-Q2 gone"});
}

TEST_F(LostNotificationsTest, AreNotThoseThatOneListingShows) {
    EXPECT_EQ(after_two({row("Q1", "anna")}, {}, {{"Q1", "anna"}}), Texts{});
    EXPECT_EQ(look({row("Q1", "anna")}, {}, kNoon + 3min), Texts{}) << "in a row, that is";
}

TEST_F(LostNotificationsTest, AreNotThoseInAnyQueue) {
    for (const auto where :
         {Waiting::Where::deferred, Waiting::Where::on_its_way, Waiting::Where::on_hold}) {
        const std::vector<Waiting> queue{{"Q1", "anna", {}, where}};
        EXPECT_EQ(after_two({row("Q1", "anna")}, queue, queue), Texts{});
    }
}

TEST_F(LostNotificationsTest, AreNotThoseThatWereQueuedAgainUnderAnotherId) {
    const std::vector<Waiting> requeued{{"Q9", "anna"}};
    EXPECT_EQ(after_two({row("Q1", "anna")}, requeued, requeued), Texts{});
    const std::vector rows{row("Q1", "anna"), row("Q9", "anna")};
    EXPECT_EQ(after_two(rows, requeued, requeued), Texts{"anna-of-Q1 gone"})
        << "that file is another notification's";
}

TEST_F(LostNotificationsTest, AreOverdueAndNotJustAccepted) {
    auto early = row("Q1", "anna");
    early.due = kNoon + 10min;
    auto fresh = row("Q2", "ben");
    fresh.accepted = kNoon + 10min;
    EXPECT_EQ(after_two({early, fresh}, {}, {}), Texts{});
    EXPECT_GT(lost.look_again(), kNoon + 10min);
}

TEST_F(LostNotificationsTest, WereRefusedWhereOutRefusedThem) {
    lost.refused("Q1");
    EXPECT_EQ(after_two({row("Q1", "anna")}, {}, {}), Texts{"anna-of-Q1 refused"});
}

TEST_F(LostNotificationsTest, HaveExpiredWhereTheyAreOlderThanPostfixKeepsAnything) {
    lifetime = 3min;
    EXPECT_EQ(after_two({row("Q1", "anna")}, {}, {}), Texts{"anna-of-Q1 expired"});
}

TEST_F(LostNotificationsTest, WereNeverQueuedWhereNobodyEverSawTheirFile) {
    const std::vector issued{row("Q1", "anna", Fate::issued)};
    EXPECT_EQ(after_two(issued, {}, {}), Texts{}) << "the client may still come back";
    ASSERT_TRUE(lost.look_again());
    look(issued, {}, kNoon + 1h);
    EXPECT_EQ(look(issued, {}, kNoon + 2h), Texts{"anna-of-Q1 never-queued"});
}

TEST_F(LostNotificationsTest, WereQueuedWhereAListingShowedTheirFile) {
    const std::vector issued{row("Q1", "anna", Fate::issued)};
    look(issued, {{"Q1", "anna"}}, kNoon);
    EXPECT_EQ(after_two(issued, {}, {}), Texts{"anna-of-Q1 gone"});
}

}  // namespace
}  // namespace postern
