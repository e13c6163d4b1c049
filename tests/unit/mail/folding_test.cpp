// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <gtest/gtest.h>

#include "postern/mail/header.hpp"
#include "postern/mail/header_editor.hpp"

namespace postern {
namespace {

std::size_t longest_line(const std::string& text, std::size_t used) {
    std::size_t longest = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        longest = std::max(longest, end - at + (at == 0 ? used : 0));
        at = end + 1;
    }
    return longest;
}

TEST(Folding, LeavesShortValuesAlone) {
    EXPECT_EQ(folded("a short value", 9), "a short value");
    EXPECT_EQ(folded("", 9), "");
}

TEST(Folding, BreaksBeforeColumn78) {
    std::string value = "word";
    for (int i = 0; i < 60; ++i) value += " word";
    const auto out = folded(value, 12);
    EXPECT_LE(longest_line(out, 12), 78U);
    EXPECT_EQ(unfolded(out), value);
}

TEST(Folding, KeepsTheFoldsThatAreThere) {
    EXPECT_EQ(folded("one\n two\n\tthree", 9), "one\n two\n\tthree");
}

TEST(Folding, LeavesAWordInOnePiece) {
    const std::string word(900, 'x');
    EXPECT_EQ(folded(word, 9), word);
    EXPECT_EQ(folded("<a> " + word + " <b>", 9), "<a>\n " + word + "\n <b>");
}

TEST(Folding, NeverLeavesALineOfBlanks) {
    EXPECT_EQ(folded("word" + std::string(90, ' '), 9), "word" + std::string(90, ' '));
    EXPECT_EQ(folded(std::string(90, ' ') + "word", 9), std::string(90, ' ') + "word");
}

TEST(Folding, IsUndoneByUnfolding) {
    std::mt19937 random(7);
    for (int round = 0; round < 2'000; ++round) {
        std::string value = "x";
        for (auto words = random() % 30; words > 0; --words) {
            value += std::string(1 + random() % 3, random() % 4 == 0 ? '\t' : ' ');
            value += std::string(1 + random() % 40, 'w');
        }
        EXPECT_EQ(unfolded(folded(value, 20)), value);
        EXPECT_LE(longest_line(folded(value, 20), 20), 78U);
    }
}

}  // namespace
}  // namespace postern
