// SPDX-License-Identifier: Apache-2.0
#include "rewritten_recipient.hpp"

#include <gtest/gtest.h>

#include "queue_file.hpp"

namespace postern {
namespace {

using Files = std::vector<std::string>;

TEST(OriginalAddress, IsReadFromOrcpt) {
    EXPECT_EQ(original_address("rfc822;anna+2Btag@drafts.example"), "anna+tag@drafts.example");
    EXPECT_EQ(original_address("RFC822;a+3Db@x.example"), "a=b@x.example");
    EXPECT_EQ(original_address("rfc822;"), "");
    for (const auto* text : {"", "rfc822", "utf-8;anna@x", "rfc822;anna+2", "rfc822;anna+2b@x",
                             "rfc822;anna+", "x400;rfc822;anna"}) {
        EXPECT_EQ(original_address(text), "") << text;
    }
}

Submission to(std::string path, std::string orcpt = {}) {
    Submission message;
    message.recipients = {std::move(path)};
    message.original_recipient = std::move(orcpt);
    return message;
}

Settings settings() {
    Settings s;
    s.drafts.domain = "drafts.example";
    return s;
}

TEST(InternalPath, IsTheRecipientsOwn) {
    const auto path = internal_path_of(to("<anna+tag@drafts.example>"), settings());
    EXPECT_EQ(path.local, "anna+tag");
    EXPECT_EQ(path.rewritten_to, "");
    EXPECT_EQ(internal_path_of(to("<anna+tag@drafts.example>", "rfc822;ben+2Bt@drafts.example"),
                               settings())
                  .local,
              "anna+tag")
        << "nobody names another one there";
}

TEST(InternalPath, IsTheOneThatTheSiteGaveAnotherAddress) {
    const auto path = internal_path_of(
        to("<admin@site.example>", "rfc822;anna+2Btag@DRAFTS.example"), settings());
    EXPECT_EQ(path.local, "anna+tag");
    EXPECT_EQ(path.rewritten_to, "<admin@site.example>");
}

TEST(InternalPath, IsNoneOfACopy) {
    EXPECT_EQ(internal_path_of(to("<archive@site.example>"), settings()).local, "");
    EXPECT_EQ(
        internal_path_of(to("<archive@site.example>", "rfc822;archive@site.example"), settings())
            .local,
        "");
}

const HeaderField kFirst{"Received",
                         "from p (p [192.0.2.1])\n\tby hop1 (Postfix) with ESMTP id Q1"};
const HeaderField kAgain{"Received",
                         "by hop1 (Postfix, from userid 102)\n\tid Q2; Mon, 23 Nov 2026"};
const HeaderField kOnceMore{"Received",
                            "by hop1 (Postfix, from userid 102)\n\tid Q3; Mon, 23 Nov 2026"};
const HeaderField kByUser{"Received", "by hop1 (Postfix, from userid 1020)\n\tid Q4; Mon"};

constexpr unsigned kPostfix = 102;

TEST(QueuedBefore, IsEveryFileThatPostfixMadeTheNextOneOf) {
    EXPECT_EQ(queued_before({kFirst}, kPostfix), Files{});
    EXPECT_EQ(queued_before({kAgain, kFirst}, kPostfix), Files{"Q1"});
    EXPECT_EQ(queued_before({kOnceMore, kAgain, kFirst}, kPostfix), (Files{"Q2", "Q1"}));
    EXPECT_EQ(queued_before({}, kPostfix), Files{});
    EXPECT_EQ(queued_before({kAgain, kFirst}, std::nullopt), Files{}) << "nobody knows its user";
}

TEST(QueuedBefore, EndsWhereSomebodyHandedItOver) {
    EXPECT_EQ(queued_before({kByUser, kFirst}, kPostfix), Files{});
    EXPECT_EQ(queued_before({kAgain, kByUser, kFirst}, kPostfix), Files{"Q4"});
    EXPECT_EQ(queued_before({kFirst, kAgain}, kPostfix), Files{});
    EXPECT_TRUE(was_queued_again({kAgain, kFirst}, "Q1", kPostfix));
    EXPECT_TRUE(was_queued_again({{"Subject", "x"}}, "Q1", kPostfix)) << "nobody can tell";
    EXPECT_FALSE(was_queued_again({kFirst}, "Q1", kPostfix));
    EXPECT_FALSE(was_queued_again({kByUser, kFirst}, "Q1", kPostfix));
}

}  // namespace
}  // namespace postern
