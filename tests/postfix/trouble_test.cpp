// SPDX-License-Identifier: Apache-2.0
//
// The world is in the way: a database locked, gone, or on a full disk. While it is, the client is
// told to come back and Postfix keeps what it has; once it is mended, everything arrives, once and
// by itself.
#include <filesystem>
#include <memory>
#include <sys/resource.h>

#include <gtest/gtest.h>

#include "database.hpp"
#include "directories.hpp"
#include "mail_host.hpp"
#include "wait.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr auto kWindow = std::chrono::seconds(2);

/// Every write of the process fails, to any file. (Linux sends a signal with it, which a full disk
/// would not: see make_host().)
class FullDisk {
  public:
    explicit FullDisk(pid_t process) : process_(process) { limit(0); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    ~FullDisk() { limit(RLIM_INFINITY); }

  private:
    void limit(rlim_t bytes) const {
        const rlimit size{bytes, RLIM_INFINITY};
        EXPECT_EQ(::prlimit(process_, RLIMIT_FSIZE, &size, nullptr), 0);
    }

    pid_t process_;
};

/// The database's files are elsewhere for a while.
class TakenAway {
  public:
    TakenAway(std::filesystem::path from, std::filesystem::path to)
        : from_(std::move(from)), to_(std::move(to)) {
        move(from_, to_);
    }
    TakenAway(const TakenAway&) = delete;
    TakenAway& operator=(const TakenAway&) = delete;
    ~TakenAway() { move(to_, from_); }

  private:
    static void move(const std::filesystem::path& from, const std::filesystem::path& to) {
        for (const auto* suffix : {"", "-wal", "-shm"}) {
            std::error_code absent;
            std::filesystem::rename(from.string() + suffix, to.string() + suffix, absent);
        }
    }

    std::filesystem::path from_, to_;
};

class Trouble : public WithMailHost<Trouble> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.window = kWindow;
        options.before_posternd = "trap '' XFSZ";
        options.sections["database"] = "{ busy-timeout: 200ms }";
        return std::make_unique<MailHost>(kOneAgent, options);
    }

  protected:
    static void park(const std::string& draft) {
        ASSERT_EQ(host().submit({draft, "team"}).end.code, 250);
        ASSERT_TRUE(host().becomes(draft, "parked")) << host().logs();
    }

    /// The draft is not taken now, and what is parked does not leave although it is due.
    static void expect_patience(const std::string& parked, TimePoint due,
                                const std::string& draft) {
        EXPECT_EQ(code_of(host().submit({draft, "team"})), 451) << host().logs();
        // Long enough for two attempts at what is due.
        ASSERT_TRUE(wait_until([&] { return now() > due + std::chrono::seconds(3); }));
        EXPECT_TRUE(host().arrived(parked).empty());
        EXPECT_NE(host().postfix().queue(), "");
        EXPECT_EQ(code_of(host().submit({draft, "team"})), 451);
    }

    static void expect_once(const std::string& draft) {
        EXPECT_EQ(host().verdicts(draft), Lines{"ann sent"}) << host().logs();
        EXPECT_EQ(host().delivered(draft, 1).size(), 1U) << host().logs();
    }

    /// The reply that decided the transaction.
    static int code_of(const SmtpTransaction& sent) {
        return sent.end.code != 0 ? sent.end.code : sent.recipients.at(0).code;
    }

    /// What `Obstacle` does to postern while it lasts, and what comes after.
    template <typename Obstacle, typename... Arguments>
    static void get_over(const std::string& name, Arguments... arguments) {
        park(name);
        const auto due = host().records(name).at(0).due;
        {
            const Obstacle obstacle(arguments...);
            expect_patience(name, due, name + "-meanwhile");
        }
        expect_once(name);
        EXPECT_EQ(host().submit({name + "-meanwhile", "team"}).end.code, 250);
        expect_once(name + "-meanwhile");
    }
};

TEST_F(Trouble, WithALockedStateIsWaitedOut) {
    get_over<LockedDatabase>("locked", host().folder() / "state.db");
}

TEST_F(Trouble, WithAFullDiskIsWaitedOut) {
    get_over<FullDisk>("full", host().posternd().pid());
}

TEST_F(Trouble, WithADirectoryThatIsGoneIsWaitedOut) {
    get_over<TakenAway>("gone", host().folder() / "directory.db", host().folder() / "elsewhere.db");
}

TEST_F(Trouble, WithADirectoryThatIsGoneAtTheStartIsWaitedOut) {
    park("start");
    {
        const TakenAway gone(host().folder() / "directory.db", host().folder() / "elsewhere.db");
        host().posternd().restart();
        EXPECT_EQ(code_of(host().submit({"start-meanwhile", "team"})), 451);
    }
    expect_once("start");
    EXPECT_EQ(host().submit({"start-meanwhile", "team"}).end.code, 250);
    expect_once("start-meanwhile");
}

TEST_F(Trouble, WithALockedStateAtTheStartIsWaitedOut) {
    park("locked-start");
    host().posternd().kill9();
    {
        const LockedDatabase locked(host().folder() / "state.db");
        host().posternd().restart();
        EXPECT_EQ(code_of(host().submit({"locked-start-meanwhile", "team"})), 451);
    }
    expect_once("locked-start");
    EXPECT_EQ(host().submit({"locked-start-meanwhile", "team"}).end.code, 250);
    expect_once("locked-start-meanwhile");
}

}  // namespace
}  // namespace postern::testing
