// SPDX-License-Identifier: Apache-2.0
//
// What becomes of a message that meets a defect of ours: here, stand-ins that throw.
#include <functional>
#include <new>
#include <stdexcept>

#include "fixture.hpp"

namespace postern::testing {
namespace {

/// A directory and a state in which something that must not happen does.
struct FailingDirectory final : Directory {
    explicit FailingDirectory(Directory& sound) : sound_(sound) {}
    std::function<void()> meet = [] {};

    Result<DraftFacts> draft_facts(const std::string& account, const std::string& chat,
                                   const std::optional<std::string>& group) override {
        meet();
        return sound_.draft_facts(account, chat, group);
    }
    Result<NotificationFacts> notification_facts(const Draft& draft, const std::string& agent,
                                                 const PresenceTerms& terms) override {
        meet();
        return sound_.notification_facts(draft, agent, terms);
    }
    Result<bool> has_account(const std::string& account) override {
        return sound_.has_account(account);
    }
    Result<bool> has_address(const std::string& account, const Address& address) override {
        return sound_.has_address(account, address);
    }

  private:
    Directory& sound_;
};

void defect() {
    throw std::out_of_range("basic_string::replace");
}

struct ADefect : GatewayTest {
    Submission due() {
        auto out = handed_over("anna");
        clock.advance(2min);
        return out;
    }
    Verdict judged(const Submission& out) { return failing.notification(*configuration, out); }

    FailingDirectory trouble{directory};
    Gateway failing{trouble, state, releases, clock};
};

TEST_F(ADefect, SetsANotificationAsideOnHoldAfterSomePresentations) {
    const auto out = due();
    trouble.meet = defect;
    for (int times = 1; times < Defects::kPatience; ++times) {
        EXPECT_EQ(judged(out).reply.code, 451) << times;
    }
    EXPECT_TRUE(state.settled.empty());
    EXPECT_EQ(judged(out), Verdict::hold()) << "as it came: released, it is judged again";
    ASSERT_EQ(state.settled.size(), 1U);
    EXPECT_EQ(state.settled[0].fate, Fate::set_aside);
    EXPECT_EQ(state.settled[0].reason, "defect: basic_string::replace");
    EXPECT_EQ(state.settled[0].queue_id, "4jXhop1");
    EXPECT_EQ(releases.arrivals, (std::vector<std::string>{"4jXhop1/anna"}));

    trouble.meet = [] {};
    auto released = out;
    released.headers.insert(released.headers.begin(), {"Received", "from hop2"});
    EXPECT_EQ(judged(released).action, Verdict::Action::accept);
    EXPECT_EQ(state.settled.back().fate, Fate::sent);
}

TEST_F(ADefect, OfOneAgentsNotificationIsNobodyElses) {
    const auto out = due();
    const auto bens = handed_over("ben");
    trouble.meet = defect;
    for (int times = 1; times < Defects::kPatience; ++times) judged(out);
    EXPECT_EQ(judged(bens).reply.code, 451);
    EXPECT_EQ(judged(out), Verdict::hold());
}

TEST_F(ADefect, IsForgottenOnceItIsGone) {
    const auto out = due();
    trouble.meet = defect;
    for (int times = 1; times < Defects::kPatience; ++times) judged(out);
    trouble.meet = [] {};
    EXPECT_EQ(judged(out).action, Verdict::Action::accept);
    trouble.meet = defect;
    EXPECT_EQ(judged(out).reply.code, 451) << "the first of a new count";
}

TEST_F(ADefect, WaitsForTheRecordBeforeItIsOnHold) {
    const auto out = due();
    trouble.meet = defect;
    for (int times = 1; times < Defects::kPatience; ++times) judged(out);
    state.down = Error{ErrorCode::unavailable, "locked"};
    EXPECT_EQ(judged(out).reply.code, 451);
    state.down.reset();
    EXPECT_EQ(judged(out), Verdict::hold());
}

TEST_F(ADefect, IsNotWhatTooLittleMemoryIs) {
    const auto out = due();
    trouble.meet = [] { throw std::bad_alloc(); };
    for (int times = 0; times < 2 * Defects::kPatience; ++times) {
        EXPECT_EQ(judged(out).reply.enhanced, "4.3.1");
    }
    EXPECT_TRUE(state.settled.empty());
}

TEST_F(ADefect, PutsADraftAndABounceOnHoldAsWell) {
    trouble.meet = defect;
    for (int times = 1; times < Defects::kPatience; ++times) {
        EXPECT_EQ(failing.draft(*configuration, message).reply.code, 451);
    }
    EXPECT_EQ(failing.draft(*configuration, message), Verdict::hold());

    configuration->read_bounce = [](const HeaderList&, std::string_view) -> BounceReport {
        throw std::logic_error("a reader's");
    };
    Submission back;
    back.recipients = {"<b+x@bounces.mail.example>"};
    for (int times = 1; times < Defects::kPatience; ++times) {
        EXPECT_EQ(failing.bounce(*configuration, back).reply.code, 451);
    }
    EXPECT_EQ(failing.bounce(*configuration, back), Verdict::hold());
}

TEST_F(ADefect, InMakingTheMessageLeavesNoRecordOfItsDeparture) {
    directory.notification.account->forward = address("info@shop.example");
    const auto out = due();
    // Who else a shared address is for is part of the message, and asked of the state.
    state.on_find = defect;
    EXPECT_EQ(present(out).reply.code, 451);
    EXPECT_TRUE(state.settled.empty());
    state.on_find = nullptr;
    EXPECT_EQ(present(out).action, Verdict::Action::accept);
    EXPECT_EQ(state.settled.back().fate, Fate::sent);
}

TEST_F(ADefect, InTheReportOfALossLeavesTheFateAsItIsAndNothingClaimed) {
    account.owner = address("owner@shop.example");
    directory.draft.account = directory.notification.account = account;
    directory.notification.agent->forward = address("ben@shop.example");
    directory.notification.forwards = {{address("ben@shop.example"), address("anna@shop.example")}};
    const auto out = due();
    // Facts for the ruling are there, those for the report are not.
    int asked = 0;
    trouble.meet = [&] {
        if (++asked > 1) defect();
    };
    EXPECT_EQ(judged(out).action, Verdict::Action::discard);
    EXPECT_EQ(state.settled.back().reason, "forward-loop");
    EXPECT_TRUE(state.reports.empty());
    EXPECT_EQ(asked, 2);
}

}  // namespace
}  // namespace postern::testing
