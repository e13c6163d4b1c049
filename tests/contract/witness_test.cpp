// SPDX-License-Identifier: Apache-2.0
//
// Whose word counts for whom: what one account meets, answers or makes up moves its own sender
// domains, and nobody else's.
#include <array>
#include <random>

#include "fixture.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;

class Witnessed : public StoreContract {
  protected:
    /// A notification of that account to that address, decided now.
    Notification send(State& state, const std::string& account, const std::string& address) {
        auto n = sent_to(address, address, "");
        n.account = account;
        n.draft = "d" + std::to_string(++drafts_);
        n.id = n.draft;
        n.queue_id = "Q-" + n.draft;
        n.sender_domain.clear();
        n.decided = clock_.now();
        auto to = to_;
        to.address = address;
        return state.settle(n, {to}).value().standing;
    }
    /// Which sender domain the account's next one takes, "" for none.
    std::string taken(State& state, const std::string& account) {
        return send(state, account, "x@" + account + ".example").sender_domain;
    }
    ProvedBounce report(const Notification& n, BounceClass bounce_class,
                        ReportOrigin origin = ReportOrigin::ours) const {
        ProvedBounce bounce{n.id,
                            n.address,
                            n.agent,
                            n.kind,
                            *n.decided,
                            {n.address, "", bounce_class, DeliveryAction::failed, "5.7.1", "550",
                             "550 5.7.1 blocked", ""},
                            "mail.site.example",
                            clock_.now()};
        bounce.attempt = n.attempt;
        bounce.sender_domain = n.sender_domain;
        bounce.provider = n.provider;
        bounce.delivery = "B" + n.id;
        bounce.account = n.account;
        bounce.origin = origin;
        return bounce;
    }
    BounceEffect refuse(State& state, const std::string& account, const std::string& address) {
        return state.bounced(report(send(state, account, address), BounceClass::blocked)).value();
    }
    /// By so many accounts, each for a mailbox of its own.
    void refuse_by(State& state, int count, const std::string& name = "firm") {
        for (int i = 0; i < count; ++i) {
            const auto account = name + std::to_string(i);
            static_cast<void>(refuse(state, account, "ann@" + account + ".example"));
        }
    }
    void complain_by(State& state, int count, bool vouched) {
        for (int i = 0; i < count; ++i) {
            const auto account = "firm" + std::to_string(i);
            // Who complained gets no more: another agent each time.
            const auto agent = "a" + std::to_string(drafts_) + "@" + account + ".example";
            auto complaint =
                report(send(state, account, agent), BounceClass::complaint, ReportOrigin::outside);
            complaint.outcome.action = DeliveryAction::none;
            complaint.vouched = vouched;
            EXPECT_TRUE(state.bounced(complaint));
        }
    }
    std::unique_ptr<State> state_with(const ReputationSettings& terms) const {
        auto options = state_options();
        options.terms.reputation = terms;
        return open_state(options).value();
    }

    int drafts_ = 0;
    Destination to_{"",
                    "google",
                    {{"one.example", "id@one.example", {}}, {"two.example", "id@two.example", {}}}};
};
POSTERN_FOR_EVERY_ENGINE(Witnessed);

TEST_P(Witnessed, OneAccountMovesItsOwnAtOnceAndNobodyElses) {
    const auto state = this->state();
    EXPECT_EQ(refuse(*state, "shop", "ann@shop.example").senders_suspended.at(0).account, "shop");
    EXPECT_EQ(taken(*state, "shop"), "two.example");
    EXPECT_EQ(taken(*state, "other"), "one.example");
}

TEST_P(Witnessed, SeveralAccountsMoveEverybodys) {
    const auto state = this->state();
    refuse_by(*state, 2);
    EXPECT_EQ(taken(*state, "other"), "one.example");
    const auto effect = refuse(*state, "firm2", "ann@firm2.example");
    ASSERT_EQ(effect.senders_suspended.size(), 2U);
    EXPECT_EQ(effect.senders_suspended[1].account, "");
    EXPECT_EQ(taken(*state, "other"), "two.example");
    clock_.advance(2h);
    EXPECT_EQ(taken(*state, "other"), "one.example") << "probed";
}

