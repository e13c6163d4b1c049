// SPDX-License-Identifier: Apache-2.0
//
// What OUT decides of a notification, and what leaves.
#include "out_role.hpp"

namespace postern::testing {
namespace {

TEST_F(OutRole, ParksWhileTheWindowRuns) {
    const auto out = handed_over("anna");
    clock.advance(2min - 1ms);
    const auto verdict = present(out);
    EXPECT_EQ(verdict.action, Verdict::Action::tempfail);
    EXPECT_EQ(verdict.reply.enhanced, "4.7.0");
    const auto end = clock.now() + 1ms;
    EXPECT_EQ(read_parking_text(verdict.reply.text), end);
    EXPECT_EQ(releases.awaited, (std::vector{RecordingReleases::Entry{"4jXhop1", "anna", end}}));
    EXPECT_TRUE(state.settled.empty());
    EXPECT_EQ(state.parked.front().fate, Fate::parked);
}

TEST_F(OutRole, FixesTheWindowFromTheEvent) {
    message.headers.push_back({"Postern-Occurred", "2026-11-23T11:58:30Z"});
    const auto out = handed_over("anna");
    clock.advance(30s - 1ms);
    EXPECT_EQ(present(out).action, Verdict::Action::tempfail);
    clock.advance(1ms);
    EXPECT_EQ(present(out).action, Verdict::Action::accept);
}

TEST_F(OutRole, SendsRewrittenAfterRecording) {
    const auto out = due();
    const auto verdict = present(out);
    ASSERT_EQ(verdict.action, Verdict::Action::accept);
    ASSERT_EQ(state.settled.size(), 1U);
    EXPECT_EQ(state.settled[0].fate, Fate::sent);
    EXPECT_EQ(state.settled[0].address, "anna@shop.example");
    EXPECT_EQ(releases.arrivals, (std::vector<std::string>{"4jXhop1/anna"}));

    const auto left = edited(out, verdict.edits);
    EXPECT_EQ(left.recipients, (std::vector<std::string>{"<anna@shop.example>"}));
    EXPECT_EQ(header(left, "From"), "Chat at Shop <notifications@mail.example>");
    EXPECT_EQ(header(left, "To"), "Anna <anna@shop.example>");
    EXPECT_EQ(header(left, "Reply-To"), "visitor@home.example");
    EXPECT_EQ(header(left, "Auto-Submitted"), "auto-generated");
    EXPECT_EQ(header(left, "Received"), "(none)");
    EXPECT_EQ(header(left, "Message-ID"), "<" + state.settled[0].message_id + ">");
    EXPECT_EQ(header(left, "References"), header(left, "In-Reply-To"));
    EXPECT_FALSE(has_draft_headers(left.headers));
    EXPECT_EQ(header(left, "List-Unsubscribe"), "(none)");

    const auto token = read_return_path(configuration->keys, left.sender.substr(1, 34));
    ASSERT_TRUE(token) << left.sender;
    EXPECT_EQ(token->notification, state.settled[0].id);
    EXPECT_EQ(left.sender.substr(35), "@bounces.mail.example>");
}

TEST_F(OutRole, OffersOneClickUnsubscribeWhereAUrlIsConfigured) {
    configuration->settings.unsubscribe.url = "https://shop.example/u?t={token}";
    const auto out = due();
    const auto left = edited(out, present(out).edits);
    const auto token = unsubscribe_token(configuration->keys, "anna", Kind::offline_message);
    EXPECT_EQ(header(left, "List-Unsubscribe"), "<https://shop.example/u?t=" + token + ">");
    EXPECT_EQ(header(left, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
}

TEST_F(OutRole, MakesTheSameMessageOfTheSameEvent) {
    const auto out = due();
    const auto first = present(out);
    EXPECT_EQ(present(out).edits, first.edits);
}

TEST_F(OutRole, UsesTheAddressOfThisMoment) {
    const auto out = due();
    directory.notification.agent->address = address("anna@new.example");
    const auto verdict = present(out);
    EXPECT_EQ(edited(out, verdict.edits).recipients.front(), "<anna@new.example>");
}

TEST_F(OutRole, NamesNobodyBesideASharedAddress) {
    directory.notification.account->forward = address("info@shop.example");
    const auto out = due();
    EXPECT_EQ(header(edited(out, present(out).edits), "To"), "info@shop.example");
}

TEST_F(OutRole, DiscardsWhatARuleWithholdsAndSaysWhich) {
    directory.notification.presence = {
        {"ben", "phone", clock.now() - 1h, clock.now() + 1h, std::nullopt}};
    EXPECT_EQ(present(due()).action, Verdict::Action::discard);
    EXPECT_EQ(state.settled[0].rule, "O4");
    EXPECT_EQ(state.settled[0].fate, Fate::withheld);
}

TEST_F(OutRole, SendsNothingToAnAgentWhoLeftOrIsInactive) {
    const auto out = due();
    directory.notification.agent->active = false;
    EXPECT_EQ(present(out).action, Verdict::Action::discard);
    EXPECT_EQ(state.settled.back().rule, "R2");
    directory.notification.agent.reset();
    EXPECT_EQ(present(out).action, Verdict::Action::discard);
    EXPECT_EQ(state.settled.back().rule, "R1");
}

TEST_F(OutRole, WithholdsWhereForwardsRunInACircle) {
    directory.notification.agent->forward = address("ben@shop.example");
    directory.notification.forwards = {{address("ben@shop.example"), address("anna@shop.example")}};
    EXPECT_EQ(present(due()).action, Verdict::Action::discard);
    EXPECT_EQ(state.settled[0].reason, "forward-loop");
}

TEST_F(OutRole, DiscardsWhatTheRecordSaysIsNotToBeSent) {
    const auto out = due();
    state.answer.outcome = Settlement::Outcome::merged;
    EXPECT_EQ(present(out).action, Verdict::Action::discard);
    state.answer.outcome = Settlement::Outcome::duplicate;
    EXPECT_EQ(present(out).action, Verdict::Action::discard);
}

TEST_F(OutRole, TriesSoonAgainAfterAnErrorOfOurs) {
    const auto out = due();
    state.down = Error{ErrorCode::unavailable, "locked"};
    EXPECT_EQ(present(out).reply.code, 451);
    ASSERT_EQ(releases.awaited.size(), 1U);
    EXPECT_EQ(releases.awaited[0].due, clock.now() + 15s);
    EXPECT_TRUE(releases.arrivals.empty());
}

TEST_F(OutRole, KeepsHostileValuesOnTheirLine) {
    for (auto& field : message.headers) {
        if (field.name == "From")
            field.value = "\"Eve\r\nBcc: x@y.example\" <chat@platform.example>";
    }
    const auto out = due();
    const auto left = edited(out, present(out).edits);
    EXPECT_EQ(header(left, "From").find('\r'), std::string::npos);
    EXPECT_EQ(header(left, "From").find("\nBcc"), std::string::npos);
    EXPECT_EQ(header(left, "Bcc"), "(none)");
}

TEST_F(OutRole, RanksTheSenderDomainsForTheProvider) {
    configuration->settings.senders.push_back({"other.example", "bounces.other.example", "chat"});
    configuration->settings.senders[1].preferred_providers = {"google"};
    configuration->check_domain = [](std::string_view, Duration) {
        return DomainStanding{MailService::accepts, {"aspmx.l.google.com"}, {}, {}};
    };
    EXPECT_EQ(present(due()).action, Verdict::Action::accept);
    ASSERT_EQ(state.destinations.size(), 1U);
    EXPECT_EQ(state.destinations[0].provider, "google");
    ASSERT_EQ(state.destinations[0].senders.size(), 2U);
    EXPECT_EQ(state.destinations[0].senders[0].domain, "other.example");
}

TEST_F(OutRole, WaitsForASenderDomainAndGivesUp) {
    const auto out = due();
    state.answer.outcome = Settlement::Outcome::waits;
    state.answer.standing.queue_id = "4jXhop1";
    state.answer.standing.agent = "anna";
    state.answer.standing.rule = "S1";
    state.answer.standing.reason = "senders-suspended";
    state.answer.retry_at = clock.now() + 2h;
    EXPECT_EQ(present(out).reply.enhanced, "4.7.1");
    EXPECT_EQ(releases.awaited.back().due, clock.now() + 2h);
    state.answer.retry_at = clock.now() + 9h;
    EXPECT_EQ(present(out).reply.code, 451);
    EXPECT_EQ(releases.awaited.back().due, clock.now() + 4h) << "the end of its patience";

    clock.advance(4h);
    present(out);
    EXPECT_EQ(state.settled.back().fate, Fate::withheld);
    EXPECT_EQ(state.settled.back().rule, "S1");
}

TEST_F(OutRole, AsksAboutNoMoreDomainsOnceAnAccountIsNotLost) {
    const auto out = due();
    std::vector<std::string> asked;
    configuration->check_domain = [&](std::string_view domain, Duration) {
        asked.emplace_back(domain);
        return DomainStanding{
            domain == "dark.example" ? MailService::unknown : MailService::no_such_domain, {}, "…"};
    };
    Agent carl{"carl", "shop", "Carl", address("carl@far.example"), true, {}, {}};
    directory.draft.agents[1].address = address("ben@dark.example");
    directory.draft.agents.push_back(carl);
    EXPECT_EQ(present(out).action, Verdict::Action::discard);
    EXPECT_EQ(asked, (std::vector<std::string>{"shop.example", "shop.example", "dark.example"}));
    EXPECT_TRUE(state.reports.empty());
}

}  // namespace
}  // namespace postern::testing
