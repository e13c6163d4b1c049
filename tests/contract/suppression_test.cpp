// SPDX-License-Identifier: Apache-2.0
#include "fixture.hpp"

namespace postern {

namespace {

class Suppress : public StoreContract {
  protected:
    ProvedBounce bounce_of(const Notification& n, BounceClass bounce_class) const {
        return {n.id,
                n.address,
                n.agent,
                n.kind,
                *n.decided,
                {n.address, "", bounce_class, DeliveryAction::failed, "5.2.2", "552",
                 "mailbox full", ""},
                "mx.shop.example",
                clock_.now()};
    }
    /// One more draft of that agent, decided now.
    Notification next(const std::string& draft) const {
        auto n = sent_to("anna", "anna@shop.example", "Q-" + draft);
        n.id = draft;
        n.draft = draft;
        n.decided = clock_.now();
        return n;
    }
    static Result<Settlement> with_fallback(State& state, const Notification& n,
                                            const std::string& fallback) {
        const std::vector<SenderCandidate> senders{{n.sender_domain, n.message_id, {}}};
        return state.settle(n, {{n.address, "", senders}, {fallback, "", senders}});
    }
    Settlement settle(State& state, const std::string& draft) const {
        return state.settle(next(draft)).value();
    }
};
POSTERN_FOR_EVERY_ENGINE(Suppress);

using Outcome = BounceEffect::Outcome;

TEST_P(Suppress, CoolsAFullMailboxDownThenProbesThenHoldsLonger) {
    const auto state = this->state();
    settle(*state, "d1");
    ASSERT_EQ(state->bounced(bounce_of(next("d1"), BounceClass::mailbox_full)).value().outcome,
              Outcome::suppressed);
    clock_.advance(std::chrono::minutes{59});
    const auto held = settle(*state, "d2");
    EXPECT_EQ(held.outcome, Settlement::Outcome::suppressed);
    EXPECT_EQ(held.standing.rule, "D1");
    clock_.advance(std::chrono::minutes{1});
    EXPECT_EQ(settle(*state, "d3").outcome, Settlement::Outcome::recorded);
    EXPECT_EQ(settle(*state, "d4").outcome, Settlement::Outcome::suppressed);
    EXPECT_EQ(settle(*state, "d3").outcome, Settlement::Outcome::stands);
    const auto again = state->bounced(bounce_of(next("d3"), BounceClass::mailbox_full)).value();
    EXPECT_EQ(again.outcome, Outcome::extended);
    EXPECT_EQ(again.standing->until, clock_.now() + std::chrono::hours{6});
}

TEST_P(Suppress, ActsOnceForANotificationAndCountsTheReplay) {
    const auto state = this->state();
    settle(*state, "d1");
    const auto bounce = bounce_of(next("d1"), BounceClass::user_unknown);
    ASSERT_EQ(state->bounced(bounce).value().outcome, Outcome::suppressed);
    EXPECT_EQ(state->bounced(bounce).value().outcome, Outcome::replayed);
    EXPECT_EQ(state->disbelieved(9).value().at(0).victim, "anna@shop.example");
    EXPECT_EQ(state->bounces_of("d1").value().size(), 1U);
}

TEST_P(Suppress, TellsWhatWasNotUnderstoodAndOfWhom) {
    const auto state = this->state();
    settle(*state, "d1");
    auto unknown = bounce_of(next("d1"), BounceClass::undefined);
    unknown.outcome.diagnostic = "550 5.9.9 plugh";
    unknown.outcome.status = "5.9.9";
    ASSERT_TRUE(state->bounced(unknown));
    settle(*state, "d2");
    ASSERT_TRUE(state->bounced(bounce_of(next("d2"), BounceClass::user_unknown)));
    const auto found = state->not_understood(clock_.now(), 9).value();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].evidence, "550 5.9.9 plugh");
    EXPECT_EQ(found[0].status, "5.9.9");
    EXPECT_EQ(found[0].address, "anna@shop.example");
    EXPECT_EQ(found[0].at, clock_.now());
    EXPECT_TRUE(state->not_understood(clock_.now() + std::chrono::seconds{1}, 9).value().empty());
}

