// SPDX-License-Identifier: Apache-2.0
//
// What Postfix no longer has is given up on the record, and that is no decision.
#include "fixture.hpp"

namespace postern {

namespace {

using Outcome = Settlement::Outcome;

class GiveUp : public StoreContract {
  protected:
    void SetUp() override {
        state_ = state();
        ASSERT_TRUE(state_->accept({issued_to("anna"), issued_to("ben")}).value());
    }

    static GivenUp lost(const Notification& n, const std::string& reason = "gone") {
        return {n.id, n.queue_id, reason, n.due + std::chrono::minutes{1}};
    }

    std::size_t give_up(std::vector<GivenUp> all) {
        return state_->give_up(std::move(all)).value().size();
    }

    Notification recorded(const std::string& agent) {
        NotificationFilter of_agent;
        of_agent.agent = agent;
        return state_->find(of_agent).value().at(0);
    }

    std::unique_ptr<State> state_;
};
POSTERN_FOR_EVERY_ENGINE(GiveUp);

TEST_P(GiveUp, IsRecordedWithItsReasonAndIsNotUnfinishedAnyMore) {
    state_->park(issued_to("anna"));
    EXPECT_EQ(give_up({lost(issued_to("anna"), "expired")}), 1U);
    const auto anna = recorded("anna");
    EXPECT_EQ(anna.fate, Fate::given_up);
    EXPECT_EQ(anna.reason, "expired");
    EXPECT_EQ(anna.decided, anna.due + std::chrono::minutes{1});
    EXPECT_EQ(state_->unfinished().value(), std::vector{issued_to("ben")});
}

TEST_P(GiveUp, LeavesWhatWasDecidedMeanwhile) {
    const auto sent = sent_to("anna", "anna@shop.example", issued_to("anna").queue_id);
    ASSERT_TRUE(state_->settle(sent));
    EXPECT_EQ(give_up({lost(issued_to("anna"))}), 0U);
    EXPECT_EQ(recorded("anna"), sent);
}

TEST_P(GiveUp, LeavesWhatWasIssuedAnewMeanwhile) {
    auto anew = issued_to("anna");
    anew.queue_id = "HOP1-AGAIN";
    ASSERT_TRUE(state_->accept({anew}).value());
    EXPECT_EQ(give_up({lost(issued_to("anna"))}), 0U);
    EXPECT_EQ(recorded("anna"), anew);
}

TEST_P(GiveUp, KnowsNothingOfWhatIsNotOnRecord) {
    EXPECT_EQ(give_up({{"unknown", "Q9", "gone", {}}}), 0U);
}

TEST_P(GiveUp, IsNoDecisionWhateverQueueFilePresentsItAfterAll) {
    ASSERT_EQ(give_up({lost(issued_to("anna")), lost(issued_to("ben"))}), 2U);
    const auto same = sent_to("anna", "anna@shop.example", issued_to("anna").queue_id);
    EXPECT_EQ(state_->settle(same)->outcome, Outcome::recorded);
    const auto other = sent_to("ben", "ben@shop.example", "Q-OTHER");
    EXPECT_EQ(state_->settle(other)->outcome, Outcome::recorded);
    EXPECT_EQ(recorded("ben"), other);
}

TEST_P(GiveUp, ParksWhatTurnsUpBeforeItsTime) {
    ASSERT_EQ(give_up({lost(issued_to("anna"))}), 1U);
    state_->park(issued_to("anna"));
    ASSERT_EQ(give_up({}), 0U) << "behind the record that is not waited for";
    EXPECT_EQ(recorded("anna").fate, Fate::parked);
}

TEST_P(GiveUp, LetsADraftBeIssuedAgainOnceNothingOfItIsLeft) {
    auto anew = issued_to("anna");
    anew.queue_id = "HOP1-AGAIN";
    state_->park(issued_to("ben"));
    ASSERT_EQ(give_up({lost(issued_to("anna"))}), 1U);
    EXPECT_FALSE(state_->accept({anew}).value()) << "ben's still waits";
    ASSERT_EQ(give_up({lost(issued_to("ben"))}), 1U);
    EXPECT_TRUE(state_->accept({anew}).value());
    EXPECT_EQ(all_of(*state_), std::vector{anew});
}

TEST_P(GiveUp, LetsNoDraftBeIssuedAgainOfWhichOneWasSent) {
    ASSERT_TRUE(state_->settle(sent_to("ben", "ben@shop.example", "Q1")));
    ASSERT_EQ(give_up({lost(issued_to("anna"))}), 1U);
    EXPECT_FALSE(state_->accept({issued_to("anna"), issued_to("ben")}).value());
}

}  // namespace

}  // namespace postern
