// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/queue_listing.hpp"

#include <gtest/gtest.h>

#include "postern/gateway/postfix_queue.hpp"

#include "queue_file.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;

constexpr auto kDrafts = "drafts.example";

TEST(ParkingText, IsReadBackFromWhatPostfixSays) {
    const auto due = parse_time("2026-11-23T12:02:00.250Z").value();
    const auto reason = "host 127.0.0.1[127.0.0.1] said: 451 4.7.0 " + parking_text(due) +
                        " (in reply to end of DATA command)";
    EXPECT_EQ(read_parking_text(reason), due);
    EXPECT_EQ(read_parking_text("451 4.7.1 Service unavailable - try again later"), std::nullopt);
    EXPECT_EQ(read_parking_text("postern: parked until tomorrow"), std::nullopt);
}

TEST(QueueListing, GivesEveryAgentThatWaitsInTheDraftsDomain) {
    const auto due = parse_time("2026-11-23T12:02:00Z").value();
    const auto reason = "451 4.7.0 " + parking_text(due);
    const auto listing = read_queue(
        R"({"queue_name":"deferred","queue_id":"Q1","recipients":[)"
        R"({"address":"anna+tag@drafts.example","delay_reason":")" +
            reason +
            R"("},)"
            R"({"address":"ben+tag@Drafts.Example","delay_reason":"451 4.7.1 Service unavailable"}]})"
            "\n"
            R"({"queue_name":"active","queue_id":"Q2","recipients":[{"address":"cora+tag@drafts.example"}]})"
            "\n"
            R"({"queue_name":"hold","queue_id":"Q3","recipients":[{"address":"dan+tag@drafts.example"}]})"
            "\n"
            R"({"queue_name":"deferred","queue_id":"Q4","recipients":[{"address":"x@y.example"}]})"
            "\n",
        kDrafts);
    ASSERT_TRUE(listing);
    const auto& waiting = listing->waiting;
    ASSERT_EQ(waiting.size(), 4U);
    EXPECT_EQ(waiting[0].due, due);
    EXPECT_EQ(waiting[1].queue_id, "Q1");
    EXPECT_EQ(waiting[1].agent, "ben");
    EXPECT_EQ(waiting[1].due, TimePoint{}) << "not parked: to be presented at once";
    EXPECT_EQ(waiting[1].where, Waiting::Where::deferred);
    EXPECT_EQ(waiting[1].put_off, "451 4.7.1 Service unavailable");
    EXPECT_EQ(waiting[0].put_off, "") << "as it was parked";
    EXPECT_EQ(waiting[2].agent, "cora");
    EXPECT_EQ(waiting[2].where, Waiting::Where::on_its_way);
    EXPECT_EQ(waiting[3].where, Waiting::Where::on_hold);
}

TEST(QueueListing, KeepsTheBeginningOfALongReason) {
    const auto listing = read_queue(R"({"queue_name":"deferred","queue_id":"Q1","recipients":[)"
                                    R"({"address":"anna+tag@drafts.example","delay_reason":")" +
                                        std::string(5000, 'x') + "\"}]}\n",
                                    kDrafts);
    EXPECT_EQ(listing->waiting.at(0).put_off.size(), Waiting::kLongestReason);
}

TEST(QueueListing, GivesWhatIsOnHoldForReturnPaths) {
    const auto listing = read_queue(
        R"({"queue_name":"hold","queue_id":"Q1","message_size":7,"recipients":[{"address":"b+tok@b.example"}]})"
        "\n"
        R"({"queue_name":"deferred","queue_id":"Q2","recipients":[{"address":"b+tok@b.example"}]})"
        "\n",
        kDrafts);
    ASSERT_TRUE(listing);
    ASSERT_EQ(listing->held.size(), 1U);
    EXPECT_EQ(listing->held[0].queue_id, "Q1");
    EXPECT_EQ(listing->held[0].local_part, "b+tok");
    EXPECT_EQ(listing->held[0].size, 7U);
}

TEST(QueueListing, ShowsFilesWithAddressesThatAreNotUtf8) {
    const auto listing = read_queue(
        "{\"queue_name\":\"deferred\",\"queue_id\":\"Q1\",\"sender\":\"\xE4@x.example\","
        "\"recipients\":[{\"address\":\"anna+tag@drafts.example\"}]}\n",
        kDrafts);
    ASSERT_TRUE(listing);
    EXPECT_EQ(listing->waiting.size(), 1U);
}

/// From what is absent in it something is concluded.
TEST(QueueListing, IsNoneUnlessItIsWhole) {
    EXPECT_TRUE(read_queue("", kDrafts)) << "an empty queue";
    for (const auto* broken :
         {"{\"queue_id\":\"Q1\"}", "{\"queue_id\":\"Q1\",\"recip\n", "no json\n", "[]\n",
          "{\"queue_id\":\"Q1\"}\n{\"queue_id\":\"Q2", "{\"queue_id\":7}\n"}) {
        EXPECT_FALSE(read_queue(broken, kDrafts)) << broken;
    }
}

