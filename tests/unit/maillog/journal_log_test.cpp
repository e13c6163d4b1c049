// SPDX-License-Identifier: Apache-2.0
//
// The journal, by files that systemd-journal-remote makes of entries in its export format. Where it
// is not installed the cases say so and are skipped.
#include "postern/base/process.hpp"

#include "followed_file.hpp"

namespace postern {
namespace {

using namespace std::chrono_literals;

constexpr auto kRemote = "/lib/systemd/systemd-journal-remote";
const TimePoint kNoon = parse_time("2026-11-23T12:00:00Z").value();

struct JournalEntry {
    Duration at{};  ///< After noon.
    std::string message;
    std::string program = "postfix/smtp";
    int facility = 2;
};

std::string exported(const JournalEntry& entry) {
    const auto at = std::chrono::microseconds((kNoon + entry.at).time_since_epoch()).count();
    return "__REALTIME_TIMESTAMP=" + std::to_string(at) +
           "\n__MONOTONIC_TIMESTAMP=" + std::to_string(1'000'000 + entry.at.count() * 1000) +
           "\n_BOOT_ID=d3b07384d113edec49eaa6238ad5ff00\nPRIORITY=6\nSYSLOG_FACILITY=" +
           std::to_string(entry.facility) + "\nSYSLOG_IDENTIFIER=" + entry.program +
           "\nSYSLOG_PID=12\nMESSAGE=" + entry.message + "\n\n";
}

class Journal : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(kRemote)) GTEST_SKIP() << "systemd-journal-remote is not installed";
        fs::create_directory(journal_);
    }

    /// A file of the journal by that name.
    void write(const std::string& name, const std::vector<JournalEntry>& entries) {
        std::string text;
        for (const auto& entry : entries) text += exported(entry);
        const auto source = folder_.write(name + ".export", text);
        const auto made = run_process(
            {kRemote, "--output=" + (journal_ / (name + ".journal")).string(), source.string()},
            30s);
        ASSERT_TRUE(made && made->exit_status == 0) << (made ? made->err : made.error().message());
    }

    void open(const std::string& position = "", TimePoint since = kNoon) {
        source_ = follow_journal(journal_.string(), position, since);
    }

    Words read() {
        lost_ = false;
        Words words;
        for (bool more = true; more;) {
            const auto step = source_->step([&](const trail::Line& line) {
                words.emplace_back(line.message);
                last_ = time_on_host(line.stamp, kNoon);
            });
            if (!step) {
                ADD_FAILURE() << step.error().message();
                return words;
            }
            lost_ = lost_ || step->lost;
            more = step->more;
        }
        return words;
    }

    testing::TemporaryDirectory folder_;
    fs::path journal_ = folder_.path() / "journal";
    std::unique_ptr<LogSource> source_;
    TimePoint last_{};
    bool lost_ = false;
};

TEST_F(Journal, HasEntriesWithTheirTimes) {
    write("one", {{1500ms, "first"}, {2s, "second"}});
    open();
    EXPECT_EQ(read(), (Words{"first", "second"}));
    EXPECT_EQ(last_, kNoon + 2s);
    EXPECT_EQ(read(), Words{});
}

TEST_F(Journal, IsReadOnWhereARestartInterruptedItOverItsRotation) {
    write("one", {{1s, "first"}});
    open();
    EXPECT_EQ(read(), Words{"first"});
    const auto position = source_->position();
    write("two", {{2s, "second"}});
    EXPECT_EQ(read(), Words{"second"}) << "a file that came while it was open";
    open(position);
    EXPECT_EQ(read(), Words{"second"});
    EXPECT_FALSE(lost_);
}

TEST_F(Journal, SaysWhereItsPlaceWasRemoved) {
    write("one", {{1s, "first"}});
    open();
    EXPECT_EQ(read(), Words{"first"});
    const auto position = source_->position();
    source_.reset();
    fs::remove(journal_ / "one.journal");
    write("two", {{2s, "second"}});
    open(position);
    EXPECT_EQ(read(), Words{"second"});
    EXPECT_TRUE(lost_);
}

TEST_F(Journal, IsAskedForMailAndTheLocalFacilitiesAlone) {
    write("one", {{1s, "of mail"},
                  {2s, "of cron", "cron/run", 9},
                  {3s, "of local7", "postfix-out/smtp", 23},
                  {4s, "of a program that is no service's", "sendmail"}});
    open();
    EXPECT_EQ(read(), (Words{"of mail", "of local7"}));
}

TEST_F(Journal, IsNotReadFromItsBeginningTheFirstTime) {
    write("one", {{1s, "old"}, {1h, "new"}});
    open("", kNoon + 30min);
    EXPECT_EQ(read(), Words{"new"});
}

TEST_F(Journal, IsReadAPieceAtATime) {
    std::vector<JournalEntry> entries;
    for (int i = 0; i < 1200; ++i) entries.push_back({Duration(i), std::to_string(i)});
    write("one", entries);
    open();
    int steps = 0;
    int taken = 0;
    for (bool more = true; more; ++steps) {
        const auto step = source_->step([&](const trail::Line&) { ++taken; });
        ASSERT_TRUE(step);
        more = step->more;
    }
    EXPECT_EQ(taken, 1200);
    EXPECT_EQ(steps, 3);
}

TEST_F(Journal, WithoutAFileCannotBeRead) {
    open();
    const auto step = source_->step([](const trail::Line&) {});
    ASSERT_FALSE(step);
    EXPECT_EQ(step.error().code, ErrorCode::unavailable);
    EXPECT_NE(step.error().message().find("systemd-journal"), std::string::npos);
    write("one", {{1s, "first"}});
    EXPECT_EQ(read(), Words{"first"});
}

TEST_F(Journal, WhosePositionIsNonsenseCannotBeRead) {
    write("one", {{1s, "first"}});
    open("12 34 abc");
    EXPECT_FALSE(source_->step([](const trail::Line&) {}));
}

}  // namespace
}  // namespace postern
