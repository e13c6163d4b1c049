// SPDX-License-Identifier: Apache-2.0
//
// The world in the way: whatever is missing, locked or full, the answer is 451, mail that is no
// draft passes, and once the world is right again so is the daemon, without a restart.
#include <csignal>
#include <filesystem>
#include <sys/resource.h>
#include <unistd.h>

#include "daemon_test.hpp"
#include "database_lock.hpp"

namespace postern::testing {

namespace {

namespace fs = std::filesystem;

constexpr const char* kTryLater = "451 4.3.0 postern: cannot decide now, try again later";

class Trouble : public DaemonTest {
  protected:
    MilterReply submit(const std::string& id) const { return connect().send(draft(id)).end; }

    void expect_plain_mail_passes() const {
        MilterMessage letter;
        letter.recipients = {"somebody@elsewhere.example"};
        EXPECT_EQ(connect().send(letter).end.answer, FilterAnswer::accept);
    }
};

TEST_F(Trouble, StateLockedByAnotherProcess) {
    start();
    const auto copy = handed_over("anna");
    {
        const DatabaseLock lock(path("state.db"));
        EXPECT_EQ(submit("locked").text, kTryLater);
        EXPECT_EQ(connect(kOutHop).send(copy).end.text, kTryLater);
        expect_plain_mail_passes();
    }
    EXPECT_EQ(submit("locked").answer, FilterAnswer::accept);
    EXPECT_EQ(connect(kOutHop).send(copy).end.answer, FilterAnswer::accept);
}

TEST_F(Trouble, DirectoryGoneForAWhile) {
    start();
    const auto copy = handed_over("anna");
    fs::rename(path("directory.db"), path("elsewhere.db"));
    const auto refused = connect().send(draft("gone"));
    EXPECT_EQ(refused.recipients.front().text, kTryLater) << "at RCPT already";
    EXPECT_EQ(connect(kOutHop).send(copy).end.text, kTryLater);
    expect_plain_mail_passes();
    EXPECT_FALSE(fs::exists(path("directory.db"))) << "the daemon must not make an empty one";

    fs::rename(path("elsewhere.db"), path("directory.db"));
    EXPECT_EQ(submit("back").answer, FilterAnswer::accept);
    EXPECT_EQ(connect(kOutHop).send(copy).end.answer, FilterAnswer::accept);
}

TEST_F(Trouble, DirectoryNotThereYetAtTheStart) {
    fs::rename(path("directory.db"), path("elsewhere.db"));
    start();
    EXPECT_EQ(submit("early").text, kTryLater);
    fs::rename(path("elsewhere.db"), path("directory.db"));
    EXPECT_EQ(submit("early").answer, FilterAnswer::accept);
}

TEST_F(Trouble, StateDeletedUnderneath) {
    start();
    const auto copy = handed_over("anna");
    for (const auto* suffix : {"", "-wal", "-shm"}) fs::remove(path("state.db") + suffix);
    EXPECT_EQ(connect(kOutHop).send(copy).end.answer, FilterAnswer::accept)
        << "the message itself says what was accepted";
    EXPECT_EQ(submit("later").answer, FilterAnswer::accept);
    EXPECT_EQ(record().size(), 3U);
}

TEST_F(Trouble, StateFolderNotThereYetAtTheStart) {
    configure("state", "{ database: \"sqlite:" + path("state/state.db") + "\" }");
    start();
    EXPECT_EQ(submit("early").text, kTryLater);
    fs::create_directory(path("state"));
    EXPECT_EQ(submit("early").answer, FilterAnswer::accept);
}

TEST_F(Trouble, StateFolderThatMayNotBeWritten) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere; run this as another user";
    fs::create_directory(path("state"));
    fs::permissions(path("state"), fs::perms::owner_read | fs::perms::owner_exec);
    configure("state", "{ database: \"sqlite:" + path("state/state.db") + "\" }");
    start();
    EXPECT_EQ(submit("early").text, kTryLater);
    fs::permissions(path("state"), fs::perms::owner_all);
    EXPECT_EQ(submit("early").answer, FilterAnswer::accept);
}

/// No file of the process may grow beyond that: to the daemon, the disk is full.
void limit_files(pid_t process, rlim_t bytes) {
    const rlimit limit{bytes, RLIM_INFINITY};
    ASSERT_EQ(::prlimit(process, RLIMIT_FSIZE, &limit, nullptr), 0);
}

TEST_F(Trouble, DiskFull) {
    // Ignored signals are inherited. A full disk sends none; the limit would.
    ::signal(SIGXFSZ, SIG_IGN);
    start();
    ::signal(SIGXFSZ, SIG_DFL);
    const auto copy = handed_over("anna");
    limit_files(daemon().pid(), 4096);
    EXPECT_EQ(submit("full").text, kTryLater);
    EXPECT_EQ(connect(kOutHop).send(copy).end.text, kTryLater);
    expect_plain_mail_passes();
    limit_files(daemon().pid(), RLIM_INFINITY);
    EXPECT_EQ(submit("full").answer, FilterAnswer::accept);
    EXPECT_EQ(connect(kOutHop).send(copy).end.answer, FilterAnswer::accept);
}

}  // namespace

}  // namespace postern::testing
