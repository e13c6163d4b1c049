// SPDX-License-Identifier: Apache-2.0
//
// The pattern file: that the shipped one is whole (loading checks every example), and what is said
// of one that is not.
#include <gtest/gtest.h>

#include "postern/bounce/bounce_reader.hpp"

namespace postern {
namespace {

std::string fault_in(const std::string& yaml) {
    const auto reader = BounceReader::from_patterns(yaml, "p.yaml");
    return reader ? "" : reader.error().what;
}

TEST(PatternFile, IsWholeAsShipped) {
    const auto reader = BounceReader::shipped();
    EXPECT_TRUE(reader) << reader.error().what;
}

struct Broken {
    std::string yaml, says;
};

const std::vector<Broken> kBroken{
    {"refusals:\n  - {name: a, class: mailbox-full, pattern: 'full', example: 'empty'}\n",
     "p.yaml:2:5: 'a' does not match its example"},
    {"refusals:\n  - {name: a, class: mailbox-full, pattern: '(', example: '('}\n",
     "p.yaml:2:5: 'a': missing"},
    {"refusals:\n  - {name: a, class: mailbox-ful, pattern: 'f', example: 'f'}\n",
     "unknown class 'mailbox-ful'"},
    {"refusals:\n  - {name: a, class: blocked, pattern: 'f', exampel: 'f'}\n",
     "unknown key 'exampel'"},
    {"refusal:\n  - {name: a}\n", "p.yaml:1:1: unknown section 'refusal'"},
    {"senders:\n  - {name: a, class: blocked, pattern: 'f', example: 'f'}\n",
     "only refusals have a class"},
    {"refusals:\n  - {name: a, class: blocked, pattern: 'f', example: 'f'}\n"
     "  - {name: b, class: policy, pattern: 'fu', example: 'fu'}\n",
     "taken by 'a', which stands before it"},
    {"things:\n  - {means: user, in: en, words: [user], example: 'mailbox'}\n",
     "p.yaml:2:51: none of the words is in the example"},
    {"things:\n  - {means: user, in: en, word: [user], example: 'user'}\n", "words is wanted"},
    {"things:\n  - {means: user, in: en, words: [user], example: 'user'}\n"
     "  - {means: box, in: en, words: [user], example: 'user'}\n",
     "'user' means something else already"},
    {"particles:\n  - {means: verb, in: en, words: [go], example: 'go'}\n",
     "there can be no 'verb'"},
    {"senses:\n  - {name: a, class: ful, says: full, example: 'full'}\n", "unknown class 'ful'"},
    {"senses:\n  - {name: a, class: blocked, example: 'full'}\n",
     "a thing or what is said is wanted"},
    {"senses:\n  - {name: a, class: blocked, says: full, example: 'full'}\n",
     "p.yaml:2:5: the example of 'a' is not read as it"},
};

TEST(PatternFile, MayListTheAlternativesOfAnExpression) {
    const std::string alternatives =
        "refusals:\n  - {name: a, class: mailbox-full, pattern: ['full', 'over quota'], example: ";
    EXPECT_EQ(fault_in(alternatives + "'it is full'}\n"), "");
    EXPECT_EQ(fault_in(alternatives + "'over quota'}\n"), "");
    EXPECT_NE(fault_in(alternatives + "'empty'}\n"), "");
}

TEST(PatternFile, SaysOnceWhatStandsAroundTheAlternatives) {
    const std::string framed =
        "refusals:\n  - {name: a, class: mailbox-full, before: 'box ', pattern: [full, over], "
        "behind: '!$', example: ";
    EXPECT_EQ(fault_in(framed + "'box full!'}\n"), "");
    EXPECT_EQ(fault_in(framed + "'a box over!'}\n"), "");
    EXPECT_NE(fault_in(framed + "'box full'}\n"), "");
    EXPECT_NE(fault_in(framed + "'over!'}\n"), "");
}

TEST(PatternFile, SaysWhatIsWrongWithItAndWhere) {
    for (const auto& [yaml, says] : kBroken) {
        EXPECT_NE(fault_in(yaml).find(says), std::string::npos) << fault_in(yaml) << "\nof\n"
                                                                << yaml;
    }
}

/// The class by which a file of one pattern, a full mailbox, takes what a remote said.
std::string_view class_by(const std::string& expression, const std::string& example,
                          const std::string& said) {
    const auto reader = BounceReader::from_patterns(
        "refusals:\n  - name: a\n    class: mailbox-full\n    pattern: '" + expression +
            "'\n    example: '" + example + "'\n",
        "p.yaml");
    if (!reader) return "refused";
    const auto report = (*reader)->read(
        "From: a@b.example\nContent-Type: multipart/report; boundary=x\n\n--x\n"
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; b.example\n\n"
        "Final-Recipient: rfc822; a@b.example\nAction: failed\nDiagnostic-Code: smtp; " +
        said + "\n\n--x--\n");
    return report.outcomes.empty() ? "nothing" : name_of(report.outcomes.front().bounce_class);
}

TEST(PatternFile, TakesALanguageByItsRows) {
    const std::string yaml =
        "things:\n  - {means: box, in: eo, words: [leterkesto*], example: 'leterkesto'}\n"
        "sayings:\n  - {means: full, in: eo, words: [plena], example: 'plena'}\n"
        "particles:\n  - {means: denial, in: eo, words: [ne], example: 'ne'}\n"
        "senses:\n  - {name: full, class: mailbox-full, of: box, says: full,\n"
        "     example: 'leterkesto plena'}\n";
    const auto reader = BounceReader::from_patterns(yaml, "p.yaml");
    ASSERT_TRUE(reader) << reader.error().what;
}

TEST(Pattern, IsPartedAtItsOwnAlternativesOnly) {
    const std::string expression = "one[|]two|(three|four) five|six\\|seven";
    for (const auto* said : {"one|two", "four five", "THREE FIVE", "six|seven"}) {
        EXPECT_EQ(class_by(expression, "one|two", said), "mailbox-full") << said;
    }
    for (const auto* said : {"one", "two", "three", "five", "six", "seven"}) {
        EXPECT_EQ(class_by(expression, "one|two", said), "undefined") << said;
    }
}

TEST(Pattern, MeansWordsOfOneSentenceByItsGap) {
    const std::string expression = "mailbox\u2026full";
    for (const auto* said :
         {"mailbox full", "mailbox of anna@b.example is full", "mailboxes are now full",
          "mailbox one two three four five six seven full"}) {
        EXPECT_EQ(class_by(expression, "mailbox full", said), "mailbox-full") << said;
    }
    for (const auto* said : {"mailbox gone. It is full", "mailbox said: full", "mailbox; full",
                             "mailbox 1 2 3 4 5 6 7 8 9 10 11 12 full", "full mailbox"}) {
        EXPECT_EQ(class_by(expression, "mailbox full", said), "undefined") << said;
    }
}

TEST(Pattern, KnowsTheCaseOfOtherAlphabets) {
    EXPECT_EQ(class_by("переполнен|bo[iî]te pleine", "переполнен", "ЯЩИК ПЕРЕПОЛНЕН"),
              "mailbox-full");
    EXPECT_EQ(class_by("переполнен|bo[iî]te pleine", "переполнен", "BOÎTE PLEINE"), "mailbox-full");
    EXPECT_EQ(class_by("переполнен|bo[iî]te pleine", "переполнен", "Boite pleine"), "mailbox-full");
}

TEST(Pattern, MayConsistOfShortWords) {
    EXPECT_EQ(class_by("\\bno\\b", "no", "so: NO"), "mailbox-full");
    EXPECT_EQ(class_by("(?i:x)y|z", "xy", "an XY"), "mailbox-full");
}

}  // namespace
}  // namespace postern
