// SPDX-License-Identifier: Apache-2.0
//
// What an operating system can do to a file under us: lock it, delete it, replace it, fill its
// disk. The answer is always ErrorCode::unavailable, and afterwards everything works again.
#pragma once

#include <optional>
#include <sys/fsuid.h>
#include <sys/wait.h>
#include <unistd.h>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "documents.hpp"
#include "fixture.hpp"

namespace postern {

namespace fs = std::filesystem;

constexpr auto kReadable = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;

class SqliteFailure : public testing::Test {
  protected:
    [[nodiscard]] fs::path file(const std::string& name) const {
        return folder_.path() / (name + ".db");
    }
    [[nodiscard]] DatabaseOptions options(const std::string& name) const {
        return {"sqlite:" + file(name).string(), 2, Duration(50)};
    }
    [[nodiscard]] std::unique_ptr<State> state() const {
        return *open_state({options("state"), std::chrono::days{90}, &clock_});
    }
    [[nodiscard]] std::unique_ptr<Directory> shop() const {
        EXPECT_TRUE((*open_directory_editor(options("directory")))->import(kShop, "shop", true));
        return *open_directory(options("directory"));
    }
    /// Another program's session.
    [[nodiscard]] soci::session stranger(const std::string& name) const {
        return {soci::sqlite3, "db=\"" + file(name).string() + "\""};
    }
    void remove(const std::string& name) const {
        for (const auto* suffix : {"", "-wal", "-shm"}) {
            fs::remove(file(name).string() + suffix);
        }
    }

    StandingClock clock_;
    TemporaryFolder folder_;
};

template <typename T>
void expect_unavailable(const Result<T>& result) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::unavailable) << result.error().message();
}

/// Acts as somebody without rights, on this thread and those it starts.
class Unprivileged {
  public:
    Unprivileged() {
        if (geteuid() == 0) setfsuid(65534);
    }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;
    ~Unprivileged() { setfsuid(geteuid()); }
};

/// What `act` is refused with when another program does it; nothing where it is not.
template <typename Act>
std::optional<ErrorCode> in_another_process(const Act& act) {
    const pid_t child = fork();
    if (child == 0) {
        const Result<void> done = act();
        _exit(done ? 255 : static_cast<int>(done.error().code));
    }
    int status = 0;
    waitpid(child, &status, 0);
    const int said = WEXITSTATUS(status);
    return said == 255 ? std::nullopt : std::optional(static_cast<ErrorCode>(said));
}

/// Root again, for a while.
class Privileged {
  public:
    Privileged() : before_(static_cast<uid_t>(setfsuid(0))) {}
    Privileged(const Privileged&) = delete;
    Privileged& operator=(const Privileged&) = delete;
    ~Privileged() { setfsuid(before_); }

  private:
    uid_t before_;
};

}  // namespace postern
