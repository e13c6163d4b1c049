// SPDX-License-Identifier: Apache-2.0
//
// Imports between whose steps somebody else changes what they are about.
#include "fixture.hpp"

namespace postern {

namespace {

constexpr std::string_view kBefore =
    "accounts: [{id: one, plan: pro, groups: [{id: g}], agents: "
    "[{id: a, address: a@b.example, groups: [g]}, {id: b, address: b@b.example}]}]";
constexpr std::string_view kChange =
    "accounts: [{id: one, plan: pro, agents: [{id: a, name: Anna}]}, {id: two, plan: pro, agents: "
    "[{id: c, address: c@b.example}]}]";

class ImportInterrupted : public StoreContract {
  protected:
    void SetUp() override { ASSERT_TRUE(editor()->import(kBefore, "before", true)); }

    /// Imports kChange, and does something after the first portion is written.
    Result<ImportSummary> import_beside(const std::function<void(DirectoryEditor&)>& act) {
        const auto other = editor();
        int steps = 0;
        return stepwise([&] {
                   if (++steps == 1) act(*other);
               })
            ->import(kChange, "in", false);
    }

    void expect_refused(const Result<ImportSummary>& imported, const std::string& words) {
        ASSERT_FALSE(imported);
        EXPECT_EQ(imported.error().code, ErrorCode::conflict);
        EXPECT_NE(imported.error().what.find(words), std::string::npos) << imported.error().what;
        const auto directory = open_directory(options("directory")).value();
        EXPECT_FALSE(directory->has_account("two").value());
    }
};
POSTERN_FOR_EVERY_ENGINE(ImportInterrupted);

TEST_P(ImportInterrupted, IsRefusedWhereWhatItNamesWasChangedBetweenTwoSteps) {
    expect_refused(import_beside([](auto& other) { ASSERT_TRUE(other.agent_active("a", false)); }),
                   "agent 'a'");
    EXPECT_FALSE(listed(options("directory")).agents.at(0).active);
}

TEST_P(ImportInterrupted, IsRefusedWhereItsGroupWasRemovedBetweenTwoSteps) {
    expect_refused(import_beside([](auto& other) { ASSERT_TRUE(other.remove_group("one", "g")); }),
                   "'");
}

TEST_P(ImportInterrupted, MindsNoChangeOfWhatItDoesNotName) {
    ASSERT_TRUE(import_beside([](auto& other) { ASSERT_TRUE(other.agent_active("b", false)); }));
    EXPECT_EQ(listed(options("directory")).agents.at(0).name, "Anna");
    EXPECT_FALSE(listed(options("directory")).agents.at(1).active);
}

TEST_P(ImportInterrupted, GivesWayToASmallOne) {
    expect_refused(import_beside([](auto& other) {
                       ASSERT_TRUE(other.import("accounts: [{id: three, plan: pro}]", "in", false));
                   }),
                   "another import");
    EXPECT_EQ(listed(options("directory")).accounts.size(), 2U);
}

TEST_P(ImportInterrupted, GivesWayToALargeOne) {
    expect_refused(import_beside([&](auto&) {
                       ASSERT_TRUE(stepwise([] {})->import(
                           "accounts: [{id: three, plan: pro, agents: [{id: f, address: "
                           "f@b.example}]}]",
                           "in", false));
                   }),
                   "another import");
    EXPECT_EQ(listed(options("directory")).agents.size(), 3U);
}

}  // namespace

}  // namespace postern