TEST_P(Suppress, LetsAnOperatorLiftItAndSaysWho) {
    const auto state = this->state();
    settle(*state, "d1");
    ASSERT_TRUE(state->bounced(bounce_of(next("d1"), BounceClass::user_unknown)));
    EXPECT_EQ(settle(*state, "d2").standing.rule, "D2");
    clock_.advance(std::chrono::minutes{1});
    EXPECT_EQ(
        state->lift({"anna@shop.example", "x@y.example"}, {"root", "asked", clock_.now()}).value(),
        1);
    EXPECT_EQ(settle(*state, "d3").outcome, Settlement::Outcome::recorded);
    EXPECT_EQ(state->suppression_changes("anna@shop.example", 1).value().at(0).author, "root");
}

TEST_P(Suppress, KeepsWhatIsHeldUnlessToldToReplaceIt) {
    const auto state = this->state();
    settle(*state, "d1");
    ASSERT_TRUE(state->bounced(bounce_of(next("d1"), BounceClass::user_unknown)));
    const Author root{"root", "asked", clock_.now()};
    const auto by_hand = [&](const std::string& subject) {
        return Suppression{subject, Cause::by_operator, "", "root", "", root.at, root.at};
    };
    const std::vector both{by_hand("anna@shop.example"), by_hand("ben@shop.example")};
    EXPECT_EQ(state->suppress(both, IfHeld::keep, root).value(), 1);
    EXPECT_EQ(settle(*state, "d2").standing.rule, "D2");
    EXPECT_EQ(state->suppress(both, IfHeld::replace, root).value(), 2);
    EXPECT_EQ(settle(*state, "d3").standing.rule, "D6");
}

/// settle() sends to anna@shop.example: no operator need know how the profile spells it.
TEST_P(Suppress, HoldsTheMailboxThatAnOperatorNamedUnderAnySpelling) {
    const auto state = this->state();
    const Author root{"root", "asked", clock_.now()};
    for (const auto* spelling : {"ANNA@shop.example", "anna+chat@Shop.Example"}) {
        const auto subject = parse_subject(spelling).value();
        const Suppression by_hand{subject, Cause::by_operator, "", "root", "", root.at, root.at};
        ASSERT_EQ(state->suppress({by_hand}, IfHeld::replace, root).value(), 1);
        EXPECT_EQ(settle(*state, std::string("of ") + spelling).standing.rule, "D6") << spelling;
        SuppressionFilter of_address;
        of_address.subject = "anna@shop.example";
        EXPECT_EQ(state->suppressions(of_address).value().size(), 1U) << spelling;
        EXPECT_EQ(state->lift({"anna@shop.example"}, root).value(), 1);
    }
    EXPECT_EQ(settle(*state, "free").standing.rule, "");
}

/// Another account's mailbox of nearly that name may be somebody else's where "+" or "-" is a
/// letter.
TEST_P(Suppress, HoldsNoOtherSpellingForWhatABounceSaysOfOne) {
    const auto state = this->state();
    settle(*state, "d1");
    ASSERT_TRUE(state->bounced(bounce_of(next("d1"), BounceClass::user_unknown)));
    auto another = next("d2");
    another.account = "victim";
    another.address = "anna+support@shop.example";
    EXPECT_EQ(state->settle(another).value().outcome, Settlement::Outcome::recorded);
}

TEST_P(Suppress, DivertsOnceToTheFallbackAndSaysWhy) {
    const auto state = this->state();
    settle(*state, "d1");
    ASSERT_TRUE(state->bounced(bounce_of(next("d1"), BounceClass::user_unknown)));
    const auto diverted = with_fallback(*state, next("d2"), "info@shop.example").value();
    EXPECT_EQ(diverted.outcome, Settlement::Outcome::diverted);
    EXPECT_EQ(diverted.standing.address, "info@shop.example");
    EXPECT_EQ(diverted.standing.rule, "D2");
    EXPECT_EQ(diverted.standing.fate, Fate::sent);
    EXPECT_EQ(with_fallback(*state, next("d2"), "info@shop.example").value().standing,
              diverted.standing)
        << "presented again, it is decided again in the same way";

    auto other = next("d2");
    other.id = "d2-ben";
    other.agent = "ben";
    EXPECT_EQ(with_fallback(*state, other, "info@shop.example").value().outcome,
              Settlement::Outcome::merged);
}

TEST_P(Suppress, WithholdsWhereTheFallbackIsSuppressedAsWell) {
    const auto state = this->state();
    const Author root{"root", "asked", clock_.now()};
    const auto by_hand = [&](const std::string& subject) {
        return Suppression{subject, Cause::by_operator, "", "root", "", root.at, root.at};
    };
    ASSERT_TRUE(state->suppress({by_hand("anna@shop.example"), by_hand("info@shop.example")},
                                IfHeld::replace, root));
    const auto withheld = with_fallback(*state, next("d1"), "info@shop.example").value();
    EXPECT_EQ(withheld.outcome, Settlement::Outcome::suppressed);
    EXPECT_EQ(withheld.standing.address, "anna@shop.example");
}

