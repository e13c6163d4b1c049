// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"

namespace postern {

namespace {

class Accept : public StoreContract {};
POSTERN_FOR_EVERY_ENGINE(Accept);

TEST_P(Accept, RecordsOneNotificationPerAgent) {
    const auto state = this->state();
    const std::vector<Notification> given{issued_to("anna"), issued_to("ben")};
    EXPECT_TRUE(state->accept(given).value());
    EXPECT_EQ(all_of(*state), given);
}

TEST_P(Accept, IsVisibleToWhoeverReadsNext) {
    const auto state = this->state();
    ASSERT_TRUE(state->accept({issued_to("anna")}).value());
    auto reader_options = state_options();
    reader_options.read_only = true;
    const auto reader = *open_state(reader_options);
    EXPECT_EQ(all_of(*reader), std::vector{issued_to("anna")});
}

TEST_P(Accept, SurvivesARestart) {
    ASSERT_TRUE(state()->accept({issued_to("anna")}).value());
    EXPECT_EQ(all_of(*state()), std::vector{issued_to("anna")});
}

TEST_P(Accept, IssuesAgainUnderTheNewQueueIdWhatIsOnlyKnownAsIssued) {
    const auto state = this->state();
    ASSERT_TRUE(state->accept({issued_to("anna"), issued_to("ben")}).value());
    auto again = issued_to("anna");
    again.queue_id = "HOP1-AGAIN";
    EXPECT_TRUE(state->accept({again}).value());
    EXPECT_EQ(all_of(*state), std::vector{again});
}

TEST_P(Accept, RefusesADraftOfWhichOneIsParked) {
    const auto state = this->state();
    ASSERT_TRUE(state->accept({issued_to("anna"), issued_to("ben")}).value());
    state->park(issued_to("anna"));
    EXPECT_FALSE(state->accept({issued_to("anna"), issued_to("ben")}).value());
}

TEST_P(Accept, RefusesADraftOfWhichOneIsDecided) {
    const auto state = this->state();
    ASSERT_TRUE(state->accept({issued_to("anna"), issued_to("ben")}).value());
    ASSERT_TRUE(state->settle(sent_to("ben", "ben@shop.example", "Q1")));
    EXPECT_FALSE(state->accept({issued_to("anna"), issued_to("ben")}).value());
    EXPECT_EQ(all_of(*state).size(), 2U);
}

TEST_P(Accept, RefusesADraftThatWasWithheldOnArrival) {
    const auto state = this->state();
    EXPECT_TRUE(state->accept({withheld_from("anna", "HOP1")}).value());
    EXPECT_FALSE(state->accept({issued_to("anna")}).value());
    EXPECT_EQ(all_of(*state), std::vector{withheld_from("anna", "HOP1")});
}

TEST_P(Accept, HasNothingToIssueWithoutNotifications) {
    EXPECT_FALSE(state()->accept({}).value());
}

TEST_P(Accept, TellsEqualDraftIdsOfTwoAccountsApart) {
    const auto state = this->state();
    ASSERT_TRUE(state->accept({withheld_from("anna", "HOP1")}).value());
    auto other = issued_to("zoe");
    other.account = "bakery";
    EXPECT_TRUE(state->accept({other}).value());
}

}  // namespace

}  // namespace postern
