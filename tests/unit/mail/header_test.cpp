// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/header.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

const HeaderList kHeaders{{"From", "a@firm.example"}, {"Received", "1"}, {"received", "2"}};

TEST(Header, IsCountedWithoutCase) {
    EXPECT_EQ(count_header(kHeaders, "RECEIVED"), 2U);
    EXPECT_EQ(count_header(kHeaders, "Receive"), 0U);
}

TEST(Header, IsFoundAtItsFirstOccurrence) {
    ASSERT_NE(find_header(kHeaders, "received"), nullptr);
    EXPECT_EQ(find_header(kHeaders, "received")->value, "1");
    EXPECT_EQ(find_header(kHeaders, "Subject"), nullptr);
}

TEST(Header, IsUnfoldedWithoutItsLineEnds) {
    EXPECT_EQ(unfolded("one\n two\r\n\tthree"), "one two\tthree");
    EXPECT_EQ(unfolded(" \n padded \t"), "padded");
    EXPECT_EQ(unfolded(""), "");
}

TEST(Header, KeepsWordsApartWhereALineEndDoesNotFold) {
    EXPECT_EQ(unfolded("one\ntwo\r\nthree\rfour"), "one two three four");
}

}  // namespace
}  // namespace postern
