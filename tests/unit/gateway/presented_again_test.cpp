// SPDX-License-Identifier: Apache-2.0
//
// Whether what comes to OUT is what was accepted, for whom it is, and what is done with it when it
// comes again.
#include "out_role.hpp"

namespace postern::testing {
namespace {

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

}  // namespace
}  // namespace postern::testing
