// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <sys/stat.h>
#include <unistd.h>

#include "postern/base/file.hpp"
#include "postern/base/process.hpp"

#include "daemon_test.hpp"
#include "wait.hpp"

namespace postern::testing {

namespace {

using namespace std::chrono_literals;

class Daemon : public DaemonTest {
  protected:
    static ProcessResult run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), POSTERND);
        return run_process(arguments, 20s).value();
    }
};

TEST_F(Daemon, EndsSoonAfterSigtermWithIdleConnectionsOpen) {
    start();
    auto idle = connect();
    auto busy = connect(kOutHop);
    busy.mail(draft());
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(daemon().stop(SIGTERM), 0);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
    EXPECT_NE(daemon().log().find("event=stopped"), std::string::npos) << daemon().log();
}

TEST_F(Daemon, IsNotEndedByAReloadRightAfterItsStart) {
    for (int i = 0; i < 10; ++i) {
        start();
        daemon().signal(SIGHUP);
        EXPECT_TRUE(logs("configuration-loaded"));
        EXPECT_EQ(daemon().stop(SIGTERM), 0);
    }
}

/// Writes to a FIFO in a thread of its own, which blocks until somebody reads. Somebody does in the
/// end.
class FifoWriter {
  public:
    FifoWriter(std::string fifo, std::function<void()> work)
        : fifo_(std::move(fifo)), done_(std::async(std::launch::async, std::move(work))) {}
    FifoWriter(const FifoWriter&) = delete;
    FifoWriter& operator=(const FifoWriter&) = delete;
    ~FifoWriter() {
        const int end = ::open(fifo_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        done_.wait();
        ::close(end);
    }
    [[nodiscard]] bool is_done() {
        return done_.wait_for(std::chrono::seconds(30)) == std::future_status::ready;
    }

  private:
    std::string fifo_;
    std::future<void> done_;
};

/// The configuration is a FIFO: whoever has opened it for writing knows that posternd has come as
/// far as reading it, and no further.
TEST_F(Daemon, RemembersAReloadThatIsAskedForBeforeItHasStarted) {
    ::signal(SIGPIPE, SIG_IGN);
    start();
    EXPECT_EQ(daemon().stop(SIGTERM), 0);
    const auto text = read_file(path("postern.yaml"), 1 << 20).value();
    const auto fifo = path("fifo.yaml");
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    const auto script = folder_.write(
        "posternd", "#!/bin/sh\necho $$ >" + path("pid") + "\nexec " POSTERND " \"$@\"\n");
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    FifoWriter writer(fifo, [&] {
        std::ofstream first(fifo);
        pid_t pid = 0;
        std::ifstream(path("pid")) >> pid;
        for (int i = 0; i < 1000; ++i) ::kill(pid, SIGHUP);
        first << text << std::flush;
    });
    Posternd early({script, fifo, path("postern.sock"), path("early.log")});
    EXPECT_TRUE(writer.is_done()) << early.log();
    FifoWriter again(fifo, [&] { std::ofstream(fifo) << text << std::flush; });
    EXPECT_TRUE(again.is_done()) << "it is read once more, for the reload that was asked for";
    EXPECT_EQ(early.stop(SIGTERM), 0) << early.log();
}

TEST_F(Daemon, EndsAsWellOnSigint) {
    start();
    EXPECT_EQ(daemon().stop(SIGINT), 0);
}

TEST_F(Daemon, EndsSoonWhilePostfixStillListsItsQueue) {
    const auto postqueue =
        folder_.write("postqueue", "#!/bin/sh\ntouch " + path("asked") + "\nexec sleep 600\n");
    std::filesystem::permissions(postqueue, std::filesystem::perms::owner_all);
    configure("postfix", "{ postqueue: " + path("postqueue") + " }");
    start();
    ASSERT_TRUE(wait_until([&] { return std::filesystem::exists(path("asked")); }));
    EXPECT_EQ(daemon().stop(SIGTERM), 0);
    EXPECT_TRUE(logs("postqueue: killed as it is to end"));
}

/// Submits drafts until the daemon takes no more, or is gone; the ids of those it accepted. Whoever
/// went on would keep the processors so busy with refusals that the disk hardly gets a turn.
std::vector<std::string> submit_until_it_ends(MilterClient client, int number) {
    std::vector<std::string> accepted;
    try {
        for (int i = 0; true; ++i) {
            const auto id = "d-" + std::to_string(number) + "-" + std::to_string(i);
            if (client.send(DaemonTest::draft(id)).end.answer != FilterAnswer::accept)
                return accepted;
            accepted.push_back(id);
        }
    } catch (const std::runtime_error&) {
        return accepted;
    }
}

class DaemonUnderLoad : public Daemon, public ::testing::WithParamInterface<int> {};

TEST_P(DaemonUnderLoad, HasOnRecordWhateverItAccepted) {
    start();
    std::vector<std::future<std::vector<std::string>>> loads;
    constexpr int kClients = 8;
    loads.reserve(kClients);
    for (int number = 0; number < kClients; ++number) {
        loads.push_back(std::async(std::launch::async, submit_until_it_ends, connect(), number));
    }
    ASSERT_TRUE(wait_until([&] { return drafts_on_record().size() > 50; }));
    const int signal = GetParam();
    EXPECT_EQ(daemon().stop(signal), signal == SIGKILL ? 128 + SIGKILL : 0);
    const auto recorded = drafts_on_record();
    for (auto& load : loads) {
        for (const auto& id : load.get()) EXPECT_TRUE(recorded.contains(id)) << id;
    }
}

INSTANTIATE_TEST_SUITE_P(Signals, DaemonUnderLoad, ::testing::Values(SIGTERM, SIGKILL));

TEST_F(Daemon, StartsOnTheSocketOfOneThatWasKilled) {
    start();
    ASSERT_EQ(connect().send(draft("before")).end.answer, FilterAnswer::accept);
    daemon().kill9();
    daemon().restart();
    EXPECT_EQ(connect().send(draft("after")).end.answer, FilterAnswer::accept);
    EXPECT_EQ(record().size(), 4U) << "what was answered before is on record";
}

TEST_F(Daemon, GivesItsSocketTheModeThatIsConfigured) {
    start();
    struct stat status {};
    ASSERT_EQ(::stat(path("postern.sock").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
}

TEST_F(Daemon, TestsAGoodConfigurationWithoutStarting) {
    const auto tested = run({"-t", "-c", path("postern.yaml")});
    EXPECT_EQ(tested.exit_status, 0) << tested.err;
    EXPECT_EQ(tested.out, path("postern.yaml") + ": good\n");
    struct stat status {};
    EXPECT_NE(::stat(path("postern.sock").c_str(), &status), 0);
}

TEST_F(Daemon, TestsAFaultyConfigurationAndNamesThePlaces) {
    configure("drafts", "{ domain: drafts.example, size-limit: huge }");
    configure("milter", "{ socket: \"" + address() + "\", usr: \"\" }");
    const auto tested = run({"--test", "--config", path("postern.yaml")});
    EXPECT_EQ(tested.exit_status, 1);
    EXPECT_EQ(tested.out, "");
    EXPECT_NE(tested.err.find(path("postern.yaml") + ":4:47: "), std::string::npos) << tested.err;
    EXPECT_NE(tested.err.find(path("postern.yaml") + ":6:"), std::string::npos) << tested.err;
}

TEST_F(Daemon, DoesNotStartWithAFaultyConfiguration) {
    configure("grace-window", "{ offline-message: 120 }");
    const auto started = run({"-c", path("postern.yaml")});
    EXPECT_EQ(started.exit_status, 1);
    EXPECT_NE(started.err.find("postern.yaml:5:34: "), std::string::npos) << started.err;
}

TEST_F(Daemon, NamesAFileThatIsNotThere) {
    const auto started = run({"-c", path("nowhere.yaml")});
    EXPECT_EQ(started.exit_status, 1);
    EXPECT_NE(started.err.find("nowhere.yaml"), std::string::npos) << started.err;
}

TEST_F(Daemon, PointsToItsHelpWhereAnOptionIsUnknown) {
    const auto started = run({"--demonise"});
    EXPECT_EQ(started.exit_status, 2);
    EXPECT_NE(started.err.find("--help"), std::string::npos) << started.err;
}

}  // namespace

}  // namespace postern::testing
