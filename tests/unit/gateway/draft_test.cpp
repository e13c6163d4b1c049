// SPDX-License-Identifier: Apache-2.0
#include "postern/chat/draft.hpp"

#include "postern/gateway/pass.hpp"

#include "fixture.hpp"

namespace postern::testing {
namespace {

struct DraftRole : GatewayTest {
    void replace(const std::string& name, const std::string& value) {
        for (auto& field : message.headers) {
            if (field.name == name) field.value = value;
        }
    }
};

TEST_F(DraftRole, IssuesOneSealedRecipientPerActiveAgent) {
    directory.draft.agents[1].active = false;
    directory.draft.agents.push_back(
        {"cora", "shop", "Cora", address("c@shop.example"), true, {}, {}});
    const auto out = edited(message, submit().edits);
    ASSERT_EQ(out.recipients.size(), 2U);
    EXPECT_EQ(out.recipients[0].rfind("<anna+", 0), 0U);
    EXPECT_EQ(out.recipients[1].rfind("<cora+", 0), 0U);
    EXPECT_NE(header(out, "Postern-Seal"), "(none)");
    EXPECT_EQ(header(out, "Postern-Occurred"), "2026-11-23T12:00:00Z");
    EXPECT_EQ(header(out, "Postern-Draft-Id"), "<m-1@platform.example>");
    ASSERT_EQ(state.accepted.size(), 2U);
    EXPECT_EQ(state.accepted[0].agent, "anna");
    EXPECT_EQ(state.accepted[0].queue_id, "4jXhop1");
    EXPECT_EQ(state.accepted[0].due, clock.now() + 2min);
}

TEST_F(DraftRole, AsksTheGroupsAgentsWhereTheDraftNamesAGroup) {
    directory.draft.agents[1].groups = {"sales"};
    directory.draft.group_exists = true;
    message.headers.push_back({"Postern-Group", "sales"});
    const auto out = edited(message, submit().edits);
    ASSERT_EQ(out.recipients.size(), 1U);
    EXPECT_EQ(out.recipients[0].rfind("<ben+", 0), 0U);
}

TEST_F(DraftRole, IgnoresGroupsWhereThePlanHasNone) {
    directory.draft.account->plan = Plan::standard;
    message.headers.push_back({"Postern-Group", "sales"});
    EXPECT_EQ(edited(message, submit().edits).recipients.size(), 2U);
}

TEST_F(DraftRole, TakesAnAgentsOwnAddressForThatAgentAlone) {
    message.recipients = {"<ben@SHOP.example>"};
    const auto out = edited(message, submit().edits);
    ASSERT_EQ(out.recipients.size(), 1U);
    EXPECT_EQ(out.recipients[0].rfind("<ben+", 0), 0U);
}

TEST_F(DraftRole, IsAskedForAgainWhereItComesFromTheFutureOfASlowClock) {
    message.headers.push_back({"Postern-Occurred", format_time(clock.now() + 90s)});
    const auto verdict = submit();
    EXPECT_EQ(verdict.reply.code, 451);
    EXPECT_NE(verdict.reply.text.find("lies in the future; it is now"), std::string::npos);
    EXPECT_TRUE(state.accepted.empty());
    clock.advance(90s);
    EXPECT_EQ(submit().action, Verdict::Action::accept);
}

TEST_F(DraftRole, RefusesWhatHasNoIdButTheOneThatPostfixMade) {
    for (const auto* id : {"<4jXhop1@mail.example>", "<20261123120001.4jXhop1@mail.example>"}) {
        replace("Message-ID", id);
        const auto verdict = submit();
        EXPECT_EQ(verdict.reply.code, 550) << id;
        EXPECT_EQ(verdict.reply.text.rfind("Postern-Draft-Id: is missing", 0), 0U)
            << verdict.reply.text;
    }
    EXPECT_TRUE(state.accepted.empty());
}

TEST_F(DraftRole, TakesOtherMessageIdsAndAnyWithADraftId) {
    for (const auto* id : {"<4jXhop12@mail.example>", "<x4jXhop1@mail.example>", "<@4jXhop1>"}) {
        replace("Message-ID", id);
        EXPECT_EQ(submit().action, Verdict::Action::accept) << id;
    }
    replace("Message-ID", "<4jXhop1@mail.example>");
    message.headers.push_back({"Postern-Draft-Id", "d-1"});
    EXPECT_EQ(submit().action, Verdict::Action::accept);
}

TEST_F(DraftRole, IsLookedForUntilOutHasSeenIt) {
    submit();
    ASSERT_EQ(releases.awaited.size(), 2U);
    EXPECT_EQ(releases.awaited[0].queue_id, "4jXhop1");
    EXPECT_EQ(releases.awaited[0].due, clock.now() + 2min);
}

TEST_F(DraftRole, RefusesAStrangerByName) {
    message.recipients.push_back("<stranger@else.example>");
    const auto verdict = submit();
    EXPECT_EQ(verdict.reply.code, 550);
    EXPECT_EQ(verdict.reply.enhanced, "5.7.1");
    EXPECT_NE(verdict.reply.text.find("stranger@else.example"), std::string::npos);
    EXPECT_TRUE(state.accepted.empty());
}

/// Every field that a draft may have at any length, in words that can be folded, below the limit as
/// it comes and above it as it is written.
TEST_F(DraftRole, RefusesByNameAndSizeAFieldThatGrowsBeyondWhatCanBeCarried) {
    std::string words, umlauts, addresses;
    while (words.size() < 59'500) words += "word ";
    while (umlauts.size() < 40'000) umlauts += "\xc3\xa4";
    for (int i = 0; i < 2'850; ++i) {
        addresses += (i == 0 ? "" : ", ") + std::string("visitor") + std::to_string(10'000 + i) +
                     "@x.example";
    }
    ASSERT_GT(addresses.size(), 60'000U);
    addresses.resize(addresses.rfind(", ", 59'700));
    const auto original = message.headers;
    for (const auto& [name, value] : {std::pair<std::string, std::string>{"Subject", words},
                                      {"Subject", umlauts},
                                      {"Reply-To", addresses},
                                      {"X-Site", words},
                                      {"From", umlauts + " <chat@platform.example>"}}) {
        ASSERT_LT(value.size(), 60'000U);
        message.headers = original;
        std::erase_if(message.headers,
                      [&, name = name](const auto& field) { return field.name == name; });
        message.headers.push_back({name, value});
        const auto verdict = submit();
        EXPECT_EQ(verdict.reply.code, 550) << name;
        EXPECT_EQ(verdict.reply.text.rfind(name + ": has 6", 0) == 0 ||
                      verdict.reply.text.rfind(name + ": has 7", 0) == 0,
                  true)
            << verdict.reply.text;
    }
    EXPECT_TRUE(state.accepted.empty());
}

TEST_F(DraftRole, TakesLongFieldsThatCanBeCarried) {
    std::string words;
    while (words.size() < 58'000) words += "word ";
    message.headers.push_back({"X-Site", words});
    EXPECT_EQ(submit().action, Verdict::Action::accept);
}

TEST_F(DraftRole, EndsWhatIsFinalOnArrivalWithARecordPerAgent) {
    directory.draft.account->offline_message = false;
    EXPECT_EQ(submit().action, Verdict::Action::discard);
    ASSERT_EQ(state.accepted.size(), 2U);
    EXPECT_EQ(state.accepted[1].fate, Fate::withheld);
    EXPECT_EQ(state.accepted[1].rule, "O1");
    EXPECT_EQ(state.accepted[1].reason, "not-activated");
}

TEST_F(DraftRole, DoesNotIssueADraftTwice) {
    state.fresh = false;
    EXPECT_EQ(submit().action, Verdict::Action::discard);
}

TEST_F(DraftRole, AddsAPassToPlainMailOfASubmitterAndNothingElse) {
    std::erase_if(message.headers,
                  [](const HeaderField& f) { return f.name.rfind("Postern-", 0) == 0; });
    message.recipients = {"<somebody@else.example>"};
    const AddHeader pass{"Postern-Pass", write_pass(configuration->keys, message.queue_id)};
    EXPECT_EQ(submit(), Verdict::accept({pass}));
}

TEST_F(DraftRole, TakesOursOffForeignMailAndNothingElse) {
    message.client = "192.0.2.7";
    message.recipients = {"<somebody@else.example>"};
    const auto verdict = submit();
    EXPECT_EQ(verdict.action, Verdict::Action::accept);
    auto expected = message;
    std::erase_if(expected.headers,
                  [](const HeaderField& f) { return f.name.rfind("Postern-", 0) == 0; });
    auto out = edited(message, verdict.edits);
    std::erase_if(out.headers, [](const HeaderField& f) { return f.name == "Postern-Pass"; });
    EXPECT_EQ(out.recipients, expected.recipients);
    EXPECT_EQ(out.sender, expected.sender);
    EXPECT_EQ(out.headers.size(), expected.headers.size());
    EXPECT_TRUE(state.accepted.empty());
}

TEST_F(DraftRole, KnowsSubmittersByLoginToo) {
    message.client = "192.0.2.7";
    message.sasl_user = "platform";
    configuration->settings.drafts.sasl_users = {"platform"};
    submit();
    EXPECT_EQ(state.accepted.size(), 2U);
}

TEST_F(DraftRole, NamesTheFaultOfAMalformedDraft) {
    replace("Postern-Kind", "offline");
    const auto verdict = submit();
    EXPECT_EQ(verdict.reply.code, 550);
    EXPECT_EQ(verdict.reply.text.rfind("Postern-Kind: ", 0), 0U) << verdict.reply.text;
}

TEST_F(DraftRole, MissesTheFieldsOfADraftSentToTheDraftsDomain) {
    std::erase_if(message.headers,
                  [](const HeaderField& f) { return f.name.rfind("Postern-", 0) == 0; });
    EXPECT_EQ(submit().reply.text, "Postern-Kind: is missing");
}

TEST_F(DraftRole, RefusesAChatOfAnotherAccount) {
    directory.draft.chat = Chat{"chat-1", "other", {}, {}};
    const auto verdict = submit();
    EXPECT_EQ(verdict.reply.text.rfind("Postern-Chat: ", 0), 0U) << verdict.reply.text;
}

TEST_F(DraftRole, RefusesAnUnknownAccountAndGroup) {
    directory.draft.account.reset();
    EXPECT_EQ(submit().reply.text.rfind("Postern-Account: ", 0), 0U);
    directory.draft.account = account;
    message.headers.push_back({"Postern-Group", "nobody"});
    EXPECT_EQ(submit().reply.text.rfind("Postern-Group: ", 0), 0U);
}

TEST_F(DraftRole, RefusesAnAccountThatContradictsTheRecipient) {
    message.recipients = {"<other@drafts.example>"};
    EXPECT_EQ(submit().reply.text.rfind("Postern-Account: ", 0), 0U);
}

TEST_F(DraftRole, RefusesWhatIsTooLargeOrNoMail) {
    message.oversize = true;
    EXPECT_EQ(submit().reply.code, 552);
    message.oversize = false;
    message.headers.push_back({"MIME-Version", "1.0"});
    message.headers.push_back({"Content-Type", "multipart/mixed"});
    const auto verdict = submit();
    EXPECT_EQ(verdict.reply.code, 550);
    EXPECT_NE(verdict.reply.text.find("Content-Type"), std::string::npos) << verdict.reply.text;
}

TEST_F(DraftRole, RefusesMoreAgentsThanTheLimit) {
    configuration->settings.drafts.recipient_limit = 1;
    const auto verdict = submit();
    EXPECT_EQ(verdict.reply.enhanced, "5.5.3");
    EXPECT_NE(verdict.reply.text.find("drafts.recipient-limit"), std::string::npos);
}

TEST_F(DraftRole, NamesAFromWithoutAMailbox) {
    replace("From", "nobody at all");
    EXPECT_EQ(submit().reply.text.rfind("From: ", 0), 0U) << submit().reply.text;
    EXPECT_EQ(submit().reply.text.find("From: From"), std::string::npos);
}

TEST_F(DraftRole, AnswersLaterWhenItCannotKnow) {
    directory.down = Error{ErrorCode::unavailable, "locked"};
    EXPECT_EQ(submit().reply.code, 451);
    directory.down.reset();
    state.down = Error{ErrorCode::unavailable, "disk full"};
    EXPECT_EQ(submit().reply.code, 451);
}

TEST_F(DraftRole, ChecksRecipientsOfTheDraftsDomainAtOnce) {
    EXPECT_EQ(gateway.draft_recipient(*configuration, message, "<Shop@Drafts.Example>"),
              Verdict::accept());
    EXPECT_EQ(
        gateway.draft_recipient(*configuration, message, "<nobody@drafts.example>").reply.enhanced,
        "5.1.1");
    message.recipients.clear();
    EXPECT_EQ(gateway.draft_recipient(*configuration, message, "<any@else.example>"),
              Verdict::accept());
    message.client = "192.0.2.7";
    EXPECT_EQ(
        gateway.draft_recipient(*configuration, message, "<shop@drafts.example>").reply.enhanced,
        "5.7.1");
    message.client = "127.0.0.1";
    directory.down = Error{ErrorCode::unavailable, "locked"};
    EXPECT_EQ(gateway.draft_recipient(*configuration, message, "<shop@drafts.example>").reply.code,
              451);
}

TEST_F(DraftRole, RefusesAStrangerAtOnceBesideAnAccount) {
    message.recipients = {"<shop@drafts.example>"};
    EXPECT_EQ(gateway.draft_recipient(*configuration, message, "<ben@shop.example>"),
              Verdict::accept());
    const auto verdict =
        gateway.draft_recipient(*configuration, message, "<stranger@else.example>");
    EXPECT_EQ(verdict.reply.enhanced, "5.7.1");
    EXPECT_NE(verdict.reply.text.find("stranger@else.example"), std::string::npos);
    EXPECT_EQ(gateway.draft_recipient(*configuration, message, "<no address>").reply.enhanced,
              "5.1.3");
}

TEST_F(DraftRole, PutsOffRatherThanRefusesWhileNobodyKnowsOfTheFallback) {
    const std::string path = "<anna@shop.example>";
    const auto rcpt = [&] { return gateway.draft_recipient(*configuration, message, path); };
    configuration->settings.recipients.suppressed = RecipientsSettings::Suppressed::refuse;
    configuration->check_domain = [](std::string_view domain, Duration) {
        return DomainStanding{domain == "shop.example" ? MailService::no_such_domain
                                                       : MailService::accepts};
    };
    EXPECT_EQ(rcpt().reply.enhanced, "5.1.2");
    directory.draft.account->fallback = address("desk@home.example");
    EXPECT_EQ(rcpt(), Verdict::accept());
    state.down = Error{ErrorCode::unavailable, "locked"};
    EXPECT_EQ(rcpt().reply.code, 451);
    directory.draft.account->fallback = address("desk@shop.example");
    EXPECT_EQ(rcpt().reply.enhanced, "5.1.2") << "known whatever the state says";
}

TEST_F(DraftRole, SaysOfASuppressedAddressWhetherItIsHeldForGoodOrUntilWhen) {
    configuration->settings.recipients.suppressed = RecipientsSettings::Suppressed::refuse;
    state.held = {{"anna@shop.example", Cause::user_unknown, "550 5.1.1", "bounce", "n1",
                   clock.now(), clock.now()}};
    const auto said = [&] {
        return gateway.draft_recipient(*configuration, message, "<anna@shop.example>").reply.text;
    };
    EXPECT_NE(said().find("nothing is sent there until an operator lifts it"), std::string::npos)
        << said();
    EXPECT_EQ(said().find("most likely"), std::string::npos) << said();
    state.held[0].step = 1;
    state.held[0].until = clock.now() + 1h;
    EXPECT_NE(
        said().find(", most likely; nothing is sent there until " + format_time(clock.now() + 1h)),
        std::string::npos)
        << said();
    state.held[0].cause = Cause::mailbox_full;
    EXPECT_EQ(said().find("most likely"), std::string::npos) << said();
}

}  // namespace
}  // namespace postern::testing
