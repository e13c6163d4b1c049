// SPDX-License-Identifier: Apache-2.0
//
// A file followed over everything that is done to log files.
#include <sys/stat.h>

#include "followed_file.hpp"

namespace postern {
namespace {

TEST_F(FollowedFile, IsReadToItsEndWhenItWasRenamed) {
    write("one");
    open();
    EXPECT_EQ(read(), Words{"one"});
    write("two");
    fs::rename(log_, beside(".1"));
    write_to(beside(".1"), "three");
    EXPECT_EQ(read(), (Words{"two", "three"})) << "there is no successor yet";
    write_to(beside(".1"), "four");
    write("five");
    EXPECT_EQ(read(), (Words{"four", "five"}));
    EXPECT_FALSE(lost_);
}

TEST_F(FollowedFile, IsNotLeftForASuccessorWithNothingInIt) {
    write("one");
    open();
    EXPECT_EQ(read(), Words{"one"});
    fs::rename(log_, beside(".1"));
    add("");
    write_to(beside(".1"), "two");
    EXPECT_EQ(read(), Words{"two"});
    write("three");
    EXPECT_EQ(read(), Words{"three"});
}

TEST_F(FollowedFile, LosesNothingThatWasWrittenWhileItWasRenamed) {
    write("one");
    open();
    auto step = source_->step([](const trail::Line&) {});
    ASSERT_TRUE(step && step->more);
    fs::rename(log_, beside(".1"));
    write("three");
    // The end of the old file was seen, and so is its successor: it is looked at once more.
    step = source_->step([](const trail::Line&) { ADD_FAILURE(); });
    ASSERT_TRUE(step && step->more);
    write_to(beside(".1"), "two");
    EXPECT_EQ(read(), (Words{"two", "three"}));
}

TEST_F(FollowedFile, IsReadFromItsBeginningWhenItWasCutShort) {
    write("one");
    write("two");
    open();
    EXPECT_EQ(read().size(), 2U);
    cut();
    write("three");
    EXPECT_EQ(read(), Words{"three"});
    EXPECT_TRUE(lost_) << "there is no copy of what it had";
}

TEST_F(FollowedFile, ThatWasCutShortAndGrewLargerIsNoticed) {
    write("one");
    open();
    EXPECT_EQ(read(), Words{"one"});
    cut();
    write("another line that is longer");
    write("three");
    EXPECT_EQ(read(), (Words{"another line that is longer", "three"}));
}

/// Each attempt at the same thing writes the same lines, but for their times.
TEST_F(FollowedFile, ThatWasCutShortAndHasTheSameLinesAgainIsNoticed) {
    const std::string words(200, 'x');
    add("Nov 29 03:56:53 mx postfix/smtp[1]: " + words + "\n");
    open();
    EXPECT_EQ(read(), Words{words});
    cut();
    add("Nov 29 03:56:54 mx postfix/smtp[1]: " + words + "\n");
    EXPECT_EQ(read(), Words{words});
}

TEST_F(FollowedFile, IsReadOnInItsCopyWhenItWasCutShort) {
    write("one");
    open();
    EXPECT_EQ(read(), Words{"one"});
    write("two");
    fs::copy_file(log_, beside(".1"));
    cut();
    write("three");
    EXPECT_EQ(read(), (Words{"two", "three"}));
    EXPECT_FALSE(lost_);
    write("four");
    EXPECT_EQ(read(), Words{"four"});
}

TEST_F(FollowedFile, IsFoundByItsTextAfterARestartWhateverItIsCalledByThen) {
    for (const auto* name : {".1", "-20261129", ".20261129-035653"}) {
        fs::remove_all(log_);
        write("one");
        open();
        EXPECT_EQ(read(), Words{"one"});
        write("two");
        fs::rename(log_, beside(name));
        write("three");
        open_again();
        EXPECT_EQ(read(), (Words{"two", "three"})) << name;
        EXPECT_FALSE(lost_);
        fs::remove(beside(name));
    }
}

TEST_F(FollowedFile, IsReadOnInItsCopyAfterARestart) {
    write("one");
    open();
    EXPECT_EQ(read(), Words{"one"});
    write("two");
    fs::copy_file(log_, beside(".1"));
    cut();
    write("a longer line than there was");
    open_again();
    EXPECT_EQ(read(), (Words{"two", "a longer line than there was"}));
    EXPECT_FALSE(lost_);
}

TEST_F(FollowedFile, OfWhichNothingIsLeftAfterARestartIsReadFromItsBeginning) {
    write("one");
    open();
    EXPECT_EQ(read(), Words{"one"});
    fs::remove(log_);
    write("two");
    open_again();
    EXPECT_EQ(read(), Words{"two"});
    EXPECT_TRUE(lost_);
}

TEST_F(FollowedFile, MayBeReplacedByOneOfTheSameNumber) {
    write("one");
    open();
    EXPECT_EQ(read(), Words{"one"});
    // The file system may give the number again; the text tells.
    auto position = source_->position();
    fs::remove(log_);
    write("two and more than there was");
    struct stat now {};
    ASSERT_EQ(::stat(log_.c_str(), &now), 0);
    position.replace(0, position.find(' '), std::to_string(now.st_ino));
    open(position);
    EXPECT_EQ(read(), Words{"two and more than there was"});
    EXPECT_TRUE(lost_);
}

}  // namespace
}  // namespace postern
