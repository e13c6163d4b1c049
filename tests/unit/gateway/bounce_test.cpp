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

    Verdict come_back(const std::string& local) {
        Submission back;
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

TEST_F(BounceRole, TriesLaterWhereTheStateCannotBeRead) {
    state.down = Error{ErrorCode::unavailable, "locked"};
    EXPECT_EQ(come_back(token).reply.code, 451);
}

}  // namespace
}  // namespace postern::testing
