// SPDX-License-Identifier: Apache-2.0
//
// Copies of a database and their way back, as an operator meets them: with posternd at work, with
// what an earlier database left beside its file, with a copy that is none.
#include <csignal>
#include <fstream>
#include <set>
#include <sys/resource.h>

#include "postern/store/backup.hpp"

#include "sqlite_fixture.hpp"

namespace postern {

namespace {

class SqliteCopy : public SqliteFailure {
  protected:
    [[nodiscard]] Result<void> back_up_to(const std::string& copy) const {
        return back_up(options("state"), file(copy));
    }
    [[nodiscard]] Result<void> restore_from(const std::string& copy) const {
        auto opened = open_backup(options("state"), Part::state, file(copy));
        return opened ? (*opened)->put_in_place(clock_.now()) : opened.error();
    }
    /// One with anna's notification, and its copy.
    void make_state_and_copy() const {
        const auto state = this->state();
        ASSERT_TRUE(state->settle(withheld_from("anna", "Q1")));
        ASSERT_TRUE(back_up_to("copy"));
    }
};

TEST_F(SqliteCopy, HoldsWhatIsStillInTheLogWhileOthersReadAndWrite) {
    const auto state = this->state();
    ASSERT_TRUE(state->settle(withheld_from("anna", "Q1")));
    ASSERT_TRUE(fs::exists(file("state").string() + "-wal"));
    ASSERT_TRUE(back_up_to("copy"));
    ASSERT_TRUE(state->settle(withheld_from("ben", "Q2")));
    const auto copy = *open_state({options("copy"), std::chrono::days{90}, &clock_});
    EXPECT_EQ(all_of(*copy), std::vector{withheld_from("anna", "Q1")});
}

TEST_F(SqliteCopy, IsOneFileForItsOwnerAlone) {
    make_state_and_copy();
    EXPECT_FALSE(fs::exists(file("copy").string() + "-wal"));
    EXPECT_EQ(fs::status(file("copy")).permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SqliteCopy, ReplacesNoOther) {
    make_state_and_copy();
    const auto again = back_up_to("copy");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::conflict);
}

TEST_F(SqliteCopy, ComesBackWithoutTheLogOfTheDatabaseItReplaces) {
    make_state_and_copy();
    ASSERT_TRUE(state()->settle(withheld_from("ben", "Q2")));
    std::ofstream(file("state").string() + "-wal") << std::string(8192, 'x');
    std::ofstream(file("state").string() + "-shm") << std::string(32768, 'x');
    ASSERT_TRUE(restore_from("copy"));
    EXPECT_FALSE(fs::exists(file("state").string() + "-wal"));
    EXPECT_EQ(all_of(*state()), std::vector{withheld_from("anna", "Q1")});
}

TEST_F(SqliteCopy, ComesBackInPlaceOfADamagedDatabaseAndOfNone) {
    make_state_and_copy();
    std::ofstream(file("state"), std::ios::trunc) << std::string(8192, 'x');
    ASSERT_TRUE(restore_from("copy"));
    EXPECT_EQ(all_of(*state()).size(), 1U);
    remove("state");
    ASSERT_TRUE(restore_from("copy"));
    EXPECT_EQ(all_of(*state()).size(), 1U);
}

TEST_F(SqliteCopy, IsRefusedWhileAnyProgramHasTheDatabaseOpen) {
    make_state_and_copy();
    auto other = stranger("state");
    other << "SELECT count(*) FROM notifications";
    // The lock is of a process: this one would not see its own.
    const auto refused = in_another_process([&] { return restore_from("copy"); });
    EXPECT_EQ(refused, ErrorCode::conflict);
    other.close();
    EXPECT_TRUE(restore_from("copy"));
}

TEST_F(SqliteCopy, ThatIsNoneChangesNothing) {
    make_state_and_copy();
    std::ofstream(file("text")) << std::string(8192, 'x');
    EXPECT_EQ(restore_from("text").error().code, ErrorCode::invalid);
    EXPECT_EQ(restore_from("none").error().code, ErrorCode::unavailable);
    static_cast<void>(*open_directory_editor(options("directory")));
    EXPECT_EQ(restore_from("directory").error().code, ErrorCode::invalid);
    stranger("copy") << "UPDATE schema_version SET version = 99";
    EXPECT_EQ(restore_from("copy").error().code, ErrorCode::conflict);
    EXPECT_EQ(all_of(*state()).size(), 1U);
    EXPECT_FALSE(fs::exists(file("state").string() + ".restored"));
}

/// Nobody knows what was decided between the copy and its return.
TEST_F(SqliteCopy, ClaimsOfWhatItKnewBeforeItCameBackNoMoreThanThat) {
    const auto n = issued_to("anna");
    const auto refused = issued_to("ben");
    ASSERT_TRUE(state()->accept({n, refused}).value());
    ASSERT_TRUE(back_up_to("copy"));
    clock_.advance(n.accepted - clock_.now() + std::chrono::minutes{5});
    ASSERT_TRUE(restore_from("copy"));
    const auto state = this->state();
    auto later = issued_to("carl");
    later.draft = "<later@chat.example>";
    later.accepted = clock_.now() + std::chrono::seconds{1};
    ASSERT_TRUE(state->accept({later}).value());
    const auto lost = state->give_up({{n.id, n.queue_id, gave_up::kGone, later.due},
                                      {refused.id, refused.queue_id, gave_up::kRefused, later.due},
                                      {later.id, later.queue_id, gave_up::kGone, later.due}});
    ASSERT_EQ(lost->size(), 3U);
    EXPECT_EQ(lost->at(0).reason, gave_up::kRestored);
    EXPECT_EQ(lost->at(1).reason, gave_up::kRefused) << "which was said to this posternd";
    EXPECT_EQ(lost->at(2).reason, gave_up::kGone);
}

TEST_F(SqliteCopy, OfAnOlderVersionComesBackMigratedAndMarked) {
    const auto n = issued_to("anna");
    ASSERT_TRUE(state()->accept({n}).value());
    ASSERT_TRUE(back_up_to("copy"));
    {
        auto older = stranger("copy");
        older << "DROP TABLE restorations";
        older << "DROP TABLE trails";
        older << "DROP TABLE log_positions";
        older << "UPDATE schema_version SET version = 8 WHERE part = 'state'";
    }
    clock_.advance(n.accepted - clock_.now() + std::chrono::minutes{5});
    ASSERT_TRUE(restore_from("copy"));
    const auto lost = state()->give_up({{n.id, n.queue_id, gave_up::kGone, n.due}});
    ASSERT_EQ(lost->size(), 1U);
    EXPECT_EQ(lost->at(0).reason, gave_up::kRestored);
}

/// A file may not grow beyond some size, as where its disk is full.
class LittleRoom {
  public:
    explicit LittleRoom(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit little{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &little);
    }
    LittleRoom(const LittleRoom&) = delete;
    LittleRoom& operator=(const LittleRoom&) = delete;
    ~LittleRoom() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

  private:
    rlimit before_{};
    void (*handler_)(int);
};

TEST_F(SqliteCopy, WithoutRoomNamesTheFileThatHasNoneAndLeavesNothing) {
    static_cast<void>(state()->settle(withheld_from("anna", "Q1")));
    const auto full = [&] {
        // Enough for the index of the log of what is read.
        const LittleRoom room(40960);
        return back_up_to("copy");
    }();
    ASSERT_FALSE(full);
    EXPECT_TRUE(full.error().message().starts_with(file("copy").string()))
        << full.error().message();
    EXPECT_FALSE(fs::exists(file("copy")));
    EXPECT_FALSE(fs::exists(file("copy").string() + ".part"));
}

}  // namespace

}  // namespace postern
