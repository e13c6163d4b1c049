// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.hpp"

namespace postern {

namespace {

class Db : public OperatorCommand {};

TEST_F(Db, StatusSaysThatDatabasesAreMissing) {
    const auto result = postern({"db", "status", "--json"});
    EXPECT_EQ(result.exit_status, 1);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json[0]["part"], "directory");
    EXPECT_EQ(json[0]["status"], "missing");
    EXPECT_EQ(json[1]["status"], "missing");
    EXPECT_FALSE(std::filesystem::exists(path("state.db"))) << "a question creates nothing";
}

TEST_F(Db, MigrateCreatesBoth) {
    EXPECT_EQ(json_of({"db", "migrate"})[1]["status"], "current");
    EXPECT_EQ(json_of({"db", "status"})[0]["status"], "current");
    EXPECT_EQ(postern({"db", "migrate"}).exit_status, 0) << "a second time does nothing";
}

TEST_F(Db, MigrateCreatesNoneWhereOnlyThoseThatAreThereAreMeant) {
    const auto none = json_of({"db", "migrate", "--existing"});
    EXPECT_EQ(none[0]["status"], "missing");
    EXPECT_EQ(none[1]["status"], "missing");
    EXPECT_FALSE(std::filesystem::exists(path("directory.db")));
    import("accounts: [{id: shop, plan: pro}]");
    EXPECT_EQ(json_of({"db", "migrate", "--existing"})[0]["status"], "current");
    EXPECT_FALSE(std::filesystem::exists(path("state.db")));
    (void)folder_.write("state.db", std::string(4096, 'x'));
    EXPECT_EQ(postern({"db", "migrate", "--existing"}).exit_status, 1);
}

TEST_F(Db, WhatRootCreatesBelongsToTheFoldersOwner) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can act as another";
    constexpr uid_t kSomebody = 65534;
    ASSERT_EQ(::chown(folder_.path().c_str(), kSomebody, kSomebody), 0);
    ASSERT_EQ(postern({"db", "migrate"}).exit_status, 0);
    for (const auto* name : {"directory.db", "state.db"}) {
        struct stat made {};
        ASSERT_EQ(::stat(path(name).c_str(), &made), 0);
        EXPECT_EQ(made.st_uid, kSomebody) << name;
    }
}

TEST_F(Db, ACopyOfBothComesBack) {
    record({sent(notification_for("anna"), "anna@shop.example")});
    import("accounts: [{id: shop, plan: pro}]");
    const auto copies = json_of({"db", "backup", path("copies")});
    ASSERT_EQ(copies.size(), 2U);
    EXPECT_EQ(copies[1]["copy"], path("copies") + "/state.db");

    for (const auto* name : {"directory.db", "state.db"}) std::filesystem::remove(path(name));
    ASSERT_EQ(postern({"db", "restore", path("copies"), "directory"}).exit_status, 0);
    EXPECT_EQ(postern({"db", "status"}).exit_status, 1) << "the state was not named";
    ASSERT_EQ(postern({"db", "restore", path("copies")}).exit_status, 0);
    for (const auto* left : {"directory.db.restored-wal", "directory.db.restored-shm",
                             "state.db.restored-wal", "state.db.restored-shm"})
        EXPECT_FALSE(std::filesystem::exists(path(left))) << left;
    EXPECT_EQ(postern({"db", "status"}).exit_status, 0);
    EXPECT_EQ(json_of({"notifications"}).size(), 1U);
    EXPECT_TRUE(contains(postern({"directory", "export"}).out, "shop"));
}

TEST_F(Db, LeavesNothingOfABackupThatFailed) {
    import("accounts: [{id: shop, plan: pro}]");
    EXPECT_EQ(postern({"db", "backup", path("copies")}).exit_status, 1) << "there is no state";
    EXPECT_FALSE(std::filesystem::exists(path("copies")));
    std::filesystem::create_directory(path("copies"));
    EXPECT_EQ(postern({"db", "backup", path("copies")}).exit_status, 1);
    EXPECT_TRUE(std::filesystem::is_empty(path("copies"))) << "the folder was there before";
}

TEST_F(Db, RestoresNothingWhereOneOfTheCopiesIsMissing) {
    record({});
    import("accounts: [{id: shop, plan: pro}]");
    ASSERT_EQ(postern({"db", "backup", path("copies")}).exit_status, 0);
    import("accounts: [{id: other, plan: pro}]");
    std::filesystem::remove(path("copies") + "/state.db");
    const auto result = postern({"db", "restore", path("copies")});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.err, "state.db")) << result.err;
    EXPECT_TRUE(contains(postern({"directory", "export"}).out, "other"));
}

TEST_F(Db, NamesThePartsThatCanBeRestored) {
    EXPECT_EQ(postern({"db", "restore", path("copies"), "stat"}).exit_status, 2);
}

TEST_F(Db, WhatRootRestoresBelongsToTheFoldersOwner) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can act as another";
    constexpr uid_t kSomebody = 65534;
    ASSERT_EQ(postern({"db", "migrate"}).exit_status, 0);
    testing::TemporaryDirectory safe;
    const auto copies = safe.path().string() + "/copies";
    ASSERT_EQ(postern({"db", "backup", copies}).exit_status, 0);
    for (const auto* name : {"directory.db", "state.db"}) std::filesystem::remove(path(name));
    ASSERT_EQ(::chown(folder_.path().c_str(), kSomebody, kSomebody), 0);
    ASSERT_EQ(postern({"db", "restore", copies}).exit_status, 0);
    for (const auto* name : {"directory.db", "state.db"}) {
        struct stat made {};
        ASSERT_EQ(::stat(path(name).c_str(), &made), 0);
        EXPECT_EQ(made.st_uid, kSomebody) << name;
    }
}

}  // namespace

}  // namespace postern
