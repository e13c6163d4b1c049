// SPDX-License-Identifier: Apache-2.0
//
// What Postfix's log told of a notification is on record with it, counts once, and goes with it.
#include "fixture.hpp"
#include "sqlite_fixture.hpp"

namespace postern {

namespace {

using namespace std::chrono_literals;
using trail::Sighting;
using trail::Status;
using trail::Trail;
using Kind = Sighting::Kind;

class TrailsOnRecord : public StoreContract {
  protected:
    void SetUp() override {
        state_ = state();
        ASSERT_TRUE(state_->settle(anna_));
    }

    [[nodiscard]] Sighting seen(Kind kind, Duration later, int attempt = 1) const {
        Sighting sighting;
        sighting.departure = {anna_.id, attempt};
        sighting.queue_id = "4jcYHn05N5z1cbXJ";
        sighting.kind = kind;
        sighting.at = *anna_.decided + later;
        return sighting;
    }
    [[nodiscard]] Sighting tried(Duration later, Status status, const std::string& reply,
                                 const std::string& to = "anna@firm.example") const {
        auto sighting = seen(Kind::tried, later);
        sighting.to = to;
        sighting.status = status;
        sighting.agent = "smtp";
        sighting.relay = "mx.firm.example[192.0.2.1]:25";
        sighting.dsn = "2.0.0";
        sighting.reply = reply;
        return sighting;
    }
    int follow(std::vector<Sighting> sightings, const std::string& position = "p") {
        return state_->follow(std::move(sightings), {"/var/log/mail.log", position}).value();
    }
    std::vector<Trail> trails() { return state_->trails_of(anna_.id).value(); }

    const Notification anna_ = sent_to("anna", "anna@firm.example", "HOP1");
    std::unique_ptr<State> state_;
};
POSTERN_FOR_EVERY_ENGINE(TrailsOnRecord);

TEST_P(TrailsOnRecord, AreWhatTheLogTold) {
    EXPECT_TRUE(trails().empty());
    EXPECT_EQ(follow({seen(Kind::queued, 1s), tried(2s, Status::deferred, "452 full")}), 2);
    EXPECT_EQ(follow({tried(5min, Status::sent, "250 OK"), seen(Kind::removed, 5min)}), 2);
    const Trail expected{{anna_.id, 1},
                         "4jcYHn05N5z1cbXJ",
                         Status::sent,
                         2,
                         *anna_.decided + 2s,
                         *anna_.decided + 5min,
                         "smtp",
                         "mx.firm.example[192.0.2.1]:25",
                         "2.0.0",
                         "250 OK",
                         *anna_.decided + 5min,
                         *anna_.decided + 5min};
    EXPECT_EQ(trails(), std::vector{expected});
}

TEST_P(TrailsOnRecord, AreThoseOfEachDeparture) {
    follow({seen(Kind::queued, 1s, 2), seen(Kind::queued, 1s, 1)});
    const auto all = trails();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].departure.attempt, 1);
    EXPECT_EQ(all[1].departure.attempt, 2);
}

TEST_P(TrailsOnRecord, AreOfNotificationsThatWereSent) {
    const auto ben = withheld_from("ben", "HOP1");
    ASSERT_TRUE(state_->settle(ben));
    auto of_ben = seen(Kind::queued, 1s);
    of_ben.departure.notification = ben.id;
    auto of_nobody = seen(Kind::queued, 1s);
    of_nobody.departure.notification = "id-nobody";
    EXPECT_EQ(follow({of_ben, of_nobody}), 0);
    EXPECT_TRUE(state_->trails_of(ben.id).value().empty());
    EXPECT_TRUE(state_->trails_of("id-nobody").value().empty());
}

TEST_P(TrailsOnRecord, LeaveOutOtherRecipientsOfTheSameFile) {
    EXPECT_EQ(follow({tried(1s, Status::bounced, "550 no", "archive@firm.example"),
                      tried(2s, Status::sent, "250 OK")}),
              1);
    EXPECT_EQ(trails().at(0).tries, 1);
}

