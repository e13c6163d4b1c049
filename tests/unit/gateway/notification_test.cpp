// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/identity.hpp"
#include "postern/gateway/releases.hpp"

#include "fixture.hpp"

namespace postern::testing {
namespace {

struct OutRole : GatewayTest {
    Submission due(const std::string& agent = "anna") {
        auto out = handed_over(agent);
        clock.advance(2min);
        return out;
    }
};

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

TEST_F(OutRole, RepeatsADecisionThatStands) {
    const auto out = due();
    present(out);
    state.answer = {Settlement::Outcome::stands, state.settled[0]};
    state.answer.standing.address = "earlier@shop.example";
    EXPECT_EQ(edited(out, present(out).edits).recipients.front(), "<earlier@shop.example>");
}

TEST_F(OutRole, SendsAgainWhatStandsOnlyWhilePostfixHasIt) {
    const auto out = due();
    present(out);
    state.answer = {Settlement::Outcome::stands, state.settled[0]};
    releases.is_queued = false;
    const auto arrivals = releases.arrivals;
    EXPECT_EQ(present(out).reply.code, 451);
    EXPECT_EQ(releases.looks, std::vector<TimePoint>{clock.now()}) << "the queue is listed";
    EXPECT_EQ(releases.arrivals, arrivals);
    state.answer.standing.fate = Fate::withheld;
    EXPECT_EQ(present(out).action, Verdict::Action::discard) << "nothing leaves";
}

TEST_F(OutRole, SetsAsideWhatSaysSomethingElse) {
    for (const auto change : {+[](Submission& out) { out.body = "Hallo\r\n"; },
                              +[](Submission& out) {
                                  out.headers.push_back({"Subject", "x"});
                              }}) {
        auto out = due();
        change(out);
        state.answer = {};
        EXPECT_EQ(present(out).action, Verdict::Action::hold);
        EXPECT_EQ(state.settled.back().fate, Fate::set_aside);
        EXPECT_EQ(state.settled.back().reason, kChanged);
        state.answer.outcome = Settlement::Outcome::duplicate;
        EXPECT_EQ(present(out).reply.code, 550);
    }
    EXPECT_TRUE(releases.arrivals.empty());
}

TEST_F(OutRole, RefusesASealThatIsOlderThanTheRecord) {
    const auto out = due();
    clock.advance(configuration->settings.state.keep);
    EXPECT_EQ(present(out).reply.code, 550);
    EXPECT_TRUE(state.settled.empty());
}

TEST_F(OutRole, KnowsWhomItIsForByTheOriginalRecipient) {
    auto out = due();
    const auto& own = out.recipients.front();
    auto xtext = own.substr(1, own.size() - 2);
    xtext.replace(xtext.find('+'), 1, "+2B");
    out.original_recipient = "rfc822;" + xtext;
    out.recipients = {"<admin@site.example>"};
    EXPECT_EQ(present(out).action, Verdict::Action::accept);
    EXPECT_EQ(state.settled.back().agent, "anna");
    EXPECT_TRUE(state.settled.back().delivery.ends_with(" <admin@site.example>"));
}

TEST_F(OutRole, DiscardsTheSitesCopiesOfWhatWasQueuedAgain) {
    auto with_owner = *configuration;
    with_owner.mail_owner = 102;
    configuration = std::make_shared<Configuration>(with_owner);
    auto out = due();
    out.headers.front().value = "from platform by hop1 (Postfix) with ESMTP id 4jXhop1; Mon";
    out.recipients = {"<archive@site.example>"};
    out.is_unnotified = true;
    EXPECT_EQ(present(out).reply.code, 550) << "handed over by somebody";
    out.headers.insert(out.headers.begin(),
                       {"Received", "by hop1 (Postfix, from userid 102)\n\tid 4jXnew; Mon"});
    EXPECT_EQ(present(out).action, Verdict::Action::discard);
    out.is_unnotified = false;
    EXPECT_EQ(present(out).reply.code, 550) << "an agent's that the site took: its sender is told";
    EXPECT_TRUE(state.settled.empty());
    EXPECT_TRUE(releases.arrivals.empty());
}

TEST_F(OutRole, AwaitsTheFileThatItIsInNow) {
    auto out = handed_over("anna");
    // Between its own field and what came before it stands what `postsuper -r` added.
    out.headers.front().value = "from platform by hop1 (Postfix) with ESMTP id 4jXhop1; Mon";
    out.headers.insert(out.headers.begin(),
                       {"Received", "by hop1 (Postfix, from userid 102)\n\tid 4jXnew; Mon"});
    EXPECT_EQ(present(out).reply.code, 451);
    ASSERT_EQ(releases.awaited.size(), 1U);
    EXPECT_EQ(releases.awaited[0].queue_id, "4jXnew");
    EXPECT_EQ(state.parked.at(0).queue_id, "4jXhop1") << "what it is on record";
    clock.advance(2min);
    EXPECT_EQ(present(out).action, Verdict::Action::accept);
    EXPECT_EQ(releases.arrivals, std::vector<std::string>{"4jXnew/anna"});
}

TEST_F(OutRole, KnowsASealAlsoAfterTheClockWasSetBack) {
    const auto out = handed_over("anna");
    clock.advance(-10min);
    EXPECT_EQ(present(out).reply.code, 451) << "it waits, and is not refused";
    EXPECT_TRUE(releases.refusals.empty());
}

TEST_F(OutRole, RemembersWhatItRefused) {
    const auto out = handed_over("anna");
    configuration = std::make_shared<Configuration>(
        Configuration{configuration->settings, KeyRing::from({std::string(32, 'x')}).value()});
    EXPECT_EQ(present(out).reply.code, 550);
    EXPECT_EQ(releases.refusals, std::vector<std::string>{"4jXhop1"});
}

TEST_F(OutRole, TriesSoonAgainAfterAnErrorOfOurs) {
    const auto out = due();
    state.down = Error{ErrorCode::unavailable, "locked"};
    EXPECT_EQ(present(out).reply.code, 451);
    ASSERT_EQ(releases.awaited.size(), 1U);
    EXPECT_EQ(releases.awaited[0].due, clock.now() + 15s);
    EXPECT_TRUE(releases.arrivals.empty());
}

TEST_F(OutRole, TakesOnlySealedDrafts) {
    auto out = due();
    auto unsealed = out;
    std::erase_if(unsealed.headers, [](const HeaderField& f) { return f.name == "Postern-Seal"; });
    EXPECT_EQ(present(unsealed).reply.code, 550);

    for (const auto* name :
         {"Postern-Chat", "Postern-Account", "Postern-Occurred", "Postern-Draft-Id"}) {
        auto forged = out;
        for (auto& field : forged.headers) {
            if (field.name == name)
                field.value = field.name == "Postern-Occurred" ? "2026-11-23T11:00:00Z" : "forged";
        }
        EXPECT_EQ(present(forged).reply.code, 550) << name;
    }
    auto kind = out;
    for (auto& field : kind.headers) {
        if (field.name == "Postern-Kind") field.value = "missed-chat";
    }
    EXPECT_EQ(present(kind).reply.code, 550);
    EXPECT_TRUE(state.settled.empty());
}

TEST_F(OutRole, TakesASealForTheAgentsItWasMadeFor) {
    auto out = due("anna");
    const auto to_ben = handed_over("ben").recipients.front();
    const auto tag = out.recipients.front().substr(6);
    out.recipients = {"<ben+" + tag};
    EXPECT_EQ(present(out).reply.code, 550);
    out.recipients = {"<shop@drafts.example>"};
    EXPECT_EQ(present(out).reply.code, 550);
}

TEST_F(OutRole, ReadsRecipientsInEitherCase) {
    auto out = due();
    for (auto& c : out.recipients.front()) c = static_cast<char>(std::toupper(c));
    EXPECT_EQ(present(out).action, Verdict::Action::accept);
}

TEST_F(OutRole, KeepsVerifyingAfterAKeyRotation) {
    const auto out = due();
    configuration->keys = KeyRing::from({std::string(32, 'n'), std::string(32, 'k')}).value();
    EXPECT_EQ(present(out).action, Verdict::Action::accept);
    configuration->keys = KeyRing::from({std::string(32, 'n')}).value();
    EXPECT_EQ(present(out).reply.code, 550);
}

TEST_F(OutRole, AsksForOneRecipientATransaction) {
    auto out = due();
    out.recipients.push_back(out.recipients.front());
    EXPECT_EQ(present(out).reply.enhanced, "4.3.5");
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

TEST_F(OutRole, NamesWhomACopyToASharedAddressStandsFor) {
    const auto info = Address::parse("info@shop.example").value();
    account.forward = info;
    auto away = ben;
    away.id = "carl";
    away.name = "Carl";
    auto elsewhere = ben;
    elsewhere.id = "dora";
    elsewhere.name = "Dora";
    elsewhere.forward = Address::parse("dora@home.example").value();
    directory.notification.account = account;
    directory.notification.colleagues = {anna, ben, away, elsewhere};
    const auto out = due();
    // Carl was not among the draft's agents.
    for (const auto* agent : {"anna", "ben", "dora"}) {
        Notification n;
        n.agent = agent;
        state.settled.push_back(n);
    }
    const auto left = edited(out, present(out).edits);
    EXPECT_EQ(left.recipients, (std::vector<std::string>{"<info@shop.example>"}));
    EXPECT_EQ(header(left, "To"), "\"Anna, Ben\" <info@shop.example>");
    EXPECT_EQ(header(left, "Fallback-For"), "(none)");
}

TEST_F(OutRole, OffersTheAccountsSharedAddressAsFallback) {
    ASSERT_EQ(present(due()).action, Verdict::Action::accept);
    account.forward = Address::parse("info@shop.example").value();
    directory.notification.account = account;
    directory.notification.agent->forward = Address::parse("anna@home.example").value();
    ASSERT_EQ(present(due()).action, Verdict::Action::accept);
    account.fallback = Address::parse("desk@shop.example").value();
    directory.notification.account = account;
    ASSERT_EQ(present(due()).action, Verdict::Action::accept);
    EXPECT_EQ(state.fallbacks,
              (std::vector<std::string>{"", "info@shop.example", "desk@shop.example"}));
}

TEST_F(OutRole, SaysAtTheFallbackWhomItWasForAndWhy) {
    account.fallback = Address::parse("desk@shop.example").value();
    directory.notification.account = account;
    const auto out = due();
    Notification diverted;
    diverted.agent = "anna";
    diverted.fate = Fate::sent;
    diverted.rule = "D1";
    diverted.reason = "mailbox-full";
    diverted.address = "desk@shop.example";
    diverted.sender_domain = "mail.example";
    diverted.message_id = "x@mail.example";
    state.answer = {Settlement::Outcome::diverted, diverted};
    const auto left = edited(out, present(out).edits);
    EXPECT_EQ(left.recipients, (std::vector<std::string>{"<desk@shop.example>"}));
    EXPECT_EQ(header(left, "To"), "Anna <desk@shop.example>");
    EXPECT_EQ(header(left, "Fallback-For"), "Anna <anna@shop.example>; reason=mailbox-full");
    EXPECT_EQ(left.body,
              "This notification was for anna@shop.example, where it could not be sent: the "
              "mailbox was full and its cool-down, or a probe, is under way.\r\n\r\nHello\r\n");
}

TEST_F(OutRole, SaysItInAnEmptyMessageAsWell) {
    account.fallback = Address::parse("desk@shop.example").value();
    directory.notification.account = account;
    configuration->check_domain = [](std::string_view, Duration) {
        return DomainStanding{MailService::accepts, {}, {}, {}};
    };
    for (const std::string body : {"", "--b\r\n\r\n--b--\r\n"}) {
        message.body = body;
        message.headers.resize(8);
        message.headers.push_back({"Postern-Draft-Id", "empty-" + std::to_string(body.size())});
        if (!body.empty()) {
            message.headers.push_back({"MIME-Version", "1.0"});
            message.headers.push_back({"Content-Type", "multipart/mixed; boundary=b"});
        }
        const auto out = due();
        Notification diverted;
        diverted.agent = "anna";
        diverted.fate = Fate::sent;
        diverted.rule = "D1";
        diverted.reason = "mailbox-full";
        diverted.address = "desk@shop.example";
        diverted.sender_domain = "mail.example";
        diverted.message_id = "x@mail.example";
        state.answer = {Settlement::Outcome::diverted, diverted};
        const auto left = edited(out, present(out).edits);
        EXPECT_EQ(left.recipients, (std::vector<std::string>{"<desk@shop.example>"})) << body;
        EXPECT_NE(left.body.find("This notification was for anna@shop.example"), std::string::npos)
            << left.body;
    }
}

TEST_F(OutRole, SendsNothingToWhereItWouldComeBackFrom) {
    directory.notification.agent->address = address("b+x@bounces.mail.example");
    EXPECT_EQ(present(due()).action, Verdict::Action::discard);
    EXPECT_EQ(state.settled.back().rule, "D13");
    account.fallback = address("desk@shop.example");
    directory.notification.account = account;
    directory.notification.agent->address = address("shop@drafts.example");
    const auto out = due();
    EXPECT_EQ(edited(out, present(out).edits).recipients,
              (std::vector<std::string>{"<desk@shop.example>"}));
}

TEST_F(OutRole, TellsNoOwnerWhoseAddressIsOurs) {
    account.owner = address("shop@drafts.example");
    directory.draft.account = directory.notification.account = account;
    configuration->check_domain = [](std::string_view, Duration) {
        return DomainStanding{MailService::no_such_domain, {}, "does not exist", {}};
    };
    EXPECT_EQ(present(due()).action, Verdict::Action::discard);
    EXPECT_EQ(state.reports, std::vector<std::string>{"shop"}) << "told of in the log";
}

TEST_F(OutRole, HasADateWhateverTheDraftHas) {
    auto out = due();
    EXPECT_EQ(header(edited(out, present(out).edits), "Date"), "Mon, 23 Nov 2026 12:00:00 +0000")
        << "when it was accepted";
    out.headers.push_back({"Date", "Mon, 23 Nov 2026 13:00:00 +0100"});
    out.headers.push_back({"Date", "Tue, 24 Nov 2026 13:00:00 +0100"});
    const auto left = edited(out, present(out).edits);
    EXPECT_EQ(header(left, "Date"), "Mon, 23 Nov 2026 13:00:00 +0100");
    EXPECT_EQ(count_header(left.headers, "Date"), 1U);
}

TEST_F(OutRole, TellsTheOwnerInAMessageThatIsOne) {
    account.owner = address("owner@shop.example");
    directory.draft.account = directory.notification.account = account;
    configuration->check_domain = [](std::string_view, Duration) {
        return DomainStanding{MailService::no_such_domain, {}, "does not exist", {}};
    };
    const auto out = due();
    const auto left = edited(out, present(out).edits);
    EXPECT_EQ(left.recipients, (std::vector<std::string>{"<owner@shop.example>"}));
    for (const auto* field : {"Date", "From", "To", "Subject", "Message-ID"}) {
        EXPECT_EQ(count_header(left.headers, field), 1U) << field;
    }
    EXPECT_EQ(header(left, "Date"), "Mon, 23 Nov 2026 12:02:00 +0000");
}

TEST_F(OutRole, SendsTheCopyToTheAgentsOwnAddressWhileOneIsKept) {
    directory.draft.agents[0].forward = Address::parse("info@shop.example").value();
    directory.draft.agents[0].keep_copy = true;
    directory.notification.agent = directory.draft.agents[0];
    const auto accepted = edited(message, gateway.draft(*configuration, message).edits);
    std::vector<std::string> annas;
    for (const auto& path : accepted.recipients) {
        if (path.starts_with("<anna+")) annas.push_back(path);
    }
    ASSERT_EQ(annas.size(), 2U);
    clock.advance(2min);
    auto copy = accepted;
    copy.recipients = {annas[1]};
    const auto left = edited(copy, present(copy).edits);
    EXPECT_EQ(left.recipients, (std::vector<std::string>{"<anna@shop.example>"}));
    EXPECT_EQ(state.fallbacks.back(), "") << "a copy has none";

    directory.notification.agent->keep_copy = false;
    EXPECT_EQ(present(copy).action, Verdict::Action::discard);
    EXPECT_EQ(state.settled.back().rule, "R6");
    EXPECT_NE(state.accepted[0].id, state.accepted[1].id);
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
