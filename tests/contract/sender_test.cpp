// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;

class SenderUse : public StoreContract {
  protected:
    /// One more draft for that agent of that account, decided now.
    Notification next(const std::string& draft) const {
        auto n = sent_to("anna", "anna@shop.example", "Q-" + draft);
        n.id = draft;
        n.draft = draft;
        n.sender_domain.clear();
        n.decided = clock_.now();
        return n;
    }
    Settlement settle(State& state, const std::string& draft) const {
        return state.settle(next(draft), {to_}).value();
    }
    /// Likewise to somebody else at the same provider.
    Settlement settle_for_ben(State& state, const std::string& draft) const {
        auto to = to_;
        to.address = "ben@shop.example";
        auto n = next(draft);
        n.agent = "ben";
        n.address = to.address;
        return state.settle(n, {to}).value();
    }
    /// Which sender domain a new draft takes, "" for none.
    std::string taken(State& state, const std::string& draft) const {
        return settle(state, draft).standing.sender_domain;
    }
    /// What came back for a notification as it is on record.
    ProvedBounce bounce_of(const Notification& n, BounceClass bounce_class,
                           const std::string& delivery = "B1") const {
        ProvedBounce bounce{n.id,
                            n.address,
                            n.agent,
                            n.kind,
                            *n.decided,
                            {n.address, "", bounce_class, DeliveryAction::failed, "5.7.1", "550",
                             "550 5.7.1 blocked for its reputation", ""},
                            "mx.shop.example",
                            clock_.now()};
        bounce.attempt = n.attempt;
        bounce.sender_domain = n.sender_domain;
        bounce.provider = n.provider;
        bounce.delivery = delivery;
        bounce.account = n.account;
        bounce.origin = ReportOrigin::ours;
        return bounce;
    }
    ProvedBounce with_the_message(ProvedBounce bounce, Duration within = 4h) const {
        bounce.again = OneMoreTry{to_.senders, within};
        return bounce;
    }

    static SenderStanding everybodys(State& state) {
        const auto all = state.sender_standings({}).value();
        for (const auto& each : all) {
            if (each.account.empty()) return each;
        }
        return {};
    }

    Destination to_{"anna@shop.example",
                    "google",
                    {{"one.example", "id@one.example", {}}, {"two.example", "id@two.example", {}}}};
};
POSTERN_FOR_EVERY_ENGINE(SenderUse);

using Outcome = BounceEffect::Outcome;

TEST_P(SenderUse, TakesTheFirstAndRecordsWhereItWent) {
    const auto state = this->state();
    const auto n = settle(*state, "d1").standing;
    EXPECT_EQ(n.sender_domain, "one.example");
    EXPECT_EQ(n.message_id, "id@one.example");
    EXPECT_EQ(n.provider, "google");
    EXPECT_EQ(all_of(*state).at(0), n);
    const auto traffic = state->sender_traffic({}, clock_.now() - 1h).value();
    ASSERT_EQ(traffic.size(), 1U);
    EXPECT_EQ(traffic[0].traffic.sent, 1);
}

TEST_P(SenderUse, OfARefusedDomainEndsAtThatProviderOnly) {
    const auto state = this->state();
    const auto n = settle(*state, "d1").standing;
    const auto effect = state->bounced(bounce_of(n, BounceClass::blocked)).value();
    ASSERT_EQ(effect.senders_suspended.size(), 1U);
    EXPECT_EQ(effect.senders_suspended[0].until, clock_.now() + 2h);
    EXPECT_EQ(effect.senders_suspended[0].account, "shop");
    EXPECT_FALSE(effect.standing) << "a refusal of ours never counts against the address";
    EXPECT_EQ(taken(*state, "d2"), "two.example");
    to_.provider = "microsoft";
    EXPECT_EQ(taken(*state, "d3"), "one.example");
}