TEST_P(Witnessed, SeveralAccountsWithOneMailboxAreOne) {
    const auto state = this->state();
    const std::vector<std::string> spellings{"evil@gmail.com", "e.vil@gmail.com",
                                             "EVIL+x@googlemail.com", "ev.il@gmail.com"};
    for (std::size_t i = 0; i < spellings.size(); ++i) {
        static_cast<void>(refuse(*state, "evil" + std::to_string(i), spellings[i]));
    }
    EXPECT_EQ(taken(*state, "other"), "one.example");
}

TEST_P(Witnessed, WhatComesFromOutsideMovesNobodys) {
    const auto state = this->state();
    for (const auto origin : {ReportOrigin::outside, ReportOrigin::unknown}) {
        for (int i = 0; i < 5; ++i) {
            const auto account = "firm" + std::to_string(i);
            const auto n = send(*state, account, "ann@" + account + ".example");
            const auto effect = state->bounced(report(n, BounceClass::blocked, origin)).value();
            EXPECT_TRUE(effect.senders_suspended.empty());
            EXPECT_EQ(taken(*state, account), "one.example");
        }
    }
    EXPECT_TRUE(state->sender_standings({}).value().empty());
    EXPECT_EQ(state->sender_traffic({}, clock_.now() - 1h).value().at(0).traffic.refused, 0);
}

TEST_P(Witnessed, WhatComesFromOutsideStillCountsForItsOwnRecipient) {
    const auto state = this->state();
    const auto n = send(*state, "shop", "ann@shop.example");
    const auto effect =
        state->bounced(report(n, BounceClass::user_unknown, ReportOrigin::outside)).value();
    EXPECT_EQ(effect.outcome, BounceEffect::Outcome::suppressed);
    auto refusal = report(send(*state, "shop", "ben@shop.example"), BounceClass::blocked,
                          ReportOrigin::outside);
    refusal.again = OneMoreTry{to_.senders, 4h};
    const auto again = state->bounced(refusal).value().again;
    ASSERT_TRUE(again) << "and their second try harms nobody";
    EXPECT_EQ(again->sender_domain, "two.example");
}

TEST_P(Witnessed, OneAccountsProbeProlongsNothingForOthers) {
    const auto state = this->state();
    refuse_by(*state, 3);
    clock_.advance(2h);
    for (int i = 0; i < 20; ++i) {
        static_cast<void>(refuse(*state, "evil", "m" + std::to_string(i) + "@evil.example"));
        clock_.advance(5min);
    }
    EXPECT_EQ(taken(*state, "other"), "one.example");
}

TEST_P(Witnessed, OneAccountKeepsNobodyFromUsingItAgain) {
    to_.senders.push_back({"three.example", "id@three.example", 0});
    const auto state = this->state();
    refuse_by(*state, 3);
    clock_.advance(2h);
    // Whatever it sends, and whether it answers or not.
    for (int i = 0; i < 50; ++i) static_cast<void>(taken(*state, "silent"));
    static_cast<void>(refuse(*state, "evil", "m@evil.example"));
    for (int i = 0; i < 5; ++i) EXPECT_EQ(taken(*state, "other"), "one.example");
    refuse_by(*state, 3, "more");
    EXPECT_EQ(taken(*state, "other"), "two.example") << "several accounts again";
    const auto all = state->sender_standings({}).value();
    for (const auto& each : all) {
        EXPECT_TRUE(!each.account.empty() || each.step == 2);
    }
}

TEST_P(Witnessed, ComplaintsTakeSeveralAccountsAndAVoucher) {
    ReputationSettings terms;
    terms.complaint_volume = 10;
    const auto state = state_with(terms);
    for (int i = 0; i < 10; ++i) static_cast<void>(taken(*state, "busy"));
    complain_by(*state, 5, false);
    EXPECT_EQ(taken(*state, "other"), "one.example") << "nobody answers for those";
    complain_by(*state, 2, true);
    EXPECT_EQ(taken(*state, "other"), "one.example");
    complain_by(*state, 3, true);
    EXPECT_EQ(taken(*state, "other"), "two.example");

    // What was known when it was resumed, or suspended, counts no more.
    clock_.advance(1min);
    ASSERT_TRUE(state->resume_sender("one.example", "", {"mia", "", clock_.now()}));
    clock_.advance(1h);
    complain_by(*state, 2, true);
    EXPECT_EQ(taken(*state, "other"), "one.example");
}

