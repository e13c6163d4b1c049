// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/queue_listing.hpp"
#include "postern/policy/rules.hpp"
#include "postern/recipients/route.hpp"

#include "explanation.hpp"
#include "fixture.hpp"
#include "postfix_stub.hpp"

namespace postern {

namespace {

class Why : public OperatorCommand {
  protected:
    Why() {
        record({withheld(notification_for("anna"), "O2", "agent-online"),
                sent(notification_for("ben"), "ben@firm.example")});
    }
};

TEST_F(Why, SaysTheRuleInWords) {
    const auto result = postern({"why", "<d1@chat.example>", "anna"});
    EXPECT_EQ(result.exit_status, 0) << result.err;
    EXPECT_TRUE(result.out.starts_with(
        "<d1@chat.example>, agent anna: not sent, because the agent was online on some device when "
        "the visitor wrote (rule O2, agent-online); decided at "))
        << result.out;
}

TEST_F(Why, AnswersForEveryAgentWithoutAngleBracketsToo) {
    const auto result = postern({"why", "d1@chat.example"});
    EXPECT_TRUE(contains(result.out, "agent anna: not sent")) << result.out;
    EXPECT_TRUE(contains(result.out, "agent ben: sent to ben@firm.example from mail.example at "));
}

TEST_F(Why, AnswersForAnAddress) {
    const auto json = json_of({"why", "--address", "ben@firm.example"});
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["agent"], "ben");
    EXPECT_TRUE(contains(json[0]["why"], "no rule objected"));
}

TEST_F(Why, SaysWhatCameBackAndWhatFollowed) {
    const auto ben = sent(notification_for("ben"), "ben@firm.example");
    bounce(ben, BounceClass::mailbox_full, "552 5.2.2 Mailbox full");
    const auto result = postern({"why", "<d1@chat.example>", "ben"});
    EXPECT_TRUE(contains(result.out, "\n    came back at ")) << result.out;
    EXPECT_TRUE(contains(
        result.out,
        ", mailbox-full (fault: recipient): 552 5.2.2 Mailbox full; suppressed for a time, "
        "and tried again after it.\n"))
        << result.out;
    const auto json = json_of({"why", "<d1@chat.example>", "ben"});
    EXPECT_EQ(json[0]["bounces"][0]["class"], "mailbox-full");
    EXPECT_EQ(json[0]["bounces"][0]["reporter"], "mx.firm.example");
}

TEST_F(Why, SaysWhetherAnAddressIsHeldForGoodOrForATime) {
    const auto ben = sent(notification_for("ben"), "ben@firm.example");
    bounce(ben, BounceClass::user_unknown, "550 5.1.1 User unknown");
    const auto for_good = postern({"why", "<d1@chat.example>", "ben"});
    EXPECT_TRUE(contains(for_good.out, "User unknown; suppressed until an operator lifts it.\n"))
        << for_good.out;
}

TEST_F(Why, SaysThatWhatIsOnlyLikelyHoldsForATime) {
    const auto ben = sent(notification_for("ben"), "ben@firm.example");
    bounce(ben, BounceClass::user_unknown, "550 5.1.0 Address rejected", true);
    const auto likely = postern({"why", "<d1@chat.example>", "ben"});
    EXPECT_TRUE(contains(likely.out,
                         "Address rejected; held for a time, as that is only likely, and "
                         "tried again after it.\n"))
        << likely.out;
}

TEST_F(Why, SaysThatNothingIsOnRecord) {
    const auto result = postern({"why", "d2@chat.example"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(result.out.starts_with("Nothing is on record of that.")) << result.out;
    EXPECT_TRUE(contains(result.out, "90d")) << result.out;
    const auto json = postern({"why", "d2@chat.example", "--json"});
    EXPECT_EQ(json.exit_status, 1);
    EXPECT_EQ(nlohmann::json::parse(json.out), nlohmann::json::array());
}

TEST_F(Why, NeedsSomethingToAskFor) {
    const auto result = postern({"why"});
    EXPECT_EQ(result.exit_status, 2);
    EXPECT_TRUE(contains(result.err, "DRAFT is missing")) << result.err;
}

std::string queue_line(const std::string& name, const std::string& id, const std::string& agent,
                       const std::string& reason = "") {
    return R"({"queue_name": ")" + name + R"(", "queue_id": ")" + id +
           R"(", "recipients": [{"address": ")" + agent +
           R"(+tag@drafts.example", "delay_reason": ")" + reason + "\"}]}\n";
}

/// carl waits, dora was set aside, and Postfix has both on hold.
class OnHold : public OperatorCommand {
  protected:
    OnHold() {
        auto carl = notification_for("carl");
        carl.fate = Fate::parked;
        auto dora = withheld(notification_for("dora"), "", "defect: an exception");
        dora.fate = Fate::set_aside;
        record({carl, dora});
        queue_id_ = carl.queue_id;
        set_queue_of_stub(
            folder_, queue_line("hold", queue_id_, "carl") + queue_line("hold", "4jXhop2", "dora"));
    }
    std::string queue_id_;
};

TEST_F(OnHold, IsToldWithTheCommandByWhichItGoesOn) {
    const auto result = postern({"why", "<d1@chat.example>", "carl"});
    EXPECT_TRUE(contains(result.out, "not decided yet: somebody has put it on hold")) << result.out;
    EXPECT_TRUE(contains(result.out, "after 'postsuper -H " + queue_id_ + "'.\n")) << result.out;
    const auto json = json_of({"why", "<d1@chat.example>", "carl"});
    EXPECT_EQ(json[0]["queue"]["where"], "on-hold");
}

TEST_F(OnHold, NamesTheFileOfWhatWasSetAside) {
    const auto result = postern({"why", "<d1@chat.example>", "dora"});
    EXPECT_TRUE(contains(result.out, "Postfix keeps it on hold, as 4jXhop2. ")) << result.out;
    EXPECT_TRUE(contains(result.out, "'postsuper -H 4jXhop2'")) << result.out;
}

/// Released, OUT would refuse it.
TEST_F(OnHold, IsToBeRemovedWhereItIsNoLongerWhatWasAccepted) {
    auto emil = withheld(notification_for("emil"), "", "changed");
    emil.fate = Fate::set_aside;
    emil.draft = "<d2@chat.example>";
    record({emil});
    const auto result = postern({"why", emil.draft, "emil"});
    EXPECT_TRUE(contains(result.out, "no longer says what was accepted")) << result.out;
    EXPECT_TRUE(contains(result.out, "log event draft-changed")) << result.out;
    EXPECT_TRUE(contains(result.out, "'postsuper -d QUEUE-ID'")) << result.out;
    EXPECT_FALSE(contains(result.out, "postsuper -H")) << result.out;
}

TEST_F(OnHold, IsWhatAParkedOneWaitsFor) {
    EXPECT_TRUE(contains(postern({"parked"}).out, "postsuper -H " + queue_id_));
    set_queue_of_stub(folder_, queue_line("deferred", queue_id_, "carl"));
    const auto json = json_of({"parked"});
    EXPECT_EQ(json[0]["queue"]["where"], "deferred");
    EXPECT_EQ(json[0]["waits_for"],
              "Postfix to present it, since " + json[0]["due"].get<std::string>());
}

TEST_F(OnHold, IsNotKnownWhereTheQueueCannotBeRead) {
    set_queue_of_stub(folder_, "cut off");
    const auto result = postern({"why", "<d1@chat.example>", "carl"});
    EXPECT_EQ(result.exit_status, 0);
    EXPECT_TRUE(contains(result.err, "what Postfix's queue has is not known")) << result.err;
    EXPECT_TRUE(contains(result.out, "Postfix has not presented it since")) << result.out;
}

TEST_F(OnHold, IsNotSaidOfWhatTheQueueDoesNotHave) {
    set_queue_of_stub(folder_, queue_line("hold", "4jXhop2", "dora"));
    const auto result = postern({"why", "<d1@chat.example>", "carl"});
    EXPECT_TRUE(contains(result.out, "Postfix's queue does not have " + queue_id_ + " now"))
        << result.out;
    EXPECT_FALSE(contains(result.out, "Postfix keeps it")) << result.out;
    EXPECT_TRUE(contains(json_of({"parked"})[0]["waits_for"], "queue does not have it now"));
}

TEST_F(OnHold, IsNotWhatPostfixPutsOffForAReasonOfItsOwn) {
    const std::string reason = "host out.example said: 451 4.7.1 the signer cannot be reached";
    set_queue_of_stub(folder_, queue_line("deferred", queue_id_, "carl", reason));
    const auto result = postern({"why", "<d1@chat.example>", "carl"});
    EXPECT_TRUE(contains(result.out, "Postfix has put it off: " + reason + ".\n")) << result.out;
    EXPECT_EQ(json_of({"parked"})[0]["waits_for"], "Postfix, which has put it off: " + reason);
}

/// As after an earlier copy of the record was put back.
TEST_F(Why, SaysThatTheQueueHasWhatTheRecordDoesNot) {
    const auto until = "451 4.7.1 " + parking_text(notification_for("emil").due);
    set_queue_of_stub(folder_, queue_line("deferred", "4Zlost", "emil", until));
    const auto result = postern({"why", "d2@chat.example"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.out, "'postcat -qh 4Zlost'")) << result.out;
    const auto table = postern({"parked"}).out;
    EXPECT_TRUE(contains(table, "4Zlost")) << table;
    EXPECT_TRUE(contains(table, "the record has nothing unfinished in this queue file")) << table;
    const auto json = json_of({"parked"});
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["on_record"], false);
    EXPECT_EQ(json[0]["agent"], "emil");
}

TEST_F(OnHold, IsNoneOfWhatTheRecordDoesNotHave) {
    const auto json = json_of({"parked"});
    ASSERT_EQ(json.size(), 1U) << "dora's was set aside";
    EXPECT_EQ(json[0]["on_record"], true);
    set_queue_of_stub(folder_, queue_line("deferred", "4Zagain", "carl"));
    EXPECT_EQ(json_of({"parked"}).size(), 1U) << "queued again it may be the same";
}

TEST(Explanation, ClaimsNothingOfWhatARestoredRecordCannotKnow) {
    auto n = withheld(notification_for("anna"), "", gave_up::kRestored);
    n.fate = Fate::given_up;
    const auto text = explain(n, n.due);
    EXPECT_TRUE(text.starts_with("whether it was sent is not known: ")) << text;
    EXPECT_TRUE(contains(text, "Postfix's log before it is submitted again")) << text;
}

TEST(Explanation, HasTheWordsOfEveryRule) {
    auto n = notification_for("anna");
    for (const auto kind : {Kind::offline_message, Kind::missed_chat}) {
        n.kind = kind;
        for (const auto& rule : rules_of(kind)) {
            const auto text = explain(withheld(n, std::string(rule.id), "reason"), n.due);
            EXPECT_TRUE(contains(text, std::string(rule.withheld_when))) << text;
        }
    }
    for (const auto& rule : kRecipientRules) {
        EXPECT_EQ(words_of_rule(withheld(n, std::string(rule.id), "")), rule.withheld_when);
    }
}

TEST(Explanation, NamesARuleItDoesNotKnow) {
    const auto n = withheld(notification_for("anna"), "O99", "something-new");
    EXPECT_TRUE(explain(n, n.due).starts_with("not sent (rule O99, something-new); decided at"));
}

TEST(Explanation, SaysWhyItWentToTheFallback) {
    auto n = sent(notification_for("anna"), "desk@firm.example");
    n.rule = "D1";
    n.reason = "mailbox-full";
    const auto text = explain(n, n.due);
    EXPECT_TRUE(text.starts_with("sent to desk@firm.example, the account's fallback, from mail."))
        << text;
    EXPECT_TRUE(contains(text, ", because the mailbox was full")) << text;
    EXPECT_TRUE(contains(text, "(rule D1, mailbox-full). Its Message-ID")) << text;
}

TEST(Explanation, CountsDownAndUp) {
    auto n = notification_for("anna");
    n.fate = Fate::parked;
    EXPECT_TRUE(contains(explain(n, n.due - std::chrono::seconds{80}), ", in 1min20s."));
    EXPECT_TRUE(contains(explain(n, n.due + std::chrono::seconds{5}), ", 5s ago, and Postfix"));
    n.fate = Fate::issued;
    EXPECT_TRUE(contains(explain(n, n.due), "has not presented the agent's copy yet"));
    n.fate = Fate::merged;
    n.rule = kSameAddress.id;
    n.address = "info@firm.example";
    EXPECT_TRUE(contains(explain(n, n.due),
                         "not sent on its own to info@firm.example, because another agent"));
}

TEST(Explanation, SaysWhereToFindWhatWasSetAside) {
    auto n = withheld(notification_for("anna"), "", "defect: an exception");
    n.fate = Fate::set_aside;
    const auto text = explain(n, n.due);
    EXPECT_TRUE(text.starts_with("not sent: set aside at " + format_time(*n.decided))) << text;
    EXPECT_TRUE(contains(text, "(defect: an exception)")) << text;
    // The record has the draft's queue file, which is another.
    EXPECT_TRUE(contains(text,
                         "in the queue file that the log event set-aside with draft_queue_id=4Zq1 "
                         "agent=anna names. It goes on,"))
        << text;
}

}  // namespace

}  // namespace postern