TEST_P(SenderUse, ProbesAfterTheSuspensionAndTakesTheOtherMeanwhile) {
    const auto state = this->state();
    ASSERT_TRUE(state->bounced(bounce_of(settle(*state, "d1").standing, BounceClass::blocked)));
    clock_.advance(2h);
    EXPECT_EQ(taken(*state, "d2"), "one.example");
    EXPECT_EQ(taken(*state, "d3"), "two.example");
    clock_.advance(15min);
    EXPECT_EQ(taken(*state, "d4"), "one.example");
    EXPECT_EQ(taken(*state, "d5"), "one.example");
    EXPECT_EQ(taken(*state, "d6"), "two.example");
    const auto history = state->sender_changes({}).value();
    ASSERT_EQ(history.size(), 3U);
    EXPECT_EQ(history[0].what, "probing");
    EXPECT_EQ(history[2].what, "suspended");
    EXPECT_EQ(history[2].why, "550 5.7.1 blocked for its reputation");
}

TEST_P(SenderUse, WaitsWhereEachIsSuspendedAndSaysUntilWhen) {
    const auto state = this->state();
    ASSERT_TRUE(state->bounced(bounce_of(settle(*state, "d1").standing, BounceClass::blocked)));
    clock_.advance(1h);
    ASSERT_TRUE(
        state->bounced(bounce_of(settle_for_ben(*state, "d2").standing, BounceClass::blocked)));
    const auto waits = settle(*state, "d3");
    EXPECT_EQ(waits.outcome, Settlement::Outcome::waits);
    EXPECT_EQ(waits.standing.rule, "S1");
    EXPECT_EQ(waits.standing.fate, Fate::parked);
    EXPECT_EQ(waits.retry_at, clock_.now() + 1h);
    clock_.advance(1h);
    EXPECT_EQ(taken(*state, "d3"), "one.example");
}

TEST_P(SenderUse, KeepsToTheCapAcrossARestart) {
    to_.senders[0].cap = 2;
    to_.senders[1].cap = 0;
    {
        const auto state = this->state();
        EXPECT_EQ(taken(*state, "d1"), "one.example");
    }
    const auto state = this->state();
    EXPECT_EQ(taken(*state, "d2"), "one.example");
    const auto waits = settle(*state, "d3");
    EXPECT_EQ(waits.standing.rule, "S2");
    EXPECT_EQ(waits.retry_at, at("2026-11-24T00:00:00Z"));
    clock_.advance(12h);
    EXPECT_EQ(taken(*state, "d3"), "one.example");
}

TEST_P(SenderUse, CountsANotificationOnceThatIsPresentedAgain) {
    to_.senders[0].cap = 1;
    const auto state = this->state();
    EXPECT_EQ(taken(*state, "d1"), "one.example");
    EXPECT_EQ(taken(*state, "d1"), "one.example");
    EXPECT_EQ(state->sent_on_day(clock_.now()).value().at(0).traffic.sent, 1);
}

TEST_P(SenderUse, TriesOnceMoreFromTheNextDomain) {
    const auto state = this->state();
    const auto n = settle(*state, "d1").standing;
    const auto refusal = with_the_message(bounce_of(n, BounceClass::blocked));
    const auto effect = state->bounced(refusal).value();
    EXPECT_EQ(effect.outcome, Outcome::retried);
    ASSERT_TRUE(effect.again);
    EXPECT_EQ(effect.again->sender_domain, "two.example");
    EXPECT_EQ(effect.again->attempt, 2);
    EXPECT_EQ(all_of(*state).at(0), *effect.again);
}

TEST_P(SenderUse, TriesAgainWhatTheSameQueueFileBringsAndNoReplay) {
    const auto state = this->state();
    const auto refusal =
        with_the_message(bounce_of(settle(*state, "d1").standing, BounceClass::blocked));
    const auto first = state->bounced(refusal).value();
    const auto second = state->bounced(refusal).value();
    EXPECT_EQ(second.outcome, Outcome::stands);
    EXPECT_EQ(second.again, first.again);
    auto replay = refusal;
    replay.delivery = "B2";
    EXPECT_EQ(state->bounced(replay).value().outcome, Outcome::replayed);
}

TEST_P(SenderUse, TriesNothingAgainWhereNobodyKnowsWhatBroughtTheReport) {
    const auto state = this->state();
    const auto refusal =
        with_the_message(bounce_of(settle(*state, "d1").standing, BounceClass::blocked, ""));
    const auto effect = state->bounced(refusal).value();
    EXPECT_FALSE(effect.again);
    EXPECT_EQ(effect.not_again, "unknown-queue-file");
    EXPECT_EQ(state->bounces_of("d1").value().at(0).not_again, "unknown-queue-file");
    EXPECT_EQ(state->bounced(refusal).value().outcome, Outcome::replayed);
}

