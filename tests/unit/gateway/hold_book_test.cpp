// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/hold_book.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

const TimePoint kNoon = parse_time("2026-11-23T12:00:00Z").value();
constexpr HoldBook::Limits kLimits{10, 1000};

HoldBook::Item item(int number, std::uint64_t size, const std::string& notification = "") {
    return {"Q" + std::to_string(number), notification, size, kNoon};
}

int admitted(HoldBook& book, int from, int count, std::uint64_t size,
             const std::string& notification = "") {
    int room = 0;
    for (int i = from; i < from + count; ++i) {
        room += book.admit(item(i, size, notification), kLimits) ? 1 : 0;
    }
    return room;
}

TEST(HoldBook, HasALimitByNumber) {
    HoldBook book;
    EXPECT_EQ(admitted(book, 0, 100, 1), 10);
}

TEST(HoldBook, HasALimitBySize) {
    HoldBook book;
    EXPECT_TRUE(book.admit(item(1, 900, "n1"), kLimits));
    EXPECT_FALSE(book.admit(item(2, 101, "n2"), kLimits));
    EXPECT_TRUE(book.admit(item(3, 100, "n3"), kLimits));
}

TEST(HoldBook, HasNoRoomForAnythingLargeThatProvesNothing) {
    HoldBook book;
    EXPECT_FALSE(book.admit(item(1, 51), kLimits));
    EXPECT_TRUE(book.admit(item(2, 50), kLimits));
}

TEST(HoldBook, LetsNeitherSortPushOutTheOther) {
    HoldBook book;
    EXPECT_EQ(admitted(book, 0, 100, 50), 10);
    EXPECT_TRUE(book.admit(item(200, 1000, "n1"), kLimits));
}

TEST(HoldBook, KeepsAFewOfEachNotification) {
    HoldBook book;
    EXPECT_EQ(admitted(book, 0, 100, 1, "n1"), 3);
    EXPECT_EQ(admitted(book, 100, 1, 1, "n2"), 1);
}

TEST(HoldBook, IsCorrectedByWhatTheQueueShows) {
    const auto notification_of = [](const std::string& local) {
        return local == "b+good" ? std::string("n1") : std::string();
    };
    HoldBook book;
    EXPECT_EQ(admitted(book, 0, 10, 1), 10);
    book.compare({{"Q1", "b+bad", 1}, {"Q50", "b+good", 999}}, kNoon + std::chrono::minutes{1},
                 notification_of);
    EXPECT_EQ(book.size(), 2U);
    EXPECT_EQ(admitted(book, 100, 100, 1), 9);
    EXPECT_FALSE(book.admit(item(300, 2, "n2"), kLimits)) << "one of its sort has 999 bytes";
}

TEST(HoldBook, KeepsWhatIsOnItsWayToTheQueue) {
    HoldBook book;
    EXPECT_EQ(admitted(book, 0, 2, 1), 2);
    book.compare({}, kNoon + std::chrono::seconds{1}, [](const auto&) { return ""; });
    EXPECT_EQ(book.size(), 2U);
}

}  // namespace
}  // namespace postern
