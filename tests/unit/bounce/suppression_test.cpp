// SPDX-License-Identifier: Apache-2.0
#include "postern/bounce/suppression.hpp"

#include <gtest/gtest.h>

#include "postern/bounce/attribution.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;

const TimePoint kStart{std::chrono::days{20'000}};
const SuppressionTerms kTerms{};

BounceOutcome outcome(BounceClass bounce_class, DeliveryAction action = DeliveryAction::failed) {
    BounceOutcome out;
    out.recipient = "anna@firm.example";
    out.bounce_class = bounce_class;
    out.action = action;
    return out;
}

/// A full mailbox, of a notification that left `sent` and came back a second later.
Strike full(const std::string& notification, TimePoint sent) {
    return {"anna@firm.example", Cause::mailbox_full, "552 full", notification, sent, sent + 1s};
}

Suppression suppressed(Cause cause, TimePoint at) {
    Strike strike = full("n0", at);
    strike.cause = cause;
    return after_failure(std::nullopt, strike, kTerms).value();
}

TEST(SuppressionCause, IsTheRecipientsOwnFaultOnly) {
    EXPECT_EQ(cause_of(outcome(BounceClass::mailbox_full)), Cause::mailbox_full);
    EXPECT_EQ(cause_of(outcome(BounceClass::user_unknown)), Cause::user_unknown);
    EXPECT_EQ(cause_of(outcome(BounceClass::inactive)), Cause::inactive);
    EXPECT_EQ(cause_of(outcome(BounceClass::domain_invalid)), Cause::domain_invalid);
    EXPECT_EQ(cause_of(outcome(BounceClass::complaint)), Cause::complaint);
    for (const auto other :
         {BounceClass::blocked, BounceClass::policy, BounceClass::content_spam,
          BounceClass::rate_limited, BounceClass::message_too_large, BounceClass::network_temporary,
          BounceClass::system_error, BounceClass::auth_report, BounceClass::delayed,
          BounceClass::delivered, BounceClass::auto_reply, BounceClass::undefined}) {
        EXPECT_EQ(cause_of(outcome(other)), std::nullopt) << name_of(other);
    }
    EXPECT_EQ(cause_of(outcome(BounceClass::mailbox_full, DeliveryAction::delayed)), std::nullopt);
}

TEST(D1MailboxFull, CoolsDownLongerEachTime) {
    std::optional<Suppression> standing;
    auto at = kStart;
    for (const Duration wanted : {Duration{1h}, Duration{6h}, Duration{24h}, Duration{72h},
                                  Duration{168h}, Duration{168h}}) {
        standing = after_failure(standing, full("n", at), kTerms);
        ASSERT_TRUE(standing);
        EXPECT_EQ(*standing->until - standing->last, wanted);
        at = *standing->until + 1min;
    }
    EXPECT_EQ(standing->step, 6);
}

TEST(D1MailboxFull, TakesNoStepForWhatLeftBeforeTheLatest) {
    const auto standing = suppressed(Cause::mailbox_full, kStart);
    EXPECT_EQ(after_failure(standing, full("n1", kStart - 1min), kTerms), std::nullopt);
}

TEST(D1MailboxFull, LetsOneProbeThroughAndHoldsTheOthers) {
    auto standing = suppressed(Cause::mailbox_full, kStart);
    EXPECT_EQ(passage(standing, "n1", kStart + 30min, kTerms), Passage::held);
    const auto probed = *standing.until + 1min;
    EXPECT_EQ(passage(standing, "n1", probed, kTerms), Passage::probe);
    standing.probe = "n1";
    standing.probed = probed;
    EXPECT_EQ(passage(standing, "n1", probed + 1min, kTerms), Passage::probe);
    EXPECT_EQ(passage(standing, "n2", probed + 1min, kTerms), Passage::held);
    EXPECT_EQ(passage(standing, "n2", probed + 16min, kTerms), Passage::free);
    EXPECT_FALSE(is_over(standing, probed + 6 * 24h, kTerms));
    EXPECT_TRUE(is_over(standing, probed + 7 * 24h, kTerms));
}

TEST(D1MailboxFull, IsClearedByADeliveredProbe) {
    auto standing = suppressed(Cause::mailbox_full, kStart);
    standing.probe = "n1";
    EXPECT_TRUE(clears(standing, "n1", kStart - 1h));
    EXPECT_FALSE(clears(standing, "n2", kStart - 1h));
    EXPECT_TRUE(clears(standing, "n2", kStart + 1h));
}

TEST(D2UserUnknown, IsHeldUntilItIsLifted) {
    const auto standing = suppressed(Cause::user_unknown, kStart);
    EXPECT_EQ(standing.until, std::nullopt);
    EXPECT_EQ(passage(standing, "n1", kStart + 365 * 24h, kTerms), Passage::held);
    EXPECT_FALSE(clears(standing, "n1", kStart + 1h));
    EXPECT_EQ(after_failure(standing, full("n2", kStart + 1h), kTerms), std::nullopt);
}

TEST(D2UserUnknown, TakesTheMailboxThatWasFull) {
    auto strike = full("n1", kStart + 1h);
    strike.cause = Cause::user_unknown;
    const auto after = after_failure(suppressed(Cause::mailbox_full, kStart), strike, kTerms);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->cause, Cause::user_unknown);
    EXPECT_EQ(after->until, std::nullopt);
}

TEST(Attribution, BelievesAReportAboutTheOneAddressOnly) {
    BounceReport report;
    report.outcomes = {outcome(BounceClass::user_unknown)};
    EXPECT_TRUE(outcome_for(report, "ANNA@firm.example"));
    EXPECT_FALSE(outcome_for(report, "ben@firm.example"));
    report.outcomes[0].original_recipient = "ben@firm.example";
    EXPECT_TRUE(outcome_for(report, "ben@firm.example"));
    report.outcomes[0].recipient = report.outcomes[0].original_recipient = "";
    EXPECT_TRUE(outcome_for(report, "ben@firm.example"));
}

/// User unknown, as far as a bare code tells.
Strike likely_unknown(const std::string& notification, TimePoint sent) {
    auto strike = full(notification, sent);
    strike.cause = Cause::user_unknown;
    strike.is_only_likely = true;
    return strike;
}

TEST(SuppressionThatIsOnlyLikely, CoolsDownAndLetsAProbeThrough) {
    const auto held = after_failure(std::nullopt, likely_unknown("n1", kStart), kTerms).value();
    EXPECT_EQ(held.cause, Cause::user_unknown);
    ASSERT_TRUE(held.until);
    EXPECT_EQ(passage(held, "n2", kStart + 30min, kTerms), Passage::held);
    EXPECT_EQ(passage(held, "n2", *held.until + 1min, kTerms), Passage::probe);
    const auto longer = after_failure(held, likely_unknown("n2", *held.until + 2min), kTerms);
    ASSERT_TRUE(longer);
    EXPECT_EQ(longer->step, 2);
    EXPECT_EQ(*longer->until - longer->last, Duration{6h});
}

TEST(SuppressionThatIsOnlyLikely, IsClearedByADelivery) {
    const auto held = after_failure(std::nullopt, likely_unknown("n1", kStart), kTerms).value();
    EXPECT_TRUE(clears(held, "n2", kStart + 2h));
}

TEST(SuppressionThatIsOnlyLikely, HoldsForGoodOnceItIsSaidInWords) {
    const auto held = after_failure(std::nullopt, likely_unknown("n1", kStart), kTerms).value();
    auto said = likely_unknown("n2", kStart + 2h);
    said.is_only_likely = false;
    const auto standing = after_failure(held, said, kTerms);
    ASSERT_TRUE(standing);
    EXPECT_FALSE(standing->until);
    EXPECT_EQ(after_failure(standing, likely_unknown("n3", kStart + 3h), kTerms), std::nullopt);
}

}  // namespace
}  // namespace postern