TEST_P(SenderUse, TriesFromYetAnotherWhereThePoolHasChangedSince) {
    to_.senders.push_back({"three.example", "id@three.example", {}});
    const auto state = this->state();
    auto refusal = with_the_message(bounce_of(settle(*state, "d1").standing, BounceClass::blocked));
    ASSERT_EQ(state->bounced(refusal).value().again->sender_domain, "two.example");
    std::erase_if(refusal.again->senders,
                  [](const auto& each) { return each.domain == "two.example"; });
    const auto stands = state->bounced(refusal).value();
    EXPECT_EQ(stands.outcome, Outcome::stands);
    EXPECT_EQ(stands.again->sender_domain, "three.example");
    std::erase_if(refusal.again->senders,
                  [](const auto& each) { return each.domain == "three.example"; });
    EXPECT_EQ(state->bounced(refusal).value().not_again, "no-other-domain")
        << "not from the one that was refused";
}

TEST_P(SenderUse, NeverTriesAThirdTime) {
    const auto state = this->state();
    const auto refusal =
        with_the_message(bounce_of(settle(*state, "d1").standing, BounceClass::blocked));
    const auto second = *state->bounced(refusal).value().again;
    to_.senders.push_back({"three.example", "id@three.example", {}});
    const auto effect =
        state->bounced(with_the_message(bounce_of(second, BounceClass::blocked))).value();
    EXPECT_EQ(effect.outcome, Outcome::noted);
    EXPECT_FALSE(effect.again);
}

TEST_P(SenderUse, IsNotWithheldForOneAddressThatRefusesEveryDomain) {
    const auto state = this->state();
    const auto refusal =
        with_the_message(bounce_of(settle(*state, "d1").standing, BounceClass::blocked));
    const auto second = *state->bounced(refusal).value().again;
    EXPECT_EQ(taken(*state, "d2"), "two.example");
    const auto effect = state->bounced(bounce_of(second, BounceClass::blocked)).value();
    EXPECT_TRUE(effect.senders_suspended.empty());
    ASSERT_EQ(effect.senders_resumed.size(), 1U);
    EXPECT_EQ(effect.senders_resumed[0].domain, "one.example");
    const auto history = state->sender_changes({}).value();
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].what, "resumed");
    EXPECT_EQ(history[0].why, "anna@shop.example refuses two.example as well");
    EXPECT_EQ(history[1].step, 1);
    EXPECT_EQ(history[1].until, clock_.now() + 2h);
    EXPECT_EQ(taken(*state, "d3"), "one.example");
}

TEST_P(SenderUse, EndsWhereAProviderPutsUsOff) {
    const auto state = this->state();
    auto delay = bounce_of(settle(*state, "d1").standing, BounceClass::delayed);
    delay.outcome.action = DeliveryAction::delayed;
    delay.outcome.delayed_as = BounceClass::rate_limited;
    const auto effect = state->bounced(delay).value();
    ASSERT_EQ(effect.senders_suspended.size(), 1U);
    EXPECT_EQ(effect.senders_suspended[0].domain, "one.example");
    ASSERT_TRUE(state->bounced(delay));
    auto failure = delay;
    failure.outcome.bounce_class = BounceClass::rate_limited;
    failure.outcome.action = DeliveryAction::failed;
    failure.outcome.delayed_as.reset();
    ASSERT_TRUE(state->bounced(failure));
    EXPECT_EQ(state->sender_traffic({}, clock_.now() - 1h).value().at(0).traffic.refused, 1)
        << "told three times, it counts once";
}

TEST_P(SenderUse, IsNotTakenByOneRecipientDomainByDomain) {
    const auto state = this->state();
    // Enough others that it takes two refusals; the address in two spellings.
    for (int i = 0; i < 30; ++i) (void)settle_for_ben(*state, "b" + std::to_string(i));
    for (const auto* draft : {"m1", "m2", "m3", "m4"}) {
        auto n = settle(*state, draft).standing;
        ASSERT_EQ(n.fate, Fate::sent) << draft;
        n.address = n.id == "m2" || n.id == "m3" ? "Anna@SHOP.example" : n.address;
        ASSERT_TRUE(state->bounced(bounce_of(n, BounceClass::blocked)));
    }
    EXPECT_EQ(settle_for_ben(*state, "last").outcome, Settlement::Outcome::recorded);
}

