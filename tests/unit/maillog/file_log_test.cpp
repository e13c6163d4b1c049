// SPDX-License-Identifier: Apache-2.0
//
// A file that grows: whole lines, a piece at a time, and once each.
#include <sys/stat.h>

#include "followed_file.hpp"

namespace postern {
namespace {

TEST_F(FollowedFile, IsReadFromItsBeginningAndThenAsItGrows) {
    write("one");
    open();
    EXPECT_EQ(read(), Words{"one"});
    EXPECT_EQ(read(), Words{});
    write("two");
    write("three");
    EXPECT_EQ(read(), (Words{"two", "three"}));
}

TEST_F(FollowedFile, IsReadOnWhereARestartInterruptedIt) {
    write("one");
    open();
    EXPECT_EQ(read(), Words{"one"});
    write("two");
    open_again();
    EXPECT_EQ(read(), Words{"two"});
    open_again();
    EXPECT_EQ(read(), Words{});
    EXPECT_FALSE(lost_);
}

TEST_F(FollowedFile, GivesALineWhenItIsWhole) {
    write("one");
    write("tw", false);
    open();
    EXPECT_EQ(read(), Words{"one"});
    add("o");
    EXPECT_EQ(read(), Words{});
    open_again();
    add("\n");
    EXPECT_EQ(read(), Words{"two"});
}

TEST_F(FollowedFile, PassesOverALineThatIsTooLongAndTheOnesThatAreNone) {
    write("one");
    add(std::string(300'000, 'x') +
        "\nno line at all\nNov 29 03:56:53 mx postfix/smtp[1]: " + std::string(70'000, 'y') + "\n");
    write("two");
    open();
    EXPECT_EQ(read(), (Words{"one", "two"}));
    const auto after_restart = source_->position();
    open(after_restart);
    EXPECT_EQ(read(), Words{});
}

TEST_F(FollowedFile, DoesNotTakeTheMiddleOfALineForOneAfterARestart) {
    write("one");
    // What a step ends with would be a line of its own.
    const std::string inside = "Nov 29 03:56:53 mx postfix/smtp[1]: forged";
    add(std::string((64U << 10U), 'x') + inside);
    open();
    const auto take = [](const trail::Line& line) { EXPECT_EQ(line.message, "one"); };
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(source_->step(take));
    open_again();
    add("\n");
    EXPECT_EQ(read(), Words{});
}

TEST_F(FollowedFile, IsReadAPieceAtATime) {
    for (int i = 0; i < 5000; ++i) write("line " + std::to_string(i));
    open();
    std::size_t most = 0;
    std::size_t all = 0;
    for (bool more = true; more;) {
        std::size_t count = 0;
        const auto step = source_->step([&](const trail::Line&) { ++count; });
        ASSERT_TRUE(step);
        more = step->more;
        most = std::max(most, count);
        all += count;
    }
    EXPECT_EQ(all, 5000U);
    EXPECT_LT(most, 2000U);
}

TEST_F(FollowedFile, ThatIsNotThereIsReadOnceItIs) {
    open();
    const auto missing = source_->step([](const trail::Line&) {});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::not_found);
    EXPECT_NE(missing.error().message().find(log_.string()), std::string::npos);
    write("one");
    EXPECT_EQ(read(), Words{"one"});
}

TEST_F(FollowedFile, HasToBeAFile) {
    fs::create_directory(log_);
    open();
    EXPECT_FALSE(source_->step([](const trail::Line&) {}));
    fs::remove(log_);
    ASSERT_EQ(::mkfifo(log_.c_str(), 0600), 0);
    EXPECT_FALSE(source_->step([](const trail::Line&) {})) << "and nobody waits for its writer";
}

TEST_F(FollowedFile, WhosePositionIsNonsenseIsReadFromItsBeginning) {
    write("one");
    for (const auto* position : {"x", "1", "1 2", "-1 2 3", "1 2 3 4", "s=1bf6;i=1;b=d3b0"}) {
        open(position);
        EXPECT_EQ(read(), Words{"one"}) << position;
    }
}

}  // namespace
}  // namespace postern
