// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/identity.hpp"

#include "fixture.hpp"

namespace postern::testing {
namespace {

struct BounceRole : GatewayTest {
    BounceRole() {
        Notification n;
        n.id = notification_id("shop", "m-1", "anna");
        n.agent = "anna";
        n.fate = Fate::sent;
        n.address = "anna@shop.example";
        n.decided = clock.now();
        state.settled = {n};
        report.format = BounceFormat::delivery_status;
        report.outcomes = {{"Anna@shop.example", "", BounceClass::user_unknown,
                            DeliveryAction::failed, "5.1.1", "550", "no such user", ""}};
        configuration->read_bounce = [this](const HeaderList&, std::string_view) { return report; };
        token = return_path_local(configuration->keys, n.id, clock.now());
    }

    Verdict come_back(const std::string& local, const std::string& queue_id = "Q1") {
        Submission back;
        back.headers = headers;
        back.queue_id = queue_id;
        back.recipients = {"<" + local + "@bounces.mail.example>"};
        back.sender = sender;
        return gateway.bounce(*configuration, back);
    }

    /// Whose word our own Postfix's report is, with that final recipient and envelope id.
    std::string origin_with(const std::string& recipient, const std::string& envelope_id) {
        report.reporting_mta = "mail.site.example";
        report.outcomes[0].recipient = recipient;
        report.outcomes[0].original_recipient = "anna@shop.example";
        report.envelope_id = envelope_id;
        EXPECT_EQ(come_back(token).action, Verdict::Action::discard);
        return std::string(name_of(state.bounces.back().origin));
    }

