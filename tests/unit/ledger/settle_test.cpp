// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "postern/recipients/route.hpp"

#include "fixture.hpp"

namespace postern::ledger {

namespace {

using Outcome = Settlement::Outcome;

TEST(LedgerAccept, IssuesADraftAgainAsLongAsNoneOfItGotFurther) {
    Record record;
    EXPECT_TRUE(record.ask(AcceptDraft{{issued_to("anna"), issued_to("ben")}}));
    EXPECT_TRUE(record.ask(AcceptDraft{{issued_to("anna")}}));
    EXPECT_EQ(record.notifications.size(), 1U) << "the agents may be others";
    auto parked = issued_to("anna");
    parked.fate = Fate::parked;
    record.ask(Park{parked});
    EXPECT_FALSE(record.ask(AcceptDraft{{issued_to("anna")}}));
    EXPECT_EQ(record.notifications.at("id-anna").fate, Fate::parked);
}

TEST(LedgerAccept, SeesADraftWithoutAgentsAsSeenBefore) {
    Record record;
    EXPECT_FALSE(record.ask(AcceptDraft{}));
}

TEST(LedgerPark, ChangesNothingThatIsDecided) {
    Record record;
    record.ask(settle_at("anna", "a@x.example"));
    auto parked = issued_to("anna");
    parked.fate = Fate::parked;
    record.ask(Park{parked});
    EXPECT_EQ(record.notifications.at("id-anna").fate, Fate::sent);
}

TEST(LedgerSettle, RecordsWhatLeavesAndCountsIt) {
    Record record;
    const auto settled = record.ask(settle_at("anna", "a@x.example"));
    EXPECT_EQ(settled.outcome, Outcome::recorded);
    EXPECT_EQ(settled.standing.sender_domain, "one.example");
    EXPECT_EQ(settled.standing.message_id, "m@one.example");
    EXPECT_EQ(record.days.size(), 1U);
    EXPECT_EQ(record.days.begin()->second, 1);
}

TEST(LedgerSettle, LetsADecisionStandForItsOwnDelivery) {
    Record record;
    record.ask(settle_at("anna", "a@x.example"));
    EXPECT_EQ(record.ask(settle_at("anna", "b@x.example")).outcome, Outcome::stands);
    auto again = settle_at("anna", "a@x.example");
    again.notification.delivery = "Q7";
    EXPECT_EQ(record.ask(again).outcome, Outcome::duplicate);
    again.notification.earlier_deliveries = {"Q1"};
    EXPECT_EQ(record.ask(again).outcome, Outcome::stands);
    again.notification.queue_id = "Q2";
    EXPECT_EQ(record.ask(again).outcome, Outcome::duplicate);
    EXPECT_EQ(record.days.begin()->second, 1) << "it left once";
}

TEST(LedgerSettle, MergesTheSecondCopyToAnAddress) {
    Record record;
    record.ask(settle_at("anna", "info@x.example"));
    const auto second = record.ask(settle_at("ben", "info@x.example"));
    EXPECT_EQ(second.outcome, Outcome::merged);
    EXPECT_EQ(second.standing.id, "id-anna");
    EXPECT_EQ(record.notifications.at("id-ben").fate, Fate::merged);
    EXPECT_EQ(record.notifications.at("id-ben").rule, kSameAddress.id);
}

TEST(LedgerSettle, ComparesAddressesByTheTerms) {
    Record record;
    Terms terms;
    record.ask(settle_at("anna", "info@x.example"), terms);
    EXPECT_EQ(record.ask(settle_at("ben", "Info@x.example"), terms).outcome, Outcome::recorded);
    terms.suppression.comparison.ignore_case = {"x.example"};
    EXPECT_EQ(record.ask(settle_at("cleo", "INFO@x.example"), terms).outcome, Outcome::merged);
}

TEST(LedgerSettle, WithholdsOrDivertsFromWhatIsSuppressed) {
    Record record;
    record.suppressions["a@x.example"] = held_for_good("a@x.example", Cause::user_unknown);
    const auto withheld = record.ask(settle_at("anna", "a@x.example"));
    EXPECT_EQ(withheld.outcome, Outcome::suppressed);
    EXPECT_EQ(withheld.standing.rule, "D2");
    EXPECT_EQ(withheld.standing.fate, Fate::withheld);
    auto request = settle_at("ben", "a@x.example");
    request.to.push_back(destination("desk@x.example"));
    const auto diverted = record.ask(request);
    EXPECT_EQ(diverted.outcome, Outcome::diverted);
    EXPECT_EQ(diverted.standing.address, "desk@x.example");
    EXPECT_EQ(diverted.standing.rule, "D2");
    request.notification.id = "id-cleo";
    EXPECT_EQ(record.ask(request).outcome, Outcome::merged) << "the fallback had a copy";
}

TEST(LedgerSettle, KeepsTheAgentsOwnComplaintFromTheFallback) {
    Record record;
    const auto subject = subject_of("anna", Kind::offline_message);
    record.suppressions[subject] = held_for_good(subject, Cause::complaint);
    auto request = settle_at("anna", "a@x.example");
    request.to.push_back(destination("desk@x.example"));
    EXPECT_EQ(record.ask(request).outcome, Outcome::suppressed);
}

TEST(LedgerSettle, LetsOneProbeThroughAfterACoolDown) {
    Record record;
    auto held = held_for_good("a@x.example", Cause::mailbox_full);
    held.step = 1;
    held.until = kNoon;
    record.suppressions["a@x.example"] = held;
    EXPECT_EQ(record.ask(settle_at("anna", "a@x.example")).outcome, Outcome::recorded);
    EXPECT_EQ(record.suppressions.at("a@x.example").probe, "id-anna");
    auto other = settle_at("ben", "a@x.example");
    other.notification.draft = "d2";
    EXPECT_EQ(record.ask(other).outcome, Outcome::suppressed) << "a probe is under way";
}

TEST(LedgerSettle, WaitsWhereNoSenderDomainMayBeUsed) {
    Record record;
    auto request = settle_at("anna", "a@x.example");
    request.to[0].senders[0].cap = 0;
    const auto waits = record.ask(request);
    EXPECT_EQ(waits.outcome, Outcome::waits);
    EXPECT_EQ(waits.standing.fate, Fate::parked);
    EXPECT_EQ(waits.standing.rule, "S2");
    EXPECT_EQ(waits.retry_at, parse_time("2026-11-24T00:00:00Z").value());
    EXPECT_TRUE(record.days.empty());
}

TEST(LedgerSettle, RecordsNothingWhoseMessageIsNotReady) {
    Record record;
    auto request = settle_at("anna", "a@x.example");
    request.to[0].ready.emplace();
    EXPECT_EQ(record.ask(request).outcome, Outcome::unready);
    EXPECT_EQ(record, Record{});
    request.to[0].ready->push_back({"one.example", ""});
    EXPECT_EQ(record.ask(request).outcome, Outcome::recorded);
}

TEST(LedgerSettle, SeesWhatTheBatchDecidedBefore) {
    const Record record;
    Book book;
    const Terms terms;
    const std::vector<Request> batch{settle_at("anna", "info@x.example"),
                                     settle_at("ben", "info@x.example")};
    for (const auto& each : batch) record.load(reach_of(each, terms), book);
    EXPECT_EQ(std::get<Settlement>(decide(batch[0], book, terms)).outcome, Outcome::recorded);
    EXPECT_EQ(std::get<Settlement>(decide(batch[1], book, terms)).outcome, Outcome::merged);
}

TEST(LedgerReach, NamesWhatSettlingLooksAtAndNoMore) {
    const auto reach = reach_of(settle_at("anna", "a@x.example"), {});
    EXPECT_EQ(reach.notifications.ids, std::set<std::string>{"id-anna"});
    EXPECT_TRUE(reach.notifications.drafts.empty()) << "a draft may have a thousand agents";
    EXPECT_EQ(reach.notifications.sent_to.size(), 1U);
    EXPECT_EQ(reach.suppressions.subjects,
              (std::set<std::string>{"a@x.example", "anna/offline-message"}));
    EXPECT_EQ(reach.senders.standings.size(), 1U);
    EXPECT_TRUE(reach.senders.sent_on.empty()) << "there is no cap";
}

TEST(LedgerReach, IsNotLeft) {
    Book book;
    EXPECT_THROW(decide(settle_at("anna", "a@x.example"), book, {}), std::logic_error);
}

TEST(LedgerReach, HasTheFallbackWhereTheAddressIsHeldAlone) {
    Record record;
    auto request = settle_at("anna", "a@x.example");
    request.to.push_back(destination("desk@x.example"));
    const auto beyond = [&] {
        Book book;
        record.load(reach_of(request, {}), book);
        return reach_beyond(request, book, {});
    };
    EXPECT_TRUE(beyond().notifications.sent_to.empty());
    record.suppressions["a@x.example"] = held_for_good("a@x.example", Cause::user_unknown);
    EXPECT_EQ(beyond().notifications.sent_to.size(), 1U);
}

}  // namespace

}  // namespace postern::ledger