TEST(QueueReader, TakesPiecesThatBeginAndEndAnywhere) {
    const std::string text =
        R"({"queue_name":"hold","queue_id":"Q1","recipients":[{"address":"anna+t@drafts.example"}]})"
        "\n"
        R"({"queue_name":"hold","queue_id":"Q2","recipients":[{"address":"ben+t@drafts.example"}]})"
        "\n";
    for (std::size_t size = 1; size <= text.size(); ++size) {
        QueueReader reader(kDrafts);
        for (std::size_t at = 0; at < text.size(); at += size) {
            ASSERT_TRUE(reader.take(std::string_view(text).substr(at, size)));
        }
        const auto listing = reader.end();
        ASSERT_TRUE(listing) << size;
        ASSERT_EQ(listing->waiting.size(), 2U) << size;
        EXPECT_EQ(listing->waiting[1].queue_id, "Q2");
    }
}

/// A line as long as one with tens of thousands of recipients, piece by piece.
Result<void> take_long_line(QueueReader& reader, const std::string& beginning) {
    auto taken = reader.take(beginning);
    const std::string piece(1U << 20U, 'x');
    for (std::size_t size = 0; taken && size <= QueueReader::kLongestLine + 4 * piece.size();
         size += piece.size()) {
        taken = reader.take(piece);
    }
    return taken;
}

TEST(QueueReader, KeepsTheIdOfAFileWhoseLineIsTooLongAndGoesOn) {
    QueueReader reader(kDrafts);
    const std::string ours =
        R"({"queue_name":"hold","queue_id":"Q2","recipients":[{"address":"ben+t@drafts.example"}]})"
        "\n";
    ASSERT_TRUE(take_long_line(
        reader, R"({"queue_name": "active", "queue_id": "Q1", "sender": "\"queue_id\": \"Q9\")"));
    ASSERT_TRUE(reader.take("\"}]}\n" + ours));
    const auto listing = reader.end();
    ASSERT_TRUE(listing);
    EXPECT_EQ(listing->unread, std::vector<std::string>{"Q1"});
    ASSERT_EQ(listing->waiting.size(), 1U);
    EXPECT_EQ(listing->waiting[0].queue_id, "Q2");
}

TEST(QueueReader, HasNoListingWhereALongLineHasNoEndOrNoId) {
    QueueReader endless(kDrafts);
    ASSERT_TRUE(take_long_line(endless, R"({"queue_name": "active", "queue_id": "Q1", )"));
    EXPECT_FALSE(endless.end());
    QueueReader nameless(kDrafts);
    ASSERT_TRUE(take_long_line(nameless, "{"));
    const auto taken = nameless.take("\n");
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, ErrorCode::unavailable);
}

TEST(QueueLifetime, IsTheShortestThatPostconfNames) {
    EXPECT_EQ(read_lifetime("5d\n5d\n"), std::chrono::days{5});
    EXPECT_EQ(read_lifetime("1w\n12h\n"), 12h);
    EXPECT_EQ(read_lifetime("36\n30m\n"), 30min);
    EXPECT_EQ(read_lifetime("0\n1s\n"), 0s);
    EXPECT_EQ(read_lifetime("$other\n"), std::nullopt);
    EXPECT_EQ(read_lifetime(""), std::nullopt);
}

TEST(QueueFile, IsTheSealedOneAsLongAsTheFileIsTheSame) {
    const HeaderList headers{{"Received", "from p by hop1 (Postfix)\n\twith ESMTP id Q1;\n\tMon"},
                             {"Received", "from x by platform with ESMTP id P7; Mon"}};
    EXPECT_EQ(queue_file_of(headers, "Q1"), "Q1");
}

TEST(QueueFile, IsTheNewOneAfterPostfixQueuedItAgain) {
    const HeaderList headers{{"Received", "by hop1 (Postfix)\n\tid Q9; Mon"},
                             {"Received", "by hop1 (Postfix)\n\tid Q5; Mon"},
                             {"Received", "from p by hop1 (Postfix)\n\twith ESMTP id Q1;\n\tMon"}};
    EXPECT_EQ(queue_file_of(headers, "Q1"), "Q9");
}

TEST(QueueFile, IsTheSealedOneWhereTheFieldsDoNotTell) {
    const HeaderList headers{{"Received", "from x by platform with ESMTP id P7; Mon"}};
    EXPECT_EQ(queue_file_of(headers, "Q1"), "Q1");
    EXPECT_EQ(queue_file_of({}, "Q1"), "Q1");
}

}  // namespace
}  // namespace postern
