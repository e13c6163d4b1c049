// SPDX-License-Identifier: Apache-2.0
#include "postern/trail/tracker.hpp"

#include <gtest/gtest.h>

#include "lines.hpp"

namespace postern::trail {
namespace {

using Kind = Sighting::Kind;

/// Ours are "b+NAME@…", and "b+NAME.2@…" the second time.
std::optional<Departure> whose(std::string_view path) {
    if (!path.starts_with("b+")) return std::nullopt;
    const auto name = path.substr(2, path.find('@') - 2);
    if (name.ends_with(".2")) return Departure{std::string(name.substr(0, name.size() - 2)), 2};
    return Departure{std::string(name), 1};
}

struct TrailTracker : ::testing::Test {
    Tracker tracker{whose};

    std::optional<Sighting> qmgr(std::string_view message) {
        return tracker.take(read_entry("postfix/qmgr", message).value());
    }
    std::optional<Sighting> active(const std::string& id, const std::string& from) {
        return qmgr(id + ": from=<" + from + ">, size=1024, nrcpt=1 (queue active)");
    }
    std::optional<Sighting> tried(const std::string& id, const std::string& status = "sent") {
        return tracker.take(read_entry("postfix/smtp", id +
                                                           ": to=<anna@firm.example>, "
                                                           "relay=mx[192.0.2.1]:25, delay=1, "
                                                           "dsn=2.0.0, status=" +
                                                           status + " (250 OK)")
                                .value());
    }
};

TEST_F(TrailTracker, FollowsWhatIsOursFromTheQueueToItsEnd) {
    const auto queued = active("A1B2C3D4E5", "b+one@bounces.example");
    ASSERT_TRUE(queued);
    EXPECT_EQ(queued->kind, Kind::queued);
    EXPECT_EQ(queued->departure, (Departure{"one", 1}));
    EXPECT_EQ(queued->queue_id, "A1B2C3D4E5");
    const auto sent = tried("A1B2C3D4E5");
    ASSERT_TRUE(sent);
    EXPECT_EQ(sent->kind, Kind::tried);
    EXPECT_EQ(sent->to, "anna@firm.example");
    EXPECT_EQ(sent->status, Status::sent);
    EXPECT_EQ(sent->reply, "250 OK");
    EXPECT_EQ(qmgr("A1B2C3D4E5: removed")->kind, Kind::removed);
    EXPECT_EQ(tracker.known(), 0U);
}

TEST_F(TrailTracker, PassesOverTheMailOfOthers) {
    EXPECT_FALSE(active("A1B2C3D4E5", "somebody@else.example"));
    EXPECT_FALSE(tried("A1B2C3D4E5"));
    EXPECT_FALSE(qmgr("A1B2C3D4E5: from=<somebody@else.example>, status=expired, returned"));
    EXPECT_FALSE(qmgr("A1B2C3D4E5: removed"));
    EXPECT_EQ(tracker.known(), 0U);
}

TEST_F(TrailTracker, TellsOnceThatAFileIsInTheQueue) {
    EXPECT_TRUE(active("A1B2C3D4E5", "b+one@bounces.example"));
    EXPECT_FALSE(active("A1B2C3D4E5", "b+one@bounces.example"));
    EXPECT_TRUE(tried("A1B2C3D4E5", "deferred"));
}

TEST_F(TrailTracker, TakesAnIdThatIsUsedAgainForWhatIsNowIn) {
    EXPECT_TRUE(active("A1B2C3D4E5", "b+one@bounces.example"));
    EXPECT_TRUE(active("A1B2C3D4E5", "b+two@bounces.example"));
    EXPECT_EQ(tried("A1B2C3D4E5")->departure.notification, "two");
    EXPECT_FALSE(active("A1B2C3D4E5", "somebody@else.example"));
    EXPECT_FALSE(tried("A1B2C3D4E5")) << "the mail of others has that id now";
}

TEST_F(TrailTracker, FollowsAFileThatWasQueuedAgainAndOneThatLeftOnceMore) {
    EXPECT_TRUE(active("A1B2C3D4E5", "b+one@bounces.example"));
    EXPECT_TRUE(active("B1B2C3D4E5", "b+one@bounces.example"));
    EXPECT_EQ(tried("B1B2C3D4E5")->departure, (Departure{"one", 1}));
    EXPECT_TRUE(active("C1B2C3D4E5", "b+one.2@bounces.example"));
    EXPECT_EQ(tried("C1B2C3D4E5")->departure, (Departure{"one", 2}));
}

TEST_F(TrailTracker, GoesOnWithWhatAnEarlierProcessKnew) {
    tracker.know("A1B2C3D4E5", {"one", 1});
    EXPECT_EQ(tried("A1B2C3D4E5", "bounced")->status, Status::bounced);
    EXPECT_FALSE(active("A1B2C3D4E5", "b+one@bounces.example")) << "no news";
}

TEST_F(TrailTracker, KnowsAnExpiryForItsOwn) {
    EXPECT_TRUE(active("A1B2C3D4E5", "b+one@bounces.example"));
    const auto expired =
        qmgr("A1B2C3D4E5: from=<b+one@bounces.example>, status=expired, returned to sender");
    ASSERT_TRUE(expired);
    EXPECT_EQ(expired->kind, Kind::expired);
}

TEST_F(TrailTracker, ForgetsTheLongestKnownWhereThereAreTooMany) {
    Tracker small(whose, 3);
    for (const auto* id : {"AAAAA1", "AAAAA2", "AAAAA3", "AAAAA4"}) small.know(id, {id, 1});
    EXPECT_EQ(small.known(), 3U);
    EXPECT_FALSE(small.take(Removed{"AAAAA1"}));
    EXPECT_TRUE(small.take(Removed{"AAAAA2"}));
    small.know("AAAAA5", {"x", 1});
    EXPECT_EQ(small.known(), 3U);
    EXPECT_TRUE(small.take(Removed{"AAAAA3"}));
}

}  // namespace
}  // namespace postern::trail
