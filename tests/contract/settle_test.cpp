// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <thread>

#include "postern/recipients/route.hpp"

#include "fixture.hpp"

namespace postern {

namespace {

using Outcome = Settlement::Outcome;

class Settle : public StoreContract {
  protected:
    void SetUp() override {
        state_ = state();
        ASSERT_TRUE(state_->accept({issued_to("anna"), issued_to("ben")}).value());
    }

    Settlement settle(const Notification& notification) {
        auto settled = state_->settle(notification);
        EXPECT_TRUE(settled) << settled.error().message();
        return *settled;
    }

    Notification recorded(const std::string& agent) {
        NotificationFilter of_agent;
        of_agent.agent = agent;
        return state_->find(of_agent).value().at(0);
    }

    std::unique_ptr<State> state_;
};
POSTERN_FOR_EVERY_ENGINE(Settle);

TEST_P(Settle, RecordsAVerdict) {
    EXPECT_EQ(settle(sent_to("anna", "anna@shop.example", "Q1")).outcome, Outcome::recorded);
    EXPECT_EQ(settle(withheld_from("ben", "Q2")).outcome, Outcome::recorded);
    EXPECT_EQ(recorded("anna"), sent_to("anna", "anna@shop.example", "Q1"));
    EXPECT_EQ(recorded("ben"), withheld_from("ben", "Q2"));
}

TEST_P(Settle, RecordsWhatWasNeverAccepted) {
    EXPECT_EQ(settle(sent_to("zoe", "zoe@shop.example", "Q1")).outcome, Outcome::recorded);
    EXPECT_EQ(recorded("zoe"), sent_to("zoe", "zoe@shop.example", "Q1"));
}

TEST_P(Settle, RecordsNothingAsSentWhoseMessageIsNotReady) {
    auto n = sent_to("anna", "anna@shop.example", "Q1");
    n.sender_domain.clear();
    n.message_id.clear();
    Destination to{"anna@shop.example", "shop.example", {{"a.example", "1@a.example"}}};
    to.ready.emplace();
    const auto unready = state_->settle(n, {to}).value();
    EXPECT_EQ(unready.outcome, Outcome::unready);
    EXPECT_EQ(unready.standing.sender_domain, "a.example");
    EXPECT_EQ(unready.standing.message_id, "1@a.example");
    EXPECT_EQ(recorded("anna").fate, Fate::issued);
    EXPECT_TRUE(state_->sent_on_day(*n.decided).value().empty());

    to.ready->push_back({"a.example", "D1"});
    EXPECT_EQ(state_->settle(n, {to}).value().outcome, Outcome::unready) << "another message";
    to.ready->push_back({"a.example", ""});
    EXPECT_EQ(state_->settle(n, {to}).value().outcome, Outcome::recorded);
    EXPECT_EQ(recorded("anna").fate, Fate::sent);
}

TEST_P(Settle, SetsAsideInPlaceOfWhatever) {
    settle(sent_to("anna", "info@shop.example", "Q1"));
    ASSERT_EQ(settle(sent_to("ben", "info@shop.example", "Q1")).outcome, Outcome::merged);
    auto aside = sent_to("anna", "", "Q1");
    aside.fate = Fate::set_aside;
    aside.reason = "defect: an exception";
    EXPECT_EQ(settle(aside).outcome, Outcome::recorded) << "also where others rely on it";
    EXPECT_EQ(recorded("anna").fate, Fate::set_aside);
    EXPECT_EQ(recorded("anna").reason, "defect: an exception");
    EXPECT_EQ(settle(sent_to("anna", "info@shop.example", "Q1")).outcome, Outcome::recorded)
        << "released, and decided again";
    aside.queue_id = "Q2";
    EXPECT_EQ(settle(aside).outcome, Outcome::duplicate);
}

TEST_P(Settle, CallsAnotherQueueIdsCopyADuplicate) {
    settle(sent_to("anna", "anna@shop.example", "Q1"));
    const auto again = settle(sent_to("anna", "anna@shop.example", "Q2"));
    EXPECT_EQ(again.outcome, Outcome::duplicate);
    EXPECT_EQ(again.standing, sent_to("anna", "anna@shop.example", "Q1"));
    EXPECT_EQ(recorded("anna").queue_id, "Q1");
}

TEST_P(Settle, CallsACopyADuplicateWhateverEitherVerdictWas) {
    settle(withheld_from("anna", "Q1"));
    EXPECT_EQ(settle(sent_to("anna", "anna@shop.example", "Q2")).outcome, Outcome::duplicate);
    EXPECT_EQ(recorded("anna"), withheld_from("anna", "Q1"));
}

Notification by(const std::string& delivery, Notification n) {
    n.delivery = delivery;
    return n;
}

TEST_P(Settle, LetsAFinalFateStandWhenItsDeliveryComesAgain) {
    const auto sent = by("Q1", sent_to("anna", "anna@shop.example", "Q1"));
    const auto withheld = by("Q1", withheld_from("ben", "Q1"));
    settle(sent);
    settle(withheld);
    for (const auto& again : {by("Q1", withheld_from("anna", "Q1")), withheld_from("anna", "Q1"),
                              by("Q1", sent_to("anna", "a@b.example", "Q1"))}) {
        const auto settled = settle(again);
        EXPECT_EQ(settled.outcome, Outcome::stands);
        EXPECT_EQ(settled.standing, sent);
    }
    EXPECT_EQ(settle(by("Q1", sent_to("ben", "b@c.example", "Q1"))).standing, withheld);
    EXPECT_EQ(recorded("anna"), sent);
    EXPECT_EQ(recorded("ben"), withheld);
}

TEST_P(Settle, CallsAnotherDeliverysCopyADuplicate) {
    const auto withheld = by("Q1", withheld_from("anna", "Q1"));
    settle(withheld);
    for (const auto* other : {"Q7", "Q1 <admin@site.example>"}) {
        const auto settled = settle(by(other, sent_to("anna", "anna@shop.example", "Q1")));
        EXPECT_EQ(settled.outcome, Outcome::duplicate) << other;
        EXPECT_EQ(settled.standing, withheld);
    }
    EXPECT_EQ(recorded("anna"), withheld);
}

TEST_P(Settle, KnowsADeliveryThatWasQueuedAgain) {
    const auto sent = by("Q1", sent_to("anna", "anna@shop.example", "Q1"));
    settle(sent);
    auto again = by("Q7", sent);
    again.earlier_deliveries = {"Q6", "Q1"};
    const auto settled = settle(again);
    EXPECT_EQ(settled.outcome, Outcome::stands);
    EXPECT_EQ(settled.standing, sent);
}

TEST_P(Settle, SetsAsideOnceWhatWasChanged) {
    auto changed = by("Q7", withheld_from("anna", "Q1"));
    changed.fate = Fate::set_aside;
    changed.reason = kChanged;
    EXPECT_EQ(settle(changed).outcome, Outcome::recorded);
    EXPECT_EQ(settle(changed).outcome, Outcome::recorded) << "released, and set aside again";
    EXPECT_EQ(settle(by("Q8", changed)).outcome, Outcome::duplicate) << "another one";
    const auto sent = by("Q1", sent_to("anna", "anna@shop.example", "Q1"));
    EXPECT_EQ(settle(sent).outcome, Outcome::recorded) << "the genuine one";
    EXPECT_EQ(settle(changed).outcome, Outcome::duplicate);
    EXPECT_EQ(settle(by("Q1", changed)).outcome, Outcome::duplicate);
    EXPECT_EQ(recorded("anna"), sent);
}

TEST_P(Settle, MergesASecondAgentsCopyToOneAddress) {
    settle(sent_to("anna", "info@shop.example", "Q1"));
    const auto second = settle(sent_to("ben", "info@shop.example", "Q2"));
    EXPECT_EQ(second.outcome, Outcome::merged);
    EXPECT_EQ(second.standing, sent_to("anna", "info@shop.example", "Q1"));

    auto expected = sent_to("ben", "info@shop.example", "Q2");
    expected.fate = Fate::merged;
    expected.rule = kSameAddress.id;
    expected.reason = kSameAddress.reason;
    EXPECT_EQ(recorded("ben"), expected);
}

TEST_P(Settle, DoesNotMergeAcrossDrafts) {
    settle(sent_to("anna", "info@shop.example", "Q1"));
    auto other = sent_to("ben", "info@shop.example", "Q2");
    other.id = "id-of-d2";
    other.draft = "d2";
    EXPECT_EQ(settle(other).outcome, Outcome::recorded);
}

TEST_P(Settle, DoesNotMergeWhatIsWithheld) {
    settle(sent_to("anna", "info@shop.example", "Q1"));
    auto withheld = withheld_from("ben", "Q2");
    withheld.address = "info@shop.example";
    EXPECT_EQ(settle(withheld).outcome, Outcome::recorded);
}

TEST_P(Settle, MergesAgainWhatIsPresentedAgain) {
    settle(sent_to("anna", "info@shop.example", "Q1"));
    settle(sent_to("ben", "info@shop.example", "Q2"));
    const auto again = settle(sent_to("ben", "info@shop.example", "Q2"));
    EXPECT_EQ(again.outcome, Outcome::stands);
    EXPECT_EQ(again.standing.fate, Fate::merged);
}

TEST_P(Settle, LetsWhatOthersWereMergedIntoStand) {
    settle(sent_to("anna", "info@shop.example", "Q1"));
    settle(sent_to("ben", "info@shop.example", "Q2"));
    for (const auto& again : {withheld_from("anna", "Q1"), sent_to("anna", "a@b.example", "Q1")}) {
        const auto settled = settle(again);
        EXPECT_EQ(settled.outcome, Outcome::stands);
        EXPECT_EQ(settled.standing, sent_to("anna", "info@shop.example", "Q1"));
    }
    EXPECT_EQ(recorded("anna"), sent_to("anna", "info@shop.example", "Q1"));
}

TEST_P(Settle, CallsAnotherCopyOfWhatStandsADuplicate) {
    settle(sent_to("anna", "info@shop.example", "Q1"));
    settle(sent_to("ben", "info@shop.example", "Q2"));
    EXPECT_EQ(settle(sent_to("anna", "info@shop.example", "Q9")).outcome, Outcome::duplicate);
}

TEST_P(Settle, RemembersAcrossARestart) {
    settle(sent_to("anna", "info@shop.example", "Q1"));
    state_.reset();
    state_ = state();
    EXPECT_EQ(settle(sent_to("anna", "info@shop.example", "Q2")).outcome, Outcome::duplicate);
    EXPECT_EQ(settle(sent_to("ben", "info@shop.example", "Q3")).outcome, Outcome::merged);
}

TEST_P(Settle, LetsOneOfManyAtOnceHaveTheAddress) {
    constexpr int kAgents = 32;
    std::atomic<int> recorded{0};
    std::atomic<int> merged{0};
    std::vector<std::thread> sessions;
    sessions.reserve(kAgents);
    for (int i = 0; i < kAgents; ++i) {
        sessions.emplace_back([&, agent = "agent" + std::to_string(i)] {
            const auto settled = state_->settle(sent_to(agent, "info@shop.example", "Q" + agent));
            ASSERT_TRUE(settled);
            (settled->outcome == Outcome::recorded ? recorded : merged) += 1;
        });
    }
    for (auto& session : sessions) session.join();
    EXPECT_EQ(recorded, 1);
    EXPECT_EQ(merged, kAgents - 1);
}

TEST_P(Settle, LetsOneOfTwoDaemonsHaveTheAddress) {
    const auto second = state();
    std::atomic<int> recorded{0};
    const auto claim = [&](State& state, const std::string& prefix) {
        for (int i = 0; i < 50; ++i) {
            auto wanted = sent_to(prefix, "info@shop.example", "Q" + prefix);
            wanted.draft = "d" + std::to_string(i);
            wanted.id = prefix + std::to_string(i);
            const auto settled = state.settle(wanted);
            ASSERT_TRUE(settled) << settled.error().message();
            if (settled->outcome == Outcome::recorded) ++recorded;
        }
    };
    std::thread other([&] { claim(*second, "ben"); });
    claim(*state_, "anna");
    other.join();
    EXPECT_EQ(recorded, 50);
}

TEST_P(Settle, GivesNoMorePlacesUnderACapThanThereAre) {
    constexpr int kPlaces = 5;
    std::atomic<int> recorded = 0;
    std::vector<std::thread> threads;
    threads.reserve(std::size_t{4 * kPlaces});
    for (int i = 0; i < 4 * kPlaces; ++i) {
        threads.emplace_back([&, i] {
            auto n = sent_to("agent-" + std::to_string(i), std::to_string(i) + "@x.example", "Q1");
            Destination to{n.address, "x", {{"a.example", n.id + "@a.example", kPlaces}}};
            const auto settled = state_->settle(n, {to});
            ASSERT_TRUE(settled) << settled.error().message();
            if (settled->outcome == Outcome::recorded) ++recorded;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(recorded, kPlaces);
    const auto sent = state_->sent_on_day(at("2026-11-23T12:01:00Z")).value();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].traffic.sent, kPlaces);
}

/// One that the schema refuses, and one that the ledger's own code does not survive.
std::vector<Notification> poisoned() {
    auto unknown_kind = withheld_from("zoe", "Q-poison");
    unknown_kind.kind = static_cast<Kind>(99);
    return {unknown_kind, sent_to("zoe", "zoe@shop.example", "Q-poison")};
}

TEST_P(Settle, AnswersTheWaiterOfABadJobAlone) {
    constexpr int kSound = 50;
    for (const auto& bad : poisoned()) {
        std::atomic<int> written = 0;
        std::vector<std::thread> threads;
        threads.reserve(kSound);
        for (int i = 0; i < kSound; ++i) {
            threads.emplace_back([&, i] {
                auto n = withheld_from("agent-" + std::to_string(i), "Q1");
                n.id = "sound-" + std::to_string(i);
                if (state_->settle(n, {})) ++written;
            });
        }
        // Sent, and to nowhere: there is no such destination to take.
        const auto refused = state_->settle(bad, {});
        for (auto& thread : threads) thread.join();
        EXPECT_FALSE(refused);
        EXPECT_EQ(written, kSound);
        NotificationFilter of_it;
        of_it.queue_id = "Q-poison";
        EXPECT_TRUE(state_->find(of_it).value().empty());
        EXPECT_TRUE(state_->settle(withheld_from("anna", "Q1"))) << "the writer goes on";
    }
}

}  // namespace

}  // namespace postern
