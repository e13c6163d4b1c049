// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "fixture.hpp"

namespace postern::ledger {

namespace {

using Outcome = BounceEffect::Outcome;

class LedgerBounce : public ::testing::Test {
  protected:
    Notification sent(const std::string& agent, const std::string& address) {
        return record_.ask(settle_at(agent, address)).standing;
    }
    BounceEffect bounced(const ProvedBounce& bounce) { return record_.ask(ApplyBounce{bounce}); }

    Record record_;
};

TEST_F(LedgerBounce, HoldsAnUnknownAddressOnce) {
    const auto bounce = bounce_of(sent("anna", "a@x.example"), BounceClass::user_unknown);
    EXPECT_EQ(bounced(bounce).outcome, Outcome::suppressed);
    EXPECT_FALSE(record_.suppressions.at("a@x.example").until);
    const auto before = record_.suppressions;
    EXPECT_EQ(bounced(bounce).outcome, Outcome::replayed);
    EXPECT_EQ(record_.suppressions, before);
    EXPECT_EQ(record_.disbelieved.at({"a@x.example", "replayed"}), 1);
}

TEST_F(LedgerBounce, HoldsNobodyForWhatIsNotTheirFault) {
    const auto n = sent("anna", "a@x.example");
    for (const auto what : {BounceClass::system_error, BounceClass::content_spam,
                            BounceClass::blocked, BounceClass::auto_reply}) {
        auto bounce = bounce_of(n, what);
        bounce.notification += std::string(name_of(what));
        bounced(bounce);
    }
    EXPECT_TRUE(record_.suppressions.empty());
}

TEST_F(LedgerBounce, KnowsWhatAnOperatorKnewWhenLifting) {
    const auto n = sent("anna", "a@x.example");
    bounced(bounce_of(n, BounceClass::user_unknown));
    EXPECT_EQ(record_.ask(Lift{{"a@x.example"}, {"op", "", kNoon + std::chrono::hours{1}}}), 1);
    auto late = bounce_of(n, BounceClass::user_unknown);
    late.notification = "id-other";
    EXPECT_EQ(bounced(late).outcome, Outcome::noted);
    EXPECT_TRUE(record_.suppressions.empty());
}

TEST_F(LedgerBounce, SuspendsTheRefusedDomainForTheAccount) {
    const auto n = sent("anna", "a@x.example");
    const auto effect = bounced(bounce_of(n, BounceClass::blocked));
    ASSERT_EQ(effect.senders_suspended.size(), 1U);
    EXPECT_EQ(effect.senders_suspended[0].account, "shop");
    EXPECT_EQ(effect.senders_suspended[0].domain, "one.example");
}

TEST_F(LedgerBounce, SendsARefusedNotificationOnceMoreFromTheNextDomain) {
    auto bounce = bounce_of(sent("anna", "a@x.example"), BounceClass::blocked);
    bounce.again =
        OneMoreTry{destination("", {"one.example", "two.example"}).senders, std::chrono::hours{4}};
    const auto effect = bounced(bounce);
    EXPECT_EQ(effect.outcome, Outcome::retried);
    EXPECT_EQ(record_.notifications.at("id-anna").sender_domain, "two.example");
    EXPECT_EQ(record_.notifications.at("id-anna").attempt, 2);
    EXPECT_EQ(bounced(bounce).outcome, Outcome::stands) << "our answer was lost";
    bounce.delivery = "B2";
    EXPECT_EQ(bounced(bounce).outcome, Outcome::replayed) << "somebody's copy";
    EXPECT_EQ(record_.days.size(), 2U) << "each domain sent once";
}

TEST_F(LedgerBounce, CountsOneRefusalThatWasADelayBefore) {
    const auto n = sent("anna", "a@x.example");
    auto delay = bounce_of(n, BounceClass::blocked, DeliveryAction::delayed);
    delay.outcome.fault = Fault::sender;
    EXPECT_EQ(bounced(delay).senders_suspended.size(), 1U);
    EXPECT_TRUE(bounced(bounce_of(n, BounceClass::blocked)).senders_suspended.empty());
}

TEST_F(LedgerBounce, CountsNoMoreVictimsThanThereIsRoomFor) {
    for (int i = 0; i < 10'000; ++i) record_.disbelieved[{std::to_string(i), "forged"}] = 1;
    record_.ask(Disbelieve{"one-more", Disbelief::forged, kNoon});
    EXPECT_FALSE(record_.disbelieved.contains({"one-more", "forged"}));
    EXPECT_EQ(record_.disbelieved.at({"*", "forged"}), 1);
    record_.ask(Disbelieve{"7", Disbelief::forged, kNoon});
    EXPECT_EQ(record_.disbelieved.at({"7", "forged"}), 2);
}

TEST(LedgerGiveUp, TakesWhatWaitsInThatFileAlone) {
    Record record;
    record.ask(AcceptDraft{{issued_to("anna"), issued_to("ben")}});
    record.ask(settle_at("ben", "b@x.example"));
    const auto given_up = record.ask(GiveUp{{{"id-anna", "Q9", gave_up::kGone, kNoon},
                                             {"id-ben", "Q1", gave_up::kGone, kNoon},
                                             {"id-anna", "Q1", gave_up::kGone, kNoon}}});
    ASSERT_EQ(given_up.size(), 1U);
    EXPECT_EQ(given_up[0].id, "id-anna");
    EXPECT_EQ(given_up[0].reason, gave_up::kGone);
}

TEST(LedgerGiveUp, KnowsLittleOfWhatIsOlderThanTheRecord) {
    Record record;
    record.restored = kNoon + std::chrono::hours{1};
    record.ask(AcceptDraft{{issued_to("anna"), issued_to("ben")}});
    const auto given_up = record.ask(GiveUp{
        {{"id-anna", "Q1", gave_up::kGone, kNoon}, {"id-ben", "Q1", gave_up::kRefused, kNoon}}});
    EXPECT_EQ(given_up.at(0).reason, gave_up::kRestored);
    EXPECT_EQ(given_up.at(1).reason, gave_up::kRefused) << "OUT said so itself";
}

TEST(LedgerClaimReport, LetsOneNotificationADayTellTheAccount) {
    Record record;
    EXPECT_TRUE(record.ask(ClaimLossReport{"shop", "n1", kNoon}));
    EXPECT_FALSE(record.ask(ClaimLossReport{"shop", "n2", kNoon + std::chrono::hours{23}}));
    EXPECT_TRUE(record.ask(ClaimLossReport{"shop", "n1", kNoon + std::chrono::hours{23}}));
    EXPECT_TRUE(record.ask(ClaimLossReport{"shop", "n2", kNoon + std::chrono::hours{24}}));
}

TEST(LedgerOperators, KeepOrReplaceWhatIsHeld) {
    Record record;
    const Author op{"op", "asked to", kNoon};
    const auto word = held_for_good("a@x.example", Cause::by_operator);
    EXPECT_EQ(record.ask(Suppress{{word}, IfHeld::keep, op}), 1);
    EXPECT_EQ(record.ask(Suppress{{word}, IfHeld::keep, op}), 0);
    EXPECT_EQ(record.ask(Suppress{{word}, IfHeld::replace, op}), 1);
    EXPECT_EQ(record.ask(Lift{{"a@x.example", "b@x.example"}, op}), 1);
}

TEST(LedgerOperators, DoNotShortenASuspensionByAnother) {
    Record record;
    SenderStanding held;
    held.domain = "one.example";
    held.provider = "p";
    held.cause = SenderCause::by_operator;
    held.since = kNoon;
    held.until = kNoon + std::chrono::hours{9};
    record.ask(SuspendSender{held, {"op", "", kNoon}});
    held.until = kNoon + std::chrono::hours{1};
    record.ask(SuspendSender{held, {"op", "", kNoon}});
    EXPECT_EQ(record.standings.at(0).until, kNoon + std::chrono::hours{9});
    EXPECT_EQ(record.ask(ResumeSender{"one.example", "", {"op", "", kNoon}}), 1);
    EXPECT_EQ(record.ask(ResumeSender{"one.example", "", {"op", "", kNoon}}), 0);
}

}  // namespace

}  // namespace postern::ledger
