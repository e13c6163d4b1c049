// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

#include "sqlite_fixture.hpp"

namespace postern {

namespace {

class SqliteState : public SqliteFailure {};

constexpr uid_t kNobody = 65534;

/// The files of the database, those that SQLite puts beside it included.
class SqliteRestoredByRoot : public SqliteFailure {
  protected:
    void SetUp() override {
        if (geteuid() != 0) GTEST_SKIP() << "only root can act as another";
        fs::permissions(folder_.path(), fs::perms::all);
    }
    void put_in_place_as_root() const {
        const Privileged root;
        static_cast<void>(*open_state({options("copy"), std::chrono::days{90}, &clock_}));
        static_cast<void>(*open_directory_editor(options("copy")));
        remove("state");
        fs::rename(file("copy"), file("state"));
        for (const auto* suffix : {"-wal", "-shm"}) {
            std::ofstream(file("state").string() + suffix).close();
        }
    }
    /// The first may find what an earlier session left behind, and clears it away.
    static bool settles_at_the_second_call(State& state) {
        return state.settle(withheld_from("ben", "Q2")) || state.settle(withheld_from("ben", "Q2"));
    }
    void hand_over() const {
        const Privileged root;
        for (const auto& entry : fs::directory_iterator(folder_.path())) {
            ASSERT_EQ(::chown(entry.path().c_str(), kNobody, kNobody), 0);
        }
    }
};

TEST_F(SqliteState, WaitsNoLongerThanTheBusyTimeoutForALock) {
    const auto state = this->state();
    auto other = stranger("state");
    other << "BEGIN IMMEDIATE";
    const auto refused = state->settle(withheld_from("anna", "Q1"));
    expect_unavailable(refused);
    EXPECT_EQ(refused.error().message(), "state: database is locked");
    EXPECT_TRUE(all_of(*state).empty());
    other << "COMMIT";
    EXPECT_TRUE(state->settle(withheld_from("anna", "Q1")));
    EXPECT_EQ(all_of(*state).size(), 1U);
}

TEST_F(SqliteState, IsThereOnceItsFolderIsWhereItMayBeAbsent) {
    auto late = options("late/state");
    EXPECT_FALSE(open_state({late}));
    late.may_be_absent = true;
    const auto state = open_state({late}).value();
    expect_unavailable(state->settle(withheld_from("anna", "Q1")));
    expect_unavailable(state->find({}));
    fs::create_directory(folder_.path() / "late");
    EXPECT_TRUE(state->settle(withheld_from("anna", "Q1")));
    EXPECT_EQ(all_of(*state).size(), 1U);
}

TEST_F(SqliteState, StartsAFreshDatabaseWhereItsFileWasDeleted) {
    const auto state = this->state();
    ASSERT_TRUE(state->settle(withheld_from("anna", "Q1")));
    remove("state");
    expect_unavailable(state->find({}));
    ASSERT_TRUE(state->settle(withheld_from("ben", "Q2")));
    EXPECT_EQ(all_of(*state), std::vector{withheld_from("ben", "Q2")});
    EXPECT_EQ(all_of(*this->state()).size(), 1U);
}

TEST_F(SqliteState, GoesOnWithTheDatabaseThatReplacedItsOwn) {
    const auto state = this->state();
    {
        const auto other = *open_state({options("other"), std::chrono::days{90}, &clock_});
        ASSERT_TRUE(other->settle(withheld_from("ben", "Q2")));
    }
    ASSERT_TRUE(state->settle(withheld_from("anna", "Q1")));
    remove("state");
    fs::rename(file("other"), file("state"));
    EXPECT_EQ(all_of(*state), std::vector{withheld_from("ben", "Q2")});
    ASSERT_TRUE(state->settle(withheld_from("cleo", "Q3")));
    EXPECT_EQ(all_of(*state).size(), 2U);
}

TEST_F(SqliteState, RecoversWhenItsFolderComesBack) {
    const auto state = this->state();
    const auto aside = folder_.path().string() + "-aside";
    fs::rename(folder_.path(), aside);
    expect_unavailable(state->settle(withheld_from("anna", "Q1")));
    expect_unavailable(state->unfinished());
    fs::rename(aside, folder_.path());
    EXPECT_TRUE(state->settle(withheld_from("anna", "Q1")));
    EXPECT_TRUE(state->unfinished());
}

TEST_F(SqliteState, RefusesASchemaNewerThanOurs) {
    static_cast<void>(state());
    stranger("state") << "UPDATE schema_version SET version = 99 WHERE part = 'state'";
    const auto opened = open_state({options("state")});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::conflict);
    EXPECT_NE(opened.error().message().find("version 99"), std::string::npos);
}

TEST_F(SqliteState, KeepsWhatVersionFourHeldOfSenderDomains) {
    auto n = withheld_from("anna", "Q1");
    n.fate = Fate::sent;
    n.address = "anna@shop.example";
    n.sender_domain = "one.example";
    n.provider = "google";
    n.decided = clock_.now();
    {
        const auto state = this->state();
        ASSERT_TRUE(state->settle(n));
        ProvedBounce bounce{n.id,
                            n.address,
                            n.agent,
                            n.kind,
                            clock_.now(),
                            {n.address, "", BounceClass::blocked, DeliveryAction::failed, "5.7.1",
                             "550", "550 5.7.1 no", ""},
                            "mx.shop.example",
                            clock_.now()};
        bounce.sender_domain = n.sender_domain;
        bounce.provider = n.provider;
        bounce.account = n.account;
        bounce.origin = ReportOrigin::ours;
        ASSERT_EQ(state->bounced(bounce)->senders_suspended.size(), 1U);
    }
    // As version 4 had them.
    for (const auto* change :
         {"DROP TABLE sender_evidence", "DROP TABLE sender_accounts",
          "CREATE TABLE standings_4 AS SELECT sender_domain, provider, cause, evidence, author, "
          "notification, since_at, held_until, step, round, round_sent, round_began_at, "
          "recovered_at FROM sender_standings",
          "DROP TABLE sender_standings", "ALTER TABLE standings_4 RENAME TO sender_standings",
          "ALTER TABLE sender_changes DROP COLUMN account",
          "ALTER TABLE sender_changes DROP COLUMN held_until",
          "ALTER TABLE sender_changes DROP COLUMN step",
          "ALTER TABLE bounces DROP COLUMN not_again", "ALTER TABLE bounces DROP COLUMN fault",
          "DROP TABLE restorations", "DROP TABLE trails", "DROP TABLE log_positions",
          "UPDATE schema_version SET version = 4 WHERE part = 'state'"}) {
        stranger("state") << change;
    }
    const auto state = this->state();
    EXPECT_EQ(all_of(*state), std::vector{n});
    const auto standings = state->sender_standings({}).value();
    ASSERT_EQ(standings.size(), 1U);
    EXPECT_EQ(standings[0].until, clock_.now() + std::chrono::hours{2});
    EXPECT_EQ(standings[0].mailbox, "");
    EXPECT_EQ(standings[0].account, "") << "everybody's, as it was";
    EXPECT_EQ(state->sender_changes({}).value().at(0).step, 0) << "not known";
    EXPECT_EQ(state->bounces_of(n.id).value().at(0).fault, Fault::sender);
}

TEST_F(SqliteState, RefusesAFileThatIsNoDatabase) {
    std::ofstream(file("state")) << std::string(8192, 'x');
    const auto opened = open_state({options("state")});
    expect_unavailable(opened);
    EXPECT_NE(opened.error().message().find("not a database"), std::string::npos);
}

TEST_F(SqliteState, NeedsItsFolder) {
    expect_unavailable(open_state({{"sqlite:" + (folder_.path() / "none" / "x.db").string()}}));
}

/// Files this thread and those it starts may not write beyond `bytes`.
class SmallDisk {
  public:
    explicit SmallDisk(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit small{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, SIG_DFL);
    }