TEST_P(Witnessed, NoAccountTakesACapForItself) {
    to_.senders = {{"one.example", "id@one.example", 10}};
    const auto state = this->state();
    EXPECT_EQ(taken(*state, "other"), "one.example");
    int left = 0;
    for (int i = 0; i < 20; ++i) {
        if (!taken(*state, "evil").empty()) ++left;
    }
    EXPECT_EQ(left, 5);
    EXPECT_EQ(taken(*state, "other"), "one.example");
    EXPECT_EQ(taken(*state, "third"), "one.example");
}

TEST_P(Witnessed, IsForgottenInTime) {
    const auto state = this->state();
    refuse_by(*state, 2);
    // Removal follows each batch, goes on by a day at most, and precedes the next one.
    for (int half_day = 0; half_day < 22; ++half_day) {
        clock_.advance(std::chrono::hours{12});
        ASSERT_TRUE(state->lift({}, {}));
    }
    EXPECT_TRUE(state->sender_standings({}).value().empty());
    refuse_by(*state, 1, "late");
    EXPECT_EQ(taken(*state, "other"), "one.example");
}

/// A day of a site, drawn at random; the worst tenant may take part. What the others do in it, and
/// when, is the same with and without.
class Day {
  public:
    explicit Day(unsigned seed) : random_(seed) {}
    [[nodiscard]] std::size_t draw(std::size_t below) { return random_() % below; }

  private:
    std::mt19937 random_;
};

class WorstTenant : public Witnessed {
  protected:
    /// Anything that comes back for a notification of its own. Where that went to somebody else's
    /// mailbox nobody but them has the return path; but what it says may have it refused there.
    void answer(State& state, Day& day, const Notification& n, bool is_own) {
        constexpr std::array kClasses{BounceClass::blocked,      BounceClass::policy,
                                      BounceClass::rate_limited, BounceClass::content_spam,
                                      BounceClass::complaint,    BounceClass::user_unknown,
                                      BounceClass::mailbox_full, BounceClass::delivered};
        auto bounce = report(n, kClasses.at(day.draw(is_own ? kClasses.size() : 4)),
                             is_own ? static_cast<ReportOrigin>(day.draw(3)) : ReportOrigin::ours);
        bounce.vouched = day.draw(2) == 0;
        if (day.draw(4) == 0) {
            bounce.outcome.delayed_as = bounce.outcome.bounce_class;
            bounce.outcome.bounce_class = BounceClass::delayed;
            bounce.outcome.action = DeliveryAction::delayed;
        }
        if (day.draw(3) == 0) bounce.again = OneMoreTry{to_.senders, 4h};
        EXPECT_TRUE(state.bounced(bounce));
    }
    void do_harm(State& state, Day& day) {
        for (auto count = day.draw(6); count > 0; --count) {
            // Now and then for somebody else's mailbox.
            const bool is_own = day.draw(4) > 0;
            const auto address = is_own ? "m" + std::to_string(day.draw(9)) + "@evil.example"
                                        : "ann@firm" + std::to_string(day.draw(4)) + ".example";
            const auto n = send(state, "evil", address);
            if (n.fate == Fate::sent) answer(state, day, n, is_own);
        }
    }
    /// Which domains the others' notifications took, in order.
    std::vector<std::string> others(unsigned seed, bool with_the_worst) {
        drafts_ = 0;
        auto options = state_options("state-" + std::to_string(seed) + (with_the_worst ? "w" : ""));
        options.terms.reputation.complaint_volume = 5;
        const auto state = open_state(options).value();
        Day day(seed);
        Day evil(seed + 1);
        std::vector<std::string> took;
        for (int i = 0; i < 60; ++i) {
            clock_.advance(std::chrono::minutes{day.draw(20)});
            if (with_the_worst) do_harm(*state, evil);
            const auto account = "firm" + std::to_string(day.draw(4));
            const auto n = send(*state, account, "ann@" + account + ".example");
            took.push_back(account + " " + n.sender_domain);
            // One of them is refused as well: fewer than it takes even together with the worst.
            if (account == "firm0" && day.draw(3) == 0) {
                EXPECT_TRUE(state->bounced(report(n, BounceClass::blocked)));
            }
        }
        return took;
    }
};
POSTERN_FOR_EVERY_ENGINE(WorstTenant);

TEST_P(WorstTenant, ChangesNothingForAnybodyElse) {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        EXPECT_EQ(others(seed, true), others(seed, false)) << "seed " << seed;
    }
}

}  // namespace

}  // namespace postern