/// A short queue id may have been that of another message before.
TEST_P(TrailsOnRecord, LeaveOutWhatIsOlderThanTheDecision) {
    EXPECT_EQ(follow({tried(-2h, Status::bounced, "550 no")}), 0);
    EXPECT_EQ(follow({tried(-1h, Status::sent, "250 OK")}), 1) << "summer time may have ended";
}

TEST_P(TrailsOnRecord, RememberHowFarTheLogWasRead) {
    EXPECT_EQ(state_->position_in("/var/log/mail.log").value(), "");
    follow({}, "1 2 three");
    follow({}, "4 5 six");
    EXPECT_EQ(state_->position_in("/var/log/mail.log").value(), "4 5 six");
    EXPECT_EQ(state_->position_in("journal").value(), "");
}

TEST_P(TrailsOnRecord, ThatAreOpenAreKnownByTheirFiles) {
    follow({seen(Kind::queued, 1s), seen(Kind::queued, 1s, 2)});
    auto of_another = seen(Kind::removed, 2s, 2);
    follow({of_another});
    const auto open = state_->open_trails(10).value();
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0], OpenTrail("4jcYHn05N5z1cbXJ", {anna_.id, 1}));
    EXPECT_TRUE(state_->open_trails(0).value().empty());
}

TEST_P(TrailsOnRecord, AreFoundByTheFileTheyWereSeenIn) {
    follow({seen(Kind::queued, 1s), seen(Kind::queued, 1s, 2)});
    EXPECT_EQ(state_->seen_in("4jcYHn05N5z1cbXJ").value(), std::vector<std::string>{anna_.id});
    EXPECT_TRUE(state_->seen_in("HOP1").value().empty());
}

TEST_P(TrailsOnRecord, GoWithTheTrialTheyAreOf) {
    follow({seen(Kind::queued, 1s)});
    EXPECT_EQ(state_->forget("shop", "d1").value(), 1);
    EXPECT_TRUE(trails().empty());
    EXPECT_TRUE(state_->open_trails(10).value().empty());
}

TEST_P(TrailsOnRecord, ArePrunedWithTheirNotifications) {
    follow({seen(Kind::queued, 1s)});
    auto young = sent_to("ben", "ben@firm.example", "HOP2");
    young.draft = "d2";
    young.decided = clock_.now() + std::chrono::days{60};
    ASSERT_TRUE(state_->settle(young));
    auto of_young = seen(Kind::queued, std::chrono::days{60});
    of_young.departure.notification = young.id;
    follow({of_young});
    // A write each half day, and a removal behind it.
    for (int i = 0; i < 2 * 100; ++i) {
        clock_.advance(12h);
        ASSERT_TRUE(state_->lift({}, {}));
    }
    ASSERT_TRUE(state_->lift({}, {}));
    EXPECT_TRUE(trails().empty());
    EXPECT_EQ(state_->trails_of(young.id).value().size(), 1U);
    EXPECT_EQ(state_->open_trails(10).value().size(), 1U);
}

TEST_P(TrailsOnRecord, AreNotWrittenByWhoOnlyReads) {
    auto options = state_options();
    options.read_only = true;
    const auto reading = open_state(options).value();
    EXPECT_FALSE(reading->follow({seen(Kind::queued, 1s)}, {"log", "p"}));
    EXPECT_TRUE(trails().empty());
}

using SqliteTrails = SqliteFailure;

TEST_F(SqliteTrails, ComeWithVersionEleven) {
    const auto anna = sent_to("anna", "anna@firm.example", "HOP1");
    {
        const auto state = this->state();
        ASSERT_TRUE(state->settle(anna));
    }
    for (const auto* change : {"DROP TABLE trails", "DROP TABLE log_positions",
                               "UPDATE schema_version SET version = 10 WHERE part = 'state'"}) {
        stranger("state") << change;
    }
    const auto state = this->state();
    EXPECT_EQ(all_of(*state), std::vector{anna});
    Sighting queued;
    queued.departure = {anna.id, 1};
    queued.at = *anna.decided;
    EXPECT_EQ(state->follow({queued}, {"log", "p"}).value(), 1);
    EXPECT_EQ(state->trails_of(anna.id).value().size(), 1U);
}

}  // namespace

}  // namespace postern
