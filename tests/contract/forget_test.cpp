// SPDX-License-Identifier: Apache-2.0
//
// A trial is taken off the record, and nothing else is.
#include "documents.hpp"
#include "fixture.hpp"

namespace postern {

namespace {

ProvedBounce refused(const Notification& n, TimePoint at) {
    return {n.id,
            n.address,
            n.agent,
            n.kind,
            *n.decided,
            {n.address, "", BounceClass::user_unknown, DeliveryAction::failed, "5.1.1", "550",
             "no such user", ""},
            "mx.firm.example",
            at};
}

class Forgetting : public StoreContract {
  protected:
    void SetUp() override {
        state_ = state();
        ASSERT_TRUE(state_->accept({anna_, ben_}).value());
        ASSERT_TRUE(state_->settle(anna_sent_));
    }

    std::vector<std::string> suppressed() {
        std::vector<std::string> subjects;
        const auto all = state_->suppressions({}).value();
        for (const auto& each : all) subjects.push_back(each.subject);
        return subjects;
    }

    const Notification anna_ = issued_to("anna");
    const Notification ben_ = issued_to("ben");
    const Notification anna_sent_ = sent_to("anna", "anna@firm.example", "HOP1");
    std::unique_ptr<State> state_;
};
POSTERN_FOR_EVERY_ENGINE(Forgetting);

TEST_P(Forgetting, TakesTheDraftsNotificationsAndNoOthers) {
    auto other = issued_to("anna");
    other.id = "another";
    other.draft = "d2";
    ASSERT_TRUE(state_->accept({other}).value());
    EXPECT_EQ(state_->forget("other", "d1").value(), 0) << "an id is its account's";
    EXPECT_EQ(state_->forget("shop", "d1").value(), 2);
    EXPECT_EQ(all_of(*state_), std::vector{other});
    EXPECT_EQ(state_->forget("shop", "d1").value(), 0);
}

TEST_P(Forgetting, TakesWhatCameBackAndWhomThatSuppressed) {
    const auto later = anna_.accepted + std::chrono::minutes{5};
    ASSERT_TRUE(state_->bounced(refused(anna_sent_, later)));
    ASSERT_EQ(suppressed(), std::vector<std::string>{"anna@firm.example"});
    EXPECT_EQ(state_->forget("shop", "d1").value(), 2);
    EXPECT_TRUE(suppressed().empty());
    EXPECT_TRUE(state_->bounces_of(anna_.id).value().empty());
    EXPECT_TRUE(state_->suppression_changes("anna@firm.example", 10).value().empty());
}

TEST_P(Forgetting, LeavesASuppressionThatWasThereBefore) {
    const auto before = anna_.accepted - std::chrono::hours{1};
    const Suppression earlier{
        "anna@firm.example", Cause::by_operator, "", "root", "", before, before};
    ASSERT_TRUE(state_->suppress({earlier}, IfHeld::keep, {"root", "asked for it", before}));
    const auto later = anna_.accepted + std::chrono::minutes{5};
    ASSERT_TRUE(state_->bounced(refused(anna_sent_, later)));
    EXPECT_EQ(state_->forget("shop", "d1").value(), 2);
    EXPECT_EQ(suppressed(), std::vector<std::string>{"anna@firm.example"});
    EXPECT_FALSE(state_->suppression_changes("anna@firm.example", 10).value().empty());
}

class RemovingAnAccount : public StoreContract {};
POSTERN_FOR_EVERY_ENGINE(RemovingAnAccount);

TEST_P(RemovingAnAccount, TakesWhatBelongsToItAndNoOther) {
    const auto directory = editor();
    ASSERT_TRUE(directory->import(kShop, "shop.yaml", true));
    const auto before = exported(options("directory"));
    ASSERT_TRUE(
        directory->import("accounts: [ { id: trial, plan: pro, agents: [ { id: trial-agent, "
                          "address: a@firm.example } ] } ]",
                          "trial.yaml", false));
    ASSERT_TRUE(directory->presence("trial-agent", "web", PresenceSign::of_life, clock_.now()));
    ASSERT_TRUE(directory->chat_new("trial", "trial-chat", std::nullopt, clock_.now()));
    EXPECT_TRUE(directory->remove_account("trial"));
    EXPECT_EQ(exported(options("directory")), before);
    const auto again = directory->remove_account("trial");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::not_found);
}

}  // namespace

}  // namespace postern