TEST_P(SenderUse, IsNotBlamedForWhoeverOnlyUnsubscribes) {
    const auto state = this->state();
    auto reply = bounce_of(settle(*state, "d1").standing, BounceClass::complaint);
    reply.outcome.opt_out = true;
    EXPECT_TRUE(state->bounced(reply)->standing) << "the agent gets no more of these";
    EXPECT_EQ(state->sender_traffic({}, clock_.now() - 1h).value().at(0).traffic.complaints, 0);
}

TEST_P(SenderUse, TriesNothingAgainThatWasRefusedForItsContentOrLate) {
    const auto state = this->state();
    const auto content = settle(*state, "d1").standing;
    EXPECT_FALSE(
        state->bounced(with_the_message(bounce_of(content, BounceClass::content_spam)))->again);
    const auto late = settle(*state, "d2").standing;
    clock_.advance(4h + 1ms);
    EXPECT_FALSE(state->bounced(with_the_message(bounce_of(late, BounceClass::blocked)))->again);
}

TEST_P(SenderUse, TriesNothingAgainWhereTheAgentComplained) {
    const auto state = this->state();
    const auto n = settle(*state, "d1").standing;
    ASSERT_TRUE(state->bounced(bounce_of(settle(*state, "d2").standing, BounceClass::complaint)));
    EXPECT_FALSE(state->bounced(with_the_message(bounce_of(n, BounceClass::blocked)))->again);
}

TEST_P(SenderUse, EndsAndBeginsByHand) {
    const auto state = this->state();
    SenderStanding standing;
    standing.domain = "one.example";
    standing.provider = kEveryProvider;
    standing.cause = SenderCause::by_operator;
    standing.since = clock_.now();
    ASSERT_TRUE(state->suspend_sender(standing, {"mia", "moved", clock_.now()}));
    EXPECT_EQ(taken(*state, "d1"), "two.example");
    EXPECT_EQ(state->resume_sender("one.example", "", {"mia", "back", clock_.now()}).value(), 1);
    EXPECT_EQ(taken(*state, "d2"), "one.example");
    EXPECT_EQ(state->resume_sender("one.example", "", {"mia", "", clock_.now()}).value(), 0);
}

TEST_P(SenderUse, IsSuspendedByHandForNoShorterThanItWas) {
    const auto state = this->state();
    for (const auto* account : {"shop", "lodge", "harbor"}) {
        auto n = next(account);
        n.account = account;
        n.address = std::string(account) + "@google.example";
        n = state->settle(n, {to_}).value().standing;
        ASSERT_TRUE(state->bounced(bounce_of(n, BounceClass::blocked)));
    }
    SenderStanding standing;
    standing.domain = "one.example";
    standing.provider = "google";
    standing.cause = SenderCause::by_operator;
    standing.since = clock_.now();
    standing.until = clock_.now() + 1h;
    ASSERT_TRUE(state->suspend_sender(standing, {"mia", "asked to", clock_.now()}));
    EXPECT_EQ(everybodys(*state).until, clock_.now() + 2h);
    EXPECT_EQ(everybodys(*state).step, 1);
    standing.until.reset();
    ASSERT_TRUE(state->suspend_sender(standing, {"mia", "for good", clock_.now()}));
    standing.until = clock_.now() + 1h;
    ASSERT_TRUE(state->suspend_sender(standing, {"mia", "after all", clock_.now()}));
    EXPECT_FALSE(everybodys(*state).until);
    // Long over, it is no first step of anything.
    ASSERT_TRUE(state->resume_sender("one.example", "google", {"mia", "", clock_.now()}));
    clock_.advance(std::chrono::days{8});
    standing.step = 1;
    ASSERT_TRUE(state->suspend_sender(standing, {"mia", "again", clock_.now()}));
    EXPECT_EQ(everybodys(*state).step, 1);
}

TEST_P(SenderUse, IsRememberedAcrossARestart) {
    {
        const auto state = this->state();
        ASSERT_TRUE(state->bounced(bounce_of(settle(*state, "d1").standing, BounceClass::blocked)));
    }
    EXPECT_EQ(taken(*this->state(), "d2"), "two.example");
}

}  // namespace

}  // namespace postern
