// SPDX-License-Identifier: Apache-2.0
//
// What a service manager hears of the real posternd: the test is the manager.
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <future>
#include <poll.h>
#include <regex>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "postern/base/pulse.hpp"

#include "daemon_test.hpp"
#include "database_lock.hpp"
#include "wait.hpp"

namespace postern::testing {

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// The socket of a service manager; the variables that name it are this process's while it lives.
class Manager {
  public:
    /// A path, or "@name" for the abstract namespace.
    explicit Manager(const std::string& name)
        : fd_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, name.data(), name.size());
        if (name.front() == '@') address.sun_path[0] = '\0';
        const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
        if (::bind(fd_, reinterpret_cast<const sockaddr*>(&address), size) != 0) {
            throw std::runtime_error("bind: " + name);
        }
        ::setenv("NOTIFY_SOCKET", name.c_str(), 1);
    }
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;
    ~Manager() {
        ::unsetenv("NOTIFY_SOCKET");
        ::unsetenv("WATCHDOG_USEC");
        ::close(fd_);
    }

    void keep_watch(std::chrono::microseconds span) {
        ::setenv("WATCHDOG_USEC", std::to_string(span.count()).c_str(), 1);
    }

    /// Hears until a message matches; whether one did.
    bool hears(const std::string& pattern) {
        const std::regex expected(pattern);
        while (const auto message = next()) {
            heard_.push_back(*message);
            if (std::regex_search(*message, expected)) return true;
        }
        return false;
    }
    /// What was heard since the last call.
    std::vector<std::string> heard() { return std::exchange(heard_, {}); }

  private:
    std::optional<std::string> next() const {
        pollfd ready{fd_, POLLIN, 0};
        if (::poll(&ready, 1, 20'000) != 1) return std::nullopt;
        std::string message(4096, '\0');
        const auto size = ::recv(fd_, message.data(), message.size(), 0);
        message.resize(static_cast<std::size_t>(size));
        return message;
    }

    int fd_;
    std::vector<std::string> heard_;
};

class TheServiceManager : public DaemonTest {
  protected:
    [[nodiscard]] std::string all(const std::vector<std::string>& messages) const {
        std::string text;
        for (const auto& message : messages) text.append(message).append("\n--\n");
        return text;
    }
    [[nodiscard]] std::size_t count(const std::vector<std::string>& messages,
                                    const std::string& message) const {
        return static_cast<std::size_t>(std::count(messages.begin(), messages.end(), message));
    }

    Manager manager_{path("notify")};
};

TEST_F(TheServiceManager, HearsOfReadinessWhenTheDatabasesWereTriedAndTheSocketListens) {
    configure("database", "{ busy-timeout: 2s }");
    start();
    EXPECT_EQ(daemon().stop(), 0);
    ASSERT_TRUE(manager_.hears("^STOPPING=1"));
    const DatabaseLock lock(path("state.db"));
    auto is_ready = std::async(std::launch::async, [&] {
        if (!manager_.hears("^STATUS=opens its databases$")) return false;
        if (!manager_.hears("^READY=1\n")) return false;
        // As Postfix would, the moment it is told.
        MilterClient client(address());
        return client.negotiate().has_value();
    });
    daemon().restart();
    EXPECT_TRUE(is_ready.get()) << daemon().log();
    EXPECT_NE(manager_.heard().back().find(": state-unavailable "), std::string::npos)
        << "it is ready, and says that the state cannot be written";
}

TEST_F(TheServiceManager, MayListenInTheAbstractNamespace) {
    Manager abstract("@" + path("notify"));
    start();
    EXPECT_TRUE(abstract.hears("^READY=1"));
}

TEST_F(TheServiceManager, HearsOfAReloadAndOfItsEnd) {
    start();
    ASSERT_TRUE(manager_.hears("^READY=1"));
    daemon().signal(SIGHUP);
    EXPECT_TRUE(manager_.hears("^RELOADING=1\nMONOTONIC_USEC=[0-9]{6,}$"));
    EXPECT_TRUE(manager_.hears("^READY=1$"));
    configure("drafts", "{ domain: drafts.example, size-limit: huge }");
    daemon().signal(SIGHUP);
    EXPECT_TRUE(manager_.hears("^RELOADING=1\n"));
    EXPECT_TRUE(manager_.hears("^READY=1$")) << "it goes on with the configuration it has";
    EXPECT_TRUE(manager_.hears("^STATUS=.*configuration-refused"));
    EXPECT_EQ(daemon().stop(), 0);
    EXPECT_TRUE(manager_.hears("^STOPPING=1"));
}

TEST_F(TheServiceManager, HearsWhatIsParkedAndWhatWasDecided) {
    start();
    // For Anna, and for Ben, whom nobody presents.
    const auto parked = handed_over(with(draft("now"), "Postern-Occurred", just_now()), "anna");
    EXPECT_EQ(connect(kOutHop).send(parked).end.answer, FilterAnswer::tempfail);
    EXPECT_TRUE(manager_.hears("STATUS=2 parked; in the last minute 0 decided"));
    EXPECT_EQ(connect(kOutHop).send(handed_over("anna")).end.answer, FilterAnswer::accept);
    EXPECT_TRUE(manager_.hears("STATUS=[0-9] parked; in the last minute 1 decided, 1 of them sent"))
        << all(manager_.heard());
}

TEST_F(TheServiceManager, HearsOfTheLastFault) {
    start();
    ASSERT_TRUE(manager_.hears("^READY=1"));
    const DatabaseLock lock(path("state.db"));
    EXPECT_EQ(connect().send(draft("locked")).end.answer, FilterAnswer::tempfail);
    EXPECT_TRUE(manager_.hears("^STATUS=.*last fault [-0-9T:]+Z: state-unavailable "));
}

/// Of zeros, which hold nothing; what counts is how long it is.
TEST_F(TheServiceManager, HearsOfAWriteAheadLogThatHasGrownAndOfTheEndOfThat) {
    const auto log = folder_.write("directory.db-wal", "");
    fs::resize_file(log, 257UL * 1024 * 1024);
    start();
    EXPECT_TRUE(manager_.hears("^STATUS=.*last fault [-0-9T:]+Z: directory-log-grown "));
    fs::resize_file(log, 0);
    EXPECT_TRUE(manager_.hears("^STATUS=.*over since.*directory-log-grown"));
    EXPECT_NE(daemon().log().find("event=directory-log-shrunk"), std::string::npos);
}

class TheWatchdog : public TheServiceManager {
  protected:
    TheWatchdog() { manager_.keep_watch(600ms); }
};

TEST_F(TheWatchdog, IsFedAgainAndAgain) {
    start();
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(manager_.hears("^WATCHDOG=1$"));
}

TEST_F(TheWatchdog, IsFedWhileTheWorldIsInTheWay) {
    const auto postqueue =
        folder_.write("postqueue", "#!/bin/sh\ntouch " + path("asked") + "\nexec sleep 600\n");
    fs::permissions(postqueue, fs::perms::owner_all);
    configure("postfix", "{ postqueue: " + path("postqueue") + " }");
    start();
    ASSERT_TRUE(wait_until([&] { return fs::exists(path("asked")); }));
    const DatabaseLock lock(path("state.db"));
    EXPECT_EQ(connect().send(draft("locked")).end.answer, FilterAnswer::tempfail);
    manager_.heard();
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(manager_.hears("^WATCHDOG=1$"));
    EXPECT_EQ(daemon().log().find("event=halted"), std::string::npos);
}

/// Nobody answers where Postfix asks, and only another start would change that. The status changes
/// twice, so that a whole turn lies between.
TEST_F(TheWatchdog, IsNotFedWhenNobodyAnswersOnTheSocketAnyMore) {
    start();
    ASSERT_TRUE(manager_.hears("^WATCHDOG=1$"));
    fs::remove(path("postern.sock"));
    ASSERT_TRUE(logs("event=halted thread=milter"));
    ASSERT_TRUE(manager_.hears("^STATUS=.*last fault [-0-9T:]+Z: halted "));
    manager_.heard();
    configure("drafts", "{ domain: drafts.example, size-limit: huge }");
    daemon().signal(SIGHUP);
    EXPECT_TRUE(manager_.hears("^STATUS=.*configuration-refused"));
    configure("drafts", "{ domain: drafts.example }");
    daemon().signal(SIGHUP);
    EXPECT_TRUE(manager_.hears("^STATUS=.*over since.*configuration-refused"));
    const auto heard = manager_.heard();
    EXPECT_EQ(count(heard, "WATCHDOG=1"), 0U) << all(heard);
}

TEST(TheStatesWriter, IsWatchedWhileItRuns) {
    const TemporaryDirectory folder;
    Pulses pulses;
    StateOptions options{{"sqlite:" + (folder.path() / "state.db").string()}};
    options.pulses = &pulses;
    {
        const auto state = open_state(options).value();
        ASSERT_TRUE(wait_until([&] { return pulses.signs().size() == 1; }));
        EXPECT_EQ(pulses.signs().front().thread, "state writer");
    }
    EXPECT_TRUE(pulses.signs().empty());
}

}  // namespace

}  // namespace postern::testing