  private:
    rlimit before_{};
};

TEST_F(SqliteState, SurvivesAFullDisk) {
    const auto state = this->state();
    ASSERT_TRUE(state->settle(withheld_from("anna", "Q1")));
    {
        const SmallDisk full(1024);
        expect_unavailable(state->settle(withheld_from("ben", "Q2")));
        expect_unavailable(state->settle(withheld_from("ben", "Q2")));
    }
    EXPECT_EQ(all_of(*state), std::vector{withheld_from("anna", "Q1")});
    EXPECT_TRUE(state->settle(withheld_from("ben", "Q2")));
    EXPECT_EQ(all_of(*state).size(), 2U);
}

TEST_F(SqliteState, CannotWriteAFileItMayOnlyRead) {
    static_cast<void>(state());
    for (const auto& entry : fs::directory_iterator(folder_.path())) {
        fs::permissions(entry, kReadable);
    }
    fs::permissions(folder_.path(), fs::perms::all);
    const Unprivileged nobody;
    const auto opened = open_state({options("state")});
    if (opened) expect_unavailable((*opened)->settle(withheld_from("anna", "Q1")));
    if (!opened) expect_unavailable(opened);
}

TEST_F(SqliteRestoredByRoot, IsWrittenAgainOnceItIsHandedOver) {
    const Unprivileged nobody;
    const auto state = this->state();
    ASSERT_TRUE(state->settle(withheld_from("anna", "Q1")));
    put_in_place_as_root();
    EXPECT_TRUE(all_of(*state).empty()) << "readable, although not writable";
    expect_unavailable(state->settle(withheld_from("ben", "Q2")));
    EXPECT_TRUE(all_of(*state).empty()) << "read once more, before it is handed over";
    hand_over();
    EXPECT_TRUE(settles_at_the_second_call(*state));
    EXPECT_EQ(all_of(*state).size(), 1U);
}

TEST_F(SqliteRestoredByRoot, IsWrittenAgainWhereTheDirectoryIsReadFromTheSameFile) {
    const Unprivileged nobody;
    static_cast<void>(*open_directory_editor(options("state")));
    const auto directory = *open_directory(options("state"));
    const auto state = this->state();
    put_in_place_as_root();
    ASSERT_TRUE(directory->has_account("shop"));
    expect_unavailable(state->settle(withheld_from("ben", "Q2")));
    ASSERT_TRUE(directory->has_account("shop"));
    hand_over();
    static_cast<void>(state->settle(withheld_from("ben", "Q2")));
    ASSERT_TRUE(directory->has_account("shop"));
    EXPECT_TRUE(settles_at_the_second_call(*state));
}

}  // namespace

}  // namespace postern
