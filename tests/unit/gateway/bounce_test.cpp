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
        back.queue_id = queue_id;
        back.recipients = {"<" + local + "@bounces.mail.example>"};
        return gateway.bounce(*configuration, back);
    }

    BounceReport report;
    std::string token;
};

TEST_F(BounceRole, RecordsAndDiscardsWhatIsProved) {
    EXPECT_EQ(come_back(token).action, Verdict::Action::discard);
    ASSERT_EQ(state.bounces.size(), 1U);
    EXPECT_EQ(state.bounces[0].address, "anna@shop.example");
    EXPECT_TRUE(state.doubts.empty());
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