TEST_P(Suppress, DivertsNobodyWhoComplained) {
    const auto state = this->state();
    settle(*state, "d1");
    ASSERT_TRUE(state->bounced(bounce_of(next("d1"), BounceClass::complaint)));
    EXPECT_EQ(with_fallback(*state, next("d2"), "info@shop.example").value().outcome,
              Settlement::Outcome::suppressed);
}

TEST_P(Suppress, GoesByTheMailboxWhereItsDomainIgnoresSpelling) {
    auto options = state_options();
    options.terms.suppression.comparison = {{"shop.example"}, {}, {"shop.example"}};
    const auto state = open_state(options).value();
    settle(*state, "d1");
    ASSERT_TRUE(state->bounced(bounce_of(next("d1"), BounceClass::user_unknown)));
    auto spelt = next("d2");
    spelt.address = "ANNA+chat@shop.example";
    EXPECT_EQ(state->settle(spelt).value().standing.rule, "D2");
    SuppressionFilter filter;
    filter.subject = "Anna@shop.example";
    EXPECT_EQ(state->suppressions(filter).value().at(0).subject, "anna@shop.example");
    clock_.advance(std::chrono::minutes{1});
    EXPECT_EQ(state->lift({"Anna+x@shop.example"}, {"root", "", clock_.now()}).value(), 1);

    spelt = next("d3");
    spelt.address = "ANNA+chat@shop.example";
    EXPECT_EQ(state->settle(spelt).value().outcome, Settlement::Outcome::recorded);
    auto other = next("d3");
    other.id = "d3-ben";
    other.agent = "ben";
    other.address = "anna@shop.example";
    EXPECT_EQ(state->settle(other).value().outcome, Settlement::Outcome::merged);
}

TEST_P(Suppress, IsJudgedByTheTermsThatARequestBrings) {
    const auto state = this->state();
    auto folds = std::make_shared<ledger::Terms>();
    folds->suppression.comparison = {{"shop.example"}, {}, {"shop.example"}};
    settle(*state, "d1");
    ASSERT_TRUE(state->bounced(bounce_of(next("d1"), BounceClass::user_unknown), folds));
    const auto spelt_otherwise = [&](const std::string& draft) {
        auto n = next(draft);
        n.address = "ANNA+chat@shop.example";
        return n;
    };
    const auto settled = [&](const std::string& draft, const ledger::SharedTerms& terms) {
        const auto n = spelt_otherwise(draft);
        return state->settle(n, {{n.address, n.provider, {{n.sender_domain, n.message_id}}}}, terms)
            .value();
    };
    EXPECT_EQ(settled("d2", folds).standing.rule, "D2");
    EXPECT_EQ(settled("d3", std::make_shared<const ledger::Terms>()).outcome,
              Settlement::Outcome::recorded);
    EXPECT_EQ(settled("d4", folds).standing.rule, "D2");
    EXPECT_EQ(settled("d5", {}).outcome, Settlement::Outcome::recorded) << "as it was opened";
    SuppressionFilter filter;
    filter.subject = "Anna+x@shop.example";
    filter.terms = folds;
    EXPECT_EQ(state->suppressions(filter).value().size(), 1U);
}

TEST_P(Suppress, HoldsAComplaintAgainstTheAgentAndKindOnly) {
    const auto state = this->state();
    settle(*state, "d1");
    ASSERT_TRUE(state->bounced(bounce_of(next("d1"), BounceClass::complaint)));
    EXPECT_EQ(settle(*state, "d2").standing.rule, "D5");
    auto missed = next("d3");
    missed.kind = Kind::missed_chat;
    EXPECT_EQ(state->settle(missed).value().outcome, Settlement::Outcome::recorded);
}

TEST_P(Suppress, LeavesOtherFaultsAlone) {
    const auto state = this->state();
    settle(*state, "d1");
    EXPECT_EQ(state->bounced(bounce_of(next("d1"), BounceClass::blocked)).value().outcome,
              Outcome::noted);
    EXPECT_TRUE(state->suppressions({}).value().empty());
}

}  // namespace

}  // namespace postern
