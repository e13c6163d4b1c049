// SPDX-License-Identifier: Apache-2.0
//
// Directories of older versions, as the schema's own files made them.
#include "postern/base/file.hpp"
#include "postern/chat/presence.hpp"

#include "sqlite_fixture.hpp"

namespace postern {

namespace {

class DirectoryUpgrade : public SqliteFailure {
  protected:
    /// Statements that end with a semicolon at the end of a line.
    void run(const std::string& script) {
        auto sql = stranger("directory");
        std::size_t from = 0;
        for (auto end = script.find(";\n"); end != std::string::npos;
             from = end + 2, end = script.find(";\n", from)) {
            sql << script.substr(from, end - from);
        }
    }

    void create(std::initializer_list<const char*> upgrades) {
        for (const std::string upgrade : upgrades) {
            run(read_file(POSTERN_SOURCE_DIR "/packaging/schema/directory/" + upgrade).value());
        }
        run("INSERT INTO accounts (id, name, plan, email_integration, offline_message, "
            "missed_chat) VALUES ('shop', 'Shop', 'pro', 0, 1, 1);\n"
            "INSERT INTO agents (id, account, name, address, active) "
            "VALUES ('anna', 'shop', 'Anna', 'anna@shop.example', 1);\n"
            "INSERT INTO chats (id, account, group_id) VALUES ('c1', 'shop', NULL);\n"
            "INSERT INTO chat_events (chat, happened_at, kind, agent) VALUES ('c1', 7, 'left', "
            "'');\n");
    }

    void add_span(const std::string& device, int started, int seen, const std::string& ended) {
        run("INSERT INTO presence (account, agent, device, started_at, seen_at, ended_at) VALUES "
            "('shop', 'anna', '" +
            device + "', " + std::to_string(started) + ", " + std::to_string(seen) + ", " + ended +
            ");\n");
    }

    std::vector<OnlineSpan> migrated_spans() {
        const auto migrated = open_directory_editor(options("directory"));
        EXPECT_TRUE(migrated) << migrated.error().message();
        return listed(options("directory")).presence;
    }
};

TimePoint moment(int milliseconds) {
    return TimePoint(Duration(milliseconds));
}

TEST_F(DirectoryUpgrade, FromVersionOneKeepsWhatWasHeld) {
    create({"0001-directory.sql"});
    ASSERT_FALSE(open_directory(options("directory")));
    const auto migrated = open_directory_editor(options("directory"));
    ASSERT_TRUE(migrated) << migrated.error().message();
    const auto content = listed(options("directory"));
    EXPECT_EQ(content.accounts.at(0).name, "Shop");
    EXPECT_EQ(content.agents.at(0).address, address("anna@shop.example"));
    EXPECT_EQ(content.chats.at(0).events.size(), 1U);
}

TEST_F(DirectoryUpgrade, FromVersionTwoKeepsEveryAnswerAboutPresence) {
    create({"0001-directory.sql", "0002-forwarding.sql"});
    add_span("web", 1000, 2000, "3000");  // Signed out.
    add_span("web", 4000, 5000, "5000");  // Fell silent, and another one followed.
    add_span("web", 9000, 9000, "9000");  // Out in the moment it came.
    add_span("web", 10'000, 12'000, "NULL");
    add_span("phone", 1000, 9000, "8000");  // Heard of once more after it was out.
    EXPECT_EQ(migrated_spans(),
              (std::vector<OnlineSpan>{{"anna", "phone", moment(1000), moment(8000), moment(8000)},
                                       {"anna", "web", moment(1000), moment(2000), moment(3000)},
                                       {"anna", "web", moment(4000), moment(5000), moment(5000)},
                                       {"anna", "web", moment(9000), moment(9000), moment(9000)},
                                       {"anna", "web", moment(10'000), moment(12'000)}}));
}

TEST_F(DirectoryUpgrade, FromVersionTwoLetsAStretchGoOn) {
    create({"0001-directory.sql", "0002-forwarding.sql"});
    add_span("web", 1000, 2000, "NULL");
    const auto migrated = open_directory_editor(options("directory")).value();
    ASSERT_TRUE(migrated->presence("anna", "web", PresenceSign::of_life, moment(7000)));
    EXPECT_EQ(listed(options("directory")).presence,
              (std::vector<OnlineSpan>{{"anna", "web", moment(1000), moment(7000)}}));
}

TEST_F(DirectoryUpgrade, FromVersionThreeKeepsWhatWasHeldAndKnowsOfNoImport) {
    create({"0001-directory.sql", "0002-forwarding.sql", "0003-signs.sql"});
    run("INSERT INTO presence_told (account, agent, device, signed_out, first_at, last_at, kept) "
        "VALUES ('shop', 'anna', 'web', 0, 1000, 2000, '1000');\n");
    const auto refused = open_directory(options("directory"));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message().find("postern db migrate"), std::string::npos);
    const std::vector<OnlineSpan> spans{{"anna", "web", moment(1000), moment(2000)}};
    EXPECT_EQ(migrated_spans(), spans);
    const auto content = listed(options("directory"));
    EXPECT_EQ(content.agents.size(), 1U);
    EXPECT_EQ(content.chats.at(0).events.size(), 1U);
    EXPECT_TRUE(open_directory(options("directory")).value()->has_account("shop").value());
}

}  // namespace

}  // namespace postern
