// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <set>

#include "sqlite_fixture.hpp"

namespace postern {

namespace {

class SqliteDirectory : public SqliteFailure {};

TEST_F(SqliteDirectory, ReadsWhileSomebodyWrites) {
    const auto directory = shop();
    auto other = stranger("directory");
    other << "BEGIN IMMEDIATE";
    other << "DELETE FROM accounts";
    EXPECT_TRUE(directory->has_account("shop").value());
}

TEST_F(SqliteDirectory, IsUnavailableWhileSomebodyHasItForHimself) {
    auto directory = shop();
    directory.reset();
    {
        auto other = stranger("directory");
        other << "PRAGMA locking_mode = EXCLUSIVE";
        other << "BEGIN EXCLUSIVE";
        expect_unavailable(open_directory(options("directory")));
        other << "COMMIT";
    }
    EXPECT_TRUE(open_directory(options("directory")));
}

TEST_F(SqliteDirectory, IsUnavailableWhileItsFileIsGone) {
    const auto directory = shop();
    fs::rename(file("directory"), file("aside"));
    for (int i = 0; i < 3; ++i) {
        expect_unavailable(directory->has_account("shop"));
        expect_unavailable(directory->draft_facts("shop", "chat-1", std::nullopt));
    }
    EXPECT_FALSE(fs::exists(file("directory")));
    fs::rename(file("aside"), file("directory"));
    EXPECT_TRUE(directory->has_account("shop").value());
}

TEST_F(SqliteDirectory, ReadsTheFileThatReplacedItsOwn) {
    const auto directory = shop();
    {
        const auto other = *open_directory_editor(options("other"));
        ASSERT_TRUE(other->import("accounts: [{id: new, plan: pro}]", "new", true));
    }
    fs::rename(file("other"), file("directory"));
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(directory->has_account("new").value());
}

TEST_F(SqliteDirectory, NeverAnswersFromAnEmptyFile) {
    const auto directory = shop();
    fs::rename(file("directory"), file("aside"));
    std::ofstream(file("directory")).close();
    expect_unavailable(directory->has_account("shop"));
}

TEST_F(SqliteDirectory, NeverAnswersFromADamagedRow) {
    const auto directory = shop();
    stranger("directory") << "UPDATE agents SET address = 'nonsense' WHERE id = 'ben'";
    const auto facts = directory->draft_facts("shop", "chat-1", std::nullopt);
    expect_unavailable(facts);
    EXPECT_NE(facts.error().message().find("ben"), std::string::npos);
    EXPECT_TRUE(directory->has_account("shop").value());
}

TEST_F(SqliteDirectory, SaysHowToMigrateAnOlderOrNewerSchema) {
    static_cast<void>(shop());
    stranger("directory") << "UPDATE schema_version SET version = 0";
    const auto older = open_directory(options("directory"));
    ASSERT_FALSE(older);
    EXPECT_EQ(older.error().code, ErrorCode::conflict);
    EXPECT_NE(older.error().message().find("postern db migrate"), std::string::npos);

    stranger("directory") << "UPDATE schema_version SET version = 99";
    const auto newer = open_directory(options("directory"));
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().code, ErrorCode::conflict);
    EXPECT_EQ(open_directory_editor(options("directory")).error().code, ErrorCode::conflict);
}

TEST_F(SqliteDirectory, ImportsWhatIsThereAlreadyWhileItIsLocked) {
    static_cast<void>(shop());
    const auto editor = *open_directory_editor(options("directory"));
    const auto text = exported(options("directory"));
    auto other = stranger("directory");
    other << "BEGIN IMMEDIATE";
    const auto same = editor->import(text, "same", true);
    ASSERT_TRUE(same) << same.error().message();
    EXPECT_EQ(same->agents, 3);
    expect_unavailable(editor->import("accounts: [{id: new, plan: pro}]", "new", false));
}

TEST_F(SqliteDirectory, IsReadWithoutTheRightToWriteIt) {
    static_cast<void>(shop());
    fs::permissions(file("directory"), kReadable);
    fs::permissions(folder_.path(), fs::perms::all);
    const Unprivileged nobody;
    const auto opened = open_directory(options("directory"));
    ASSERT_TRUE(opened) << opened.error().message();
    EXPECT_TRUE((*opened)->has_account("shop").value());
}

/// The names of the files in the test's folder.
std::set<std::string> files_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
    return names;
}

TEST_F(SqliteDirectory, LeavesOneFileThatIsWholeWhenItsLastReaderGoes) {
    auto directory = shop();
    ASSERT_EQ(files_in(folder_.path()).count("directory.db-wal"), 1U) << "nothing to bring in";
    directory.reset();
    EXPECT_EQ(files_in(folder_.path()), std::set<std::string>{"directory.db"});
    fs::copy_file(file("directory"), file("copy"));
    EXPECT_TRUE(open_directory(options("copy")).value()->has_account("shop").value());
}

TEST_F(SqliteDirectory, LeavesNothingBehindThatReadingAlonePutThere) {
    shop().reset();
    ASSERT_EQ(files_in(folder_.path()).size(), 1U);
    ASSERT_TRUE(open_directory(options("directory")).value()->has_account("shop").value());
    EXPECT_EQ(files_in(folder_.path()), std::set<std::string>{"directory.db"});
}

TEST_F(SqliteDirectory, LeavesTheLogToThoseWhoStillUseIt) {
    auto directory = shop();
    auto other = stranger("directory");
    other << "SELECT count(*) FROM accounts";
    directory.reset();
    other << "UPDATE accounts SET name = 'Shop again'";
    EXPECT_EQ(files_in(folder_.path()).count("directory.db-wal"), 1U);
}

TEST_F(SqliteDirectory, CannotBeEditedWhileLockedAndThenCan) {
    static_cast<void>(shop());
    const auto editor = *open_directory_editor(options("directory"));
    auto other = stranger("directory");
    other << "BEGIN IMMEDIATE";
    expect_unavailable(editor->agent_active("ben", true));
    other << "COMMIT";
    EXPECT_TRUE(editor->agent_active("ben", true));
}

TEST_F(SqliteDirectory, MayShareItsFileWithTheState) {
    const auto directory = shop();
    const auto state = *open_state({options("directory"), std::chrono::days{90}, &clock_});
    EXPECT_TRUE(state->settle(withheld_from("anna", "Q1")));
    EXPECT_TRUE(directory->has_account("shop").value());
    EXPECT_TRUE(open_directory(options("directory")));
}

}  // namespace

}  // namespace postern
