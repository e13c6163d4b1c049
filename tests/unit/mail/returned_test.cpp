// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/returned.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

const HeaderList kReport{
    {"Content-Type", "multipart/report; report-type=delivery-status; boundary=\"b\""}};

const std::string kBefore =
    "--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\n";

TEST(ReturnedMessage, IsThePartThatIsAMessage) {
    const auto found = returned_message(
        kReport,
        kBefore + "Subject: Hello\r\nFrom: a@b.example\r\n\r\nOne\r\n\r\nTwo\r\n\r\n--b--\r\n");
    ASSERT_TRUE(found);
    ASSERT_EQ(found->headers.size(), 2U);
    EXPECT_EQ(found->headers[0].value, "Hello");
    EXPECT_EQ(relaxed_body(found->body), "One\n\nTwo");
}

TEST(ReturnedMessage, MayHavePartsOfItsOwn) {
    const auto found = returned_message(
        kReport, kBefore +
                     "Content-Type: multipart/alternative; boundary=bb\r\n\r\n"
                     "--bb\r\n\r\nplain\r\n--bb\r\n\r\nrich\r\n--bb--\r\n\r\n--b--\r\n");
    ASSERT_TRUE(found);
    EXPECT_EQ(relaxed_body(found->body), "--bb\n\nplain\n--bb\n\nrich\n--bb--");
}

TEST(ReturnedMessage, IsNoneWhereOnlyTheHeaderCameOrTheEndIsMissing) {
    EXPECT_FALSE(returned_message(kReport,
                                  "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
                                  "Subject: Hello\r\n\r\n--b--\r\n"));
    EXPECT_FALSE(returned_message(kReport, kBefore + "Subject: Hello\r\n\r\nOne\r\n"));
    EXPECT_FALSE(returned_message({}, "Subject: Hello\r\n\r\nOne\r\n"));
}

TEST(Edited, FieldsAreThoseAfterEveryEdit) {
    HeaderList fields{{"A", "1"}, {"B", "1"}, {"a", "2"}};
    fields = edited(std::move(fields),
                    {RemoveHeader{"A", 2}, ChangeHeader{"b", 1, "9"}, ChangeHeader{"C", 1, "3"},
                     AddHeader{"D", "4"}, SetSender{"x@y.example"}});
    std::string text;
    for (const auto& field : fields) text += field.name + "=" + field.value + " ";
    EXPECT_EQ(text, "A=1 B=9 C=3 D=4 ");
}

TEST(Relaxed, LeavesWhatMailSystemsDoNotChange) {
    EXPECT_EQ(relaxed_value(" One\n\t two   three "), "One two three");
    EXPECT_EQ(relaxed_body("One \t two  \r\n \r\nthree\r\n\r\n\r\n"), "One two\n\nthree");
    EXPECT_EQ(relaxed_body(" indented\n"), " indented");
    EXPECT_EQ(relaxed_body(""), "");
}

}  // namespace
}  // namespace postern
