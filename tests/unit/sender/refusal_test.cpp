// SPDX-License-Identifier: Apache-2.0
#include "postern/sender/refusal.hpp"

#include <map>
#include <set>

#include <gtest/gtest.h>

namespace postern {
namespace {

using namespace std::chrono_literals;

const TimePoint kStart{std::chrono::days{20'000}};
const ReputationSettings kTerms{};

/// One provider, at which few notifications are sent: any refusal is enough to suspend.
class Refusals : public ::testing::Test {
  protected:
    /// From that domain to that mailbox, refused right after it left.
    void refuse(const std::string& domain, const std::string& mailbox, int attempt = 1) {
        strike(domain, mailbox, attempt, false, true);
    }
    void strike(const std::string& domain, const std::string& mailbox, int attempt, bool is_delay,
                bool alone) {
        SenderStrike strike{domain, "google", "550 5.7.1 no", "n1",     now_ - 1s,
                            now_,   mailbox,  attempt,        is_delay, alone};
        strike.refuses_all = refused_[mailbox].size() > 1;
        if (!is_delay) refused_[mailbox].insert(domain);
        std::vector<SenderStanding> there;
        for (const auto& [name, standing] : standings_) there.push_back(standing);
        for (const auto& next : judge_refusal(there, strike, {1, 1}, kTerms)) {
            standings_[next.domain] = next;
        }
    }
    /// And once more from the other one.
    void refuse_both(const std::string& address) {
        refuse("one.example", address);
        refuse("two.example", address, 2);
    }
    std::string_view stage(const std::string& domain) const {
        const auto found = standings_.find(domain);
        return name_of(found == standings_.end() ? SenderStage::forgotten
                                                 : stage_of(found->second, now_, kTerms));
    }

    TimePoint now_ = kStart;
    std::map<std::string, std::set<std::string>> refused_;  ///< Within a day, by mailbox.
    std::map<std::string, SenderStanding> standings_;
};

TEST_F(Refusals, ByOneAddressOfOneDomainSuspendIt) {
    refuse("one.example", "ann@firm.example");
    EXPECT_EQ(stage("one.example"), "suspended");
    EXPECT_EQ(stage("two.example"), "good");
}

TEST_F(Refusals, ByAnAddressThatRefusesTheNextDomainTooSuspendNeither) {
    refuse_both("group@firm.example");
    EXPECT_EQ(stage("one.example"), "good");
    EXPECT_EQ(stage("two.example"), "good");
    // Nor do they count when the domain is really refused, the next time.
    refuse("one.example", "ann@firm.example");
    EXPECT_EQ(standings_["one.example"].step, 1);
}

TEST_F(Refusals, ByThatAddressAgainChangeNothing) {
    refuse_both("group@firm.example");
    const auto before = standings_;
    now_ += 1h;
    refuse_both("group@firm.example");
    EXPECT_EQ(standings_, before);
}

TEST_F(Refusals, ThatOneRecipientMakesUpDoNotTakeOneDomainAfterTheOther) {
    // Whoever has notifications has return paths of ours, and can send reports to them.
    refuse("one.example", "mallory@firm.example");
    refuse("two.example", "mallory@firm.example");
    refuse("one.example", "mallory@firm.example");
    EXPECT_EQ(stage("one.example"), "good");
    EXPECT_EQ(stage("two.example"), "good");
}

TEST_F(Refusals, ByASecondAddressOfBothAreTheProviders) {
    refuse_both("ann@firm.example");
    now_ += 10min;
    refuse_both("ben@firm.example");
    EXPECT_EQ(stage("one.example"), "suspended");
    EXPECT_EQ(stage("two.example"), "suspended");
}

TEST_F(Refusals, DoNotAddUpOverHours) {
    refuse_both("group@firm.example");
    now_ += 2h;
    refuse_both("other-group@firm.example");
    EXPECT_EQ(stage("one.example"), "good");
    EXPECT_EQ(stage("two.example"), "good");
}

TEST_F(Refusals, BySeveralAddressesAreNotDisputedByOneOfThem) {
    strike("one.example", "ann@firm.example", 1, false, false);
    refuse("two.example", "ann@firm.example", 2);
    EXPECT_EQ(stage("one.example"), "suspended");
    EXPECT_EQ(stage("two.example"), "good");
}

TEST_F(Refusals, ByTheOnlyRecipientCountAgainOnceTheFirstDomainIsInUse) {
    refuse("one.example", "ann@firm.example");
    now_ += 5 * 24h;
    standings_["one.example"].recovered = now_;
    refuse("two.example", "ann@firm.example");
    EXPECT_EQ(stage("two.example"), "suspended");
    EXPECT_EQ(stage("one.example"), "recovered");
}

TEST_F(Refusals, ThatOnlyPutOffDisputeNothingAndTakeNoSecondDomain) {
    refuse("one.example", "ann@firm.example");
    strike("two.example", "ann@firm.example", 1, true, true);
    EXPECT_EQ(stage("one.example"), "suspended");
    EXPECT_EQ(stage("two.example"), "good");
    strike("two.example", "ben@firm.example", 1, true, true);
    EXPECT_EQ(stage("two.example"), "suspended");
}

TEST_F(Refusals, ThatAreDisputedAddUpToNoSteps) {
    refuse("one.example", "ann@firm.example");
    now_ += 2h;
    standings_["one.example"].recovered = now_;
    for (int day = 0; day < 8; ++day) {
        refused_.clear();
        refuse_both("group@firm.example");
        now_ += 24h;
    }
    refuse("one.example", "ben@firm.example");
    EXPECT_EQ(standings_["one.example"].step, 2);
}

TEST_F(Refusals, OfAProbeByAnAddressThatRefusesAllAreNoNews) {
    strike("one.example", "ann@firm.example", 1, false, false);
    refuse("two.example", "group@firm.example", 1);
    now_ += 2h;
    EXPECT_EQ(stage("one.example"), "to be probed");
    refuse("one.example", "group@firm.example");
    EXPECT_EQ(stage("one.example"), "to be probed");
}

}  // namespace
}  // namespace postern