    BounceReport report;
    HeaderList headers{{"Received", "by mail.site.example (Postfix)\n\tid 4jc7; Sat"}};
    std::string token;
    std::string sender = "<>";
};

TEST_F(BounceRole, RecordsAndDiscardsWhatIsProved) {
    EXPECT_EQ(come_back(token).action, Verdict::Action::discard);
    ASSERT_EQ(state.bounces.size(), 1U);
    EXPECT_EQ(state.bounces[0].address, "anna@shop.example");
    EXPECT_TRUE(state.doubts.empty());
}

TEST_F(BounceRole, TakesOurOwnPostfixsWordForWhatLeftAlone) {
    const auto id = state.settled[0].id;
    const auto& keys = configuration->keys;
    const auto envelope = envelope_id(keys, id, 1);
    EXPECT_EQ(origin_with("anna@shop.example", envelope), "ours");
    EXPECT_EQ(origin_with("ANNA@shop.example", envelope), "ours");
    EXPECT_EQ(origin_with("anna@shop.example", envelope + ".seal"), "ours");
    EXPECT_EQ(origin_with("anybody@evil.example", envelope), "outside") << "an alias led there";
    EXPECT_EQ(origin_with("", envelope), "outside");

    const auto other = notification_id("shop", "m-2", "anna");
    for (const auto& made_up :
         {std::string(), id, id + ".", id + "." + std::string(16, 'a'), envelope_id(keys, id, 2),
          envelope_id(keys, other, 1), id + envelope.substr(0, envelope.find('.')),
          envelope.substr(0, envelope.size() - 1), id + ".seal" + envelope.substr(id.size())}) {
        EXPECT_EQ(origin_with("anna@shop.example", made_up), "outside") << made_up;
    }
    for (const auto& bounce : state.bounces) EXPECT_EQ(bounce.address, "anna@shop.example");
}

TEST_F(BounceRole, TakesARelaysWordWithoutAnEnvelopeId) {
    configuration->settings.reputation.trusted_reporters = {Network::parse("10.0.0.7").value()};
    headers = {{"Received", "from r (r [10.0.0.7])\n\tby mail.site.example (Postfix) id 4; Sat"}};
    const auto envelope = envelope_id(configuration->keys, state.settled[0].id, 1);
    EXPECT_EQ(origin_with("anna@shop.example", envelope), "ours");
    EXPECT_EQ(origin_with("anna@shop.example", ""), "ours") << "one that offers no DSN";
    EXPECT_EQ(origin_with("anna@shop.example", state.settled[0].id), "outside");
    EXPECT_EQ(origin_with("anybody@evil.example", ""), "outside");
}

TEST_F(BounceRole, KeepsAndCountsWhatIsForgedExpiredOrForeign) {
    auto forged = token;
    forged.back() = forged.back() == 'a' ? 'b' : 'a';
    EXPECT_EQ(come_back(forged), Verdict::hold());
    report.outcomes[0].recipient = "ben@shop.example";
    EXPECT_EQ(come_back(token), Verdict::hold());
    clock.advance(std::chrono::days{32});
    EXPECT_EQ(come_back(token), Verdict::hold());
    EXPECT_EQ(state.doubts,
              (std::vector<std::string>{"anna@shop.example forged", "ben@shop.example foreign",
                                        "ben@shop.example expired"}));
    EXPECT_TRUE(state.bounces.empty());
}

TEST_F(BounceRole, KeepsWhatWasUsedBeforeOrCannotBeRead) {
    state.effect.outcome = BounceEffect::Outcome::replayed;
    EXPECT_EQ(come_back(token), Verdict::hold());
    report.format = BounceFormat::unreadable;
    EXPECT_EQ(come_back(token), Verdict::hold());
}

TEST_F(BounceRole, NeverKeepsAnAutomaticReply) {
    report.format = BounceFormat::automatic_reply;
    report.outcomes = {{"alias@other.example", "", BounceClass::auto_reply, DeliveryAction::none,
                        "", "", "away", ""}};
    EXPECT_EQ(come_back(token).action, Verdict::Action::discard)
        << "whatever address he writes from";
    report = {};
    headers.push_back({"From", "Anna <anna@shop.example>"});
    EXPECT_EQ(come_back(token).action, Verdict::Action::discard) << "without a mark";
    for (const auto& bounce : state.bounces) EXPECT_EQ(use_of(bounce.outcome), BounceUse::reply);
    sender = "<anna@shop.example>";
    EXPECT_EQ(come_back(token), Verdict::hold()) << "a person writes so";
}

TEST_F(BounceRole, NeverKeepsAnAutomaticReplyToAnOldNotification) {
    report.format = BounceFormat::automatic_reply;
    report.outcomes = {{"anna@shop.example", "", BounceClass::auto_reply, DeliveryAction::none, "",
                        "", "away", ""}};
    EXPECT_EQ(come_back("b+nothing").action, Verdict::Action::discard) << "no token of ours";
    clock.advance(std::chrono::days{32});
    EXPECT_EQ(come_back(token).action, Verdict::Action::discard) << "expired";
    EXPECT_TRUE(state.bounces.empty());
    EXPECT_TRUE(state.doubts.empty()) << "it claims nothing of anybody";
    report.outcomes[0].bounce_class = BounceClass::complaint;
    EXPECT_EQ(come_back(token), Verdict::hold())
        << "whoever does not want any more claims something";
}

TEST_F(BounceRole, KeepsABoundedSampleOfWhatProvesNothing) {
    configuration->settings.bounces.hold_limit = 3;
    int held = 0;
    for (int i = 0; i < 10; ++i) {
        const auto verdict = come_back("b+nothing", "F" + std::to_string(i));
        EXPECT_TRUE(verdict == Verdict::hold() || verdict == Verdict::discard());
        held += verdict == Verdict::hold() ? 1 : 0;
    }
    EXPECT_EQ(held, 3);
    EXPECT_EQ(state.doubts.size(), 10U) << "each is counted";
    // What is proved and not understood has room of its own.
    report.format = BounceFormat::unreadable;
    EXPECT_EQ(come_back(token, "P1"), Verdict::hold());
}

TEST_F(BounceRole, KeepsAgainWhenAnOperatorHasMadeRoom) {
    configuration->settings.bounces.hold_limit = 1;
    EXPECT_EQ(come_back("b+nothing", "F1"), Verdict::hold());
    EXPECT_EQ(come_back("b+nothing", "F2"), Verdict::discard());
    gateway.held_in_queue(*configuration, {}, clock.now() + 1min);
    EXPECT_EQ(come_back("b+nothing", "F3"), Verdict::hold());
}

TEST_F(BounceRole, KnowsWhatIsOnHoldSinceBeforeItsStart) {
    configuration->settings.bounces.hold_limit = 1;
    gateway.held_in_queue(*configuration, {{"F0", "b+nothing", 10}}, clock.now());
    EXPECT_EQ(come_back("b+nothing", "F1"), Verdict::discard());
    report.format = BounceFormat::unreadable;
    EXPECT_EQ(come_back(token, "P1"), Verdict::hold());
}

TEST_F(BounceRole, TriesLaterWhereTheStateCannotBeRead) {
    state.down = Error{ErrorCode::unavailable, "locked"};
    EXPECT_EQ(come_back(token).reply.code, 451);
}

}  // namespace
}  // namespace postern::testing
