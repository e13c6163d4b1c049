// SPDX-License-Identifier: Apache-2.0
#include "postern/address/address.hpp"

#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace postern {
namespace {

struct Spelling {
    std::string written, canonical;
};

const std::vector<Spelling> kSpellings{
    {"anna@firm.example", "anna@firm.example"},
    {"Anna.B@Firm.EXAMPLE", "Anna.B@firm.example"},
    {"a+b/c=d!#$%&'*?^_`{|}~@x.example", "a+b/c=d!#$%&'*?^_`{|}~@x.example"},
    {R"("anna"@firm.example)", "anna@firm.example"},
    {R"("an\na"@firm.example)", "anna@firm.example"},
    {R"("an na"@firm.example)", R"("an na"@firm.example)"},
    {R"("an\ na"@firm.example)", R"("an na"@firm.example)"},
    {R"("a@b"@firm.example)", R"("a@b"@firm.example)"},
    {R"("a\"\\b"@firm.example)", R"("a\"\\b"@firm.example)"},
    {R"("a..b"@firm.example)", R"("a..b"@firm.example)"},
    {R"(""@firm.example)", R"(""@firm.example)"}};

TEST(CanonicalAddress, IsTheShortestSpelling) {
    for (const auto& example : kSpellings) {
        const auto address = Address::parse(example.written);
        ASSERT_TRUE(address) << address.error().message();
        EXPECT_EQ(address->text(), example.canonical);
        EXPECT_EQ(Address::parse(address->text())->text(), address->text());
    }
}

struct Refusal {
    std::string written, reason;
};

const std::vector<Refusal> kRefusals{{"", "no '@'"},
                                     {"anna", "no '@'"},
                                     {"@", "nothing"},
                                     {"@firm.example", "nothing"},
                                     {"anna@", "is empty"},
                                     {".a@firm.example", "begins with a dot"},
                                     {"a.@firm.example", "ends with a dot"},
                                     {"a..b@firm.example", "two dots"},
                                     {"a b@firm.example", "must be quoted"},
                                     {"a@b@firm.example", "letters, digits"},
                                     {R"("a@firm.example)", "no '@'"},
                                     {R"("a"b@firm.example)", "closing quote"},
                                     {R"("a\)", "no '@'"},
                                     {std::string("\"a\0\"@firm.example", 17), "printable ASCII"},
                                     {"anna@[192.0.2.1]", "address literal"},
                                     {"anna@192.0.2.1", "digits only"},
                                     {"anna@localhost", "single label"},
                                     {"Anna <anna@firm.example>", "must be quoted"},
                                     {std::string(65, 'a') + "@firm.example", "64"},
                                     {"a@" + std::string(250, 'b') + ".de", "254"}};

TEST(RefusedAddress, SaysWhy) {
    for (const auto& example : kRefusals) {
        const auto address = Address::parse(example.written);
        ASSERT_FALSE(address) << address->text();
        EXPECT_EQ(address.error().code, ErrorCode::invalid);
        EXPECT_NE(address.error().what.find(example.reason), std::string::npos)
            << address.error().what;
    }
}

TEST(Address, HoldsTheLongestLocalPart) {
    EXPECT_TRUE(Address::parse(std::string(64, 'a') + "@firm.example"));
}

TEST(Address, GivesItsTwoParts) {
    const auto address = Address::parse(R"("a@b"@Firm.example)");
    ASSERT_TRUE(address);
    EXPECT_EQ(address->local(), R"("a@b")");
    EXPECT_EQ(address->domain(), "firm.example");
}

TEST(Address, ComparesDomainsWithoutCaseAndLocalPartsWithIt) {
    EXPECT_EQ(*Address::parse("a@FIRM.example"), *Address::parse("a@firm.example"));
    EXPECT_NE(*Address::parse("A@firm.example"), *Address::parse("a@firm.example"));
    EXPECT_LT(*Address::parse("a@firm.example"), *Address::parse("b@firm.example"));
}

TEST(Path, IsAnAddressInAngleBrackets) {
    EXPECT_EQ(Address::parse_path("<anna@firm.example>")->text(), "anna@firm.example");
    EXPECT_EQ(Address::parse_path("anna@firm.example")->text(), "anna@firm.example");
}

TEST(Path, RefusesWhatIsNoPlainMailbox) {
    for (const auto* path : {"", "<>", "<", ">", "<anna@firm.example", "anna@firm.example>",
                             "<@a.example:anna@firm.example>", "<<anna@firm.example>>"}) {
        const auto address = Address::parse_path(path);
        ASSERT_FALSE(address) << path;
        EXPECT_EQ(address.error().code, ErrorCode::invalid) << path;
    }
}

TEST(Address, SurvivesRandomBytes) {
    std::mt19937 random(20260101);
    constexpr std::string_view kAlphabet = "a.@\"\\<>[]:- \t\r\n\x7f\xc3\xa4";
    for (int round = 0; round < 50'000; ++round) {
        std::string text(random() % 24, '\0');
        for (char& c : text) c = kAlphabet[random() % kAlphabet.size()];
        const auto address = Address::parse(text);
        (void)Address::parse_path(text);
        if (!address) continue;
        EXPECT_EQ(Address::parse(address->text())->text(), address->text());
    }
}

TEST(Address, SaysWhatItNeedsOfTheNextHop) {
    EXPECT_TRUE(Address::parse("a\xc3\xa4@firm.example")->needs_smtputf8());
    EXPECT_FALSE(Address::parse("a@m\xc3\xbcnchen.example")->needs_smtputf8()) << "A-labels do";
    EXPECT_TRUE(Address::parse(R"("a b"@firm.example)")->is_quoted());
    EXPECT_FALSE(Address::parse(R"("ab"@firm.example)")->is_quoted()) << "needless quotes";
}

}  // namespace
}  // namespace postern
