// SPDX-License-Identifier: Apache-2.0
//
// A write-ahead log that somebody keeps from being begun anew: told once, and when it is over.
#include "postern/base/log.hpp"
#include "postern/store/log_watch.hpp"

#include "sqlite_fixture.hpp"

namespace postern {

namespace {

constexpr std::int64_t kLog = 64 * 1024;  ///< In the place of 32 MiB.
constexpr std::uintmax_t kBound = 512UL * 1024;
constexpr int kMany = 5000;

class SqliteLog : public SqliteFailure {
  protected:
    SqliteLog() {
        watch_log([this](Severity, std::string_view line) {
            if (line.find("-log-") != line.npos) told_.emplace_back(line.substr(0, line.find(' ')));
        });
    }
    ~SqliteLog() override { watch_log({}); }

    [[nodiscard]] DatabaseOptions with_a_short_log(const std::string& name) const {
        auto short_log = options(name);
        short_log.log_octets = kLog;
        return short_log;
    }

    /// Another program's transaction, which has read something.
    [[nodiscard]] std::unique_ptr<soci::session> reading(const std::string& name) const {
        auto sql =
            std::make_unique<soci::session>(soci::sqlite3, "db=\"" + file(name).string() + "\"");
        int version = 0;
        *sql << "BEGIN";
        *sql << "SELECT version FROM schema_version", soci::into(version);
        return sql;
    }

    /// What is told while something is written until it is so.
    std::vector<std::string> told_until(const std::function<bool()>& is_so,
                                        const std::function<void(int)>& write) {
        told_.clear();
        for (int i = 0; i < kMany && !is_so(); ++i) {
            write(i);
            watch_.look();
        }
        EXPECT_TRUE(is_so());
        for (int i = 0; i < 3; ++i) watch_.look();
        return told_;
    }

    std::vector<std::string> told_{};
    LogWatch watch_{options("directory"), options("state"), kBound};
};

TEST_F(SqliteLog, OfTheStateIsToldOfOnceAndWhenItIsOver) {
    const auto state = *open_state({with_a_short_log("state"), std::chrono::days{90}, &clock_});
    const auto write = [&](int i) {
        auto notification = withheld_from("agent-" + std::to_string(i), "Q");
        notification.draft += std::to_string(told_.size());
        ASSERT_TRUE(state->settle(notification));
    };
    const auto octets = [&] { return log_octets(options("state")); };
    auto reader = reading("state");
    EXPECT_EQ(told_until([&] { return octets() > 2 * kBound; }, write),
              (std::vector<std::string>{"event=state-log-grown"}));
    reader.reset();
    EXPECT_EQ(told_until([&] { return octets() <= kBound; }, write),
              (std::vector<std::string>{"event=state-log-shrunk"}));
    EXPECT_LT(octets(), kBound);
}

TEST_F(SqliteLog, OfTheDirectoryIsToldOfOnceAndWhenItIsOver) {
    const auto editor = *open_directory_editor(with_a_short_log("directory"));
    const auto write = [&](int i) {
        const auto account = "a" + std::to_string(i);
        ASSERT_TRUE(editor->import("accounts: [{id: " + account + ", plan: pro}]", "in", false));
        ASSERT_TRUE(editor->remove_account(account));
    };
    const auto octets = [&] { return log_octets(options("directory")); };
    auto reader = reading("directory");
    EXPECT_EQ(told_until([&] { return octets() > 2 * kBound; }, write),
              (std::vector<std::string>{"event=directory-log-grown"}));
    reader.reset();
    EXPECT_EQ(told_until([&] { return octets() <= kBound; }, write),
              (std::vector<std::string>{"event=directory-log-shrunk"}));
}

TEST_F(SqliteLog, ThatIsNotThereIsNotLong) {
    EXPECT_EQ(log_octets(options("nowhere")), 0U);
    watch_.look();
    EXPECT_TRUE(told_.empty());
}

}  // namespace

}  // namespace postern
