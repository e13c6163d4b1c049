// SPDX-License-Identifier: Apache-2.0
//
// Every way in which posternd's start fails, tried with posternd itself as its unit runs it, as a
// user with less rights than who asks; and postern check, asked by root, which is to find each.
#include <filesystem>
#include <functional>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "fixture.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr auto kUser = "nobody";

/// Root's, for as long as the test lasts.
class RootListener {
  public:
    RootListener(const sockaddr* address, socklen_t size)
        : fd_(::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        EXPECT_EQ(::bind(fd_, address, size), 0);
        EXPECT_EQ(::listen(fd_, 5), 0);
    }
    RootListener(const RootListener&) = delete;
    RootListener& operator=(const RootListener&) = delete;
    ~RootListener() { ::close(fd_); }

    [[nodiscard]] int port() const {
        sockaddr_in address{};
        socklen_t size = sizeof address;
        ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
        return ntohs(address.sin_port);
    }

  private:
    int fd_;
};

class CheckStart : public OperatorCommand {
  protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "only root can run posternd as another";
        const auto* user = ::getpwnam(kUser);
        if (user == nullptr || !runs(as_user({POSTERND_BINARY, "--version"})))
            GTEST_SKIP() << kUser << " cannot run " << POSTERND_BINARY;
        user_ = user->pw_uid;
        group_ = user->pw_gid;
        own(folder_.path(), user_, 0750);
        fs::create_directory(path("run"));
        own(path("run"), user_, 0750);
        fs::create_directory(path("keys"));
        own(path("keys"), 0, 0750);
        write_for_user("keys/key", std::string(64, 'k') + "\n");
        settings_["milter"] = "socket: unix:" + path("run/s") + "\n  user: " + kUser;
        settings_["dns"] = "check-domains: never";
        settings_["bounces"] = "hold-limit: 100";
        settings_["keys"] = "files: [" + path("keys/key") + "]";
        settings_["postfix"] = "postqueue: /bin/true";
    }

    /// Without those, posternd starts; with one of them it does not.
    void write_configuration() {
        std::string text =
            "drafts:\n  domain: drafts.example\nsenders:\n"
            "  - domain: mail.example\n    bounce-domain: bounces.mail.example\n"
            "directory:\n  database: sqlite:" +
            path("directory.db") + "\nstate:\n  database: sqlite:" + path("state.db") + "\n";
        for (const auto& [group, lines] : settings_)
            text.append(group).append(":\n  ").append(lines) += '\n';
        write_for_user("start.yaml", text);
    }

    [[nodiscard]] Words as_user(const Words& words) const {
        Words all{"setpriv", "--reuid", kUser, "--regid", "nogroup", "--clear-groups"};
        all.insert(all.end(), words.begin(), words.end());
        return all;
    }
    static bool runs(const Words& words) {
        const auto result = run_process(words, std::chrono::seconds{30});
        return result && result->exit_status == 0;
    }
    static void own(const fs::path& file, uid_t user, mode_t mode) {
        const auto* entry = ::getpwnam(kUser);
        ASSERT_EQ(::chown(file.c_str(), user, entry->pw_gid), 0);
        ASSERT_EQ(::chmod(file.c_str(), mode), 0);
    }
    void write_for_user(const std::string& name, const std::string& text) {
        own(folder_.write(name, text), 0, 0640);
    }
    void write_for_root(const std::string& name, const std::string& text) {
        const auto file = folder_.write(name, text);
        ASSERT_EQ(::chown(file.c_str(), 0, 0), 0);
        ASSERT_EQ(::chmod(file.c_str(), 0600), 0);
    }

    [[nodiscard]] ProcessResult check() const {
        return run_binary({"-c", path("start.yaml"), "check"});
    }
    /// It would run on, where it starts.
    [[nodiscard]] bool starts() const {
        const auto words = as_user({POSTERND_BINARY, "-c", path("start.yaml")});
        const auto result = run_process(words, std::chrono::seconds{20});
        return !result || result->exit_status == 0;
    }

    /// posternd does not start, and postern check has a fault of that setting with those words.
    void expect_found(const std::string& setting, const std::string& words) {
        EXPECT_FALSE(starts()) << words;
        const auto result = check();
        EXPECT_EQ(result.exit_status, 1) << result.out;
        EXPECT_TRUE(contains("\n" + result.out, "\n" + setting + ": ")) << setting << "\n"
                                                                        << result.out;
        EXPECT_TRUE(contains(result.out, words)) << words << "\n" << result.out;
    }

    std::map<std::string, std::string> settings_;
    uid_t user_ = 0;
    gid_t group_ = 0;
};

TEST_F(CheckStart, HasNoFaultWhereAllIsRight) {
    write_configuration();
    EXPECT_TRUE(runs(as_user({POSTERND_BINARY, "-c", path("start.yaml"), "--test"})));
    const auto result = check();
    for (const auto* setting : {"configuration", "keys.files", "bounces.patterns", "dns", "milter"})
        EXPECT_FALSE(contains("\n" + result.out, "\n" + std::string(setting))) << result.out;
}

TEST_F(CheckStart, FindsAConfigurationThatPosterndMayNotRead) {
    write_configuration();
    ASSERT_EQ(::chown(path("start.yaml").c_str(), 0, 0), 0);
    expect_found("configuration", "nobody may not read " + path("start.yaml"));
    EXPECT_TRUE(contains(check().out, "chgrp nogroup " + path("start.yaml") + " && chmod g+r"));
}

TEST_F(CheckStart, FindsAConfigurationThatIsWrongOrMissing) {
    settings_["keys"] += "\n  flies: 1";
    write_configuration();
    expect_found(path("start.yaml") + ":16:3", "keys takes only files");
    fs::remove(path("start.yaml"));
    expect_found(path("start.yaml"), "No such file");
}

TEST_F(CheckStart, FindsAKeyThatIsMissingAndSaysHowToMakeItWhole) {
    write_configuration();
    fs::remove(path("keys/key"));
    expect_found("keys.files", "no such key file");
    const auto said = check().out;
    const auto from = said.find("(umask");
    const auto to = said.find('\n', from);
    ASSERT_NE(from, std::string::npos) << said;
    ASSERT_TRUE(runs({"/bin/sh", "-c", said.substr(from, to - from)})) << said;
    EXPECT_FALSE(contains(check().out, "keys.files")) << check().out;
    EXPECT_TRUE(runs(as_user({POSTERND_BINARY, "-c", path("start.yaml"), "--test"})));
    // Their folder may be gone too.
    fs::remove_all(path("keys"));
    const auto again = check().out;
    const auto command = again.substr(
        again.find("(umask"), again.find('\n', again.find("(umask")) - again.find("(umask"));
    ASSERT_TRUE(runs({"/bin/sh", "-c", command})) << command;
    EXPECT_TRUE(runs(as_user({POSTERND_BINARY, "-c", path("start.yaml"), "--test"})));
}

TEST_F(CheckStart, FindsAKeyThatPosterndMayNotRead) {
    write_configuration();
    write_for_root("keys/key", std::string(64, 'k'));
    expect_found("keys.files", "nobody may not read " + path("keys/key"));
    own(path("keys/key"), 0, 0640);
    ASSERT_EQ(::chown(path("keys").c_str(), 0, 0), 0);
    expect_found("keys.files", "nobody may not pass through " + path("keys"));
    own(path("keys"), 0, 0750);
    fs::create_directory(path("elsewhere"));
    ASSERT_EQ(::chmod(path("elsewhere").c_str(), 0700), 0);
    fs::rename(path("keys/key"), path("elsewhere/key"));
    fs::create_symlink(path("elsewhere/key"), path("keys/key"));
    expect_found("keys.files", "nobody may not pass through " + path("elsewhere"));
}

TEST_F(CheckStart, FindsAKeyThatIsNone) {
    write_configuration();
    own(path("keys/key"), 0, 0644);
    expect_found("keys.files", "mode 0644");
    write_for_user("keys/key", "short");
    expect_found("keys.files", "5 characters");
    write_for_user("keys/key", std::string(5000, 'k'));
    expect_found("keys.files", "larger than");
    fs::remove(path("keys/key"));
    fs::create_directory(path("keys/key"));
    own(path("keys/key"), 0, 0750);
    expect_found("keys.files", "not a regular file");
}

TEST_F(CheckStart, FindsPatternsThatAreMissingUnreadableOrNone) {
    settings_["bounces"] = "patterns: " + path("patterns.yaml");
    write_configuration();
    expect_found("bounces.patterns", path("patterns.yaml"));
    write_for_root("patterns.yaml", "things: []\n");
    expect_found("bounces.patterns", "nobody may not read");
    write_for_user("patterns.yaml", "nothing: of the kind\n");
    expect_found("bounces.patterns", "patterns.yaml:1");
}

TEST_F(CheckStart, FindsWhatResolversCannotRead) {
    for (const auto* key : {"root-hints", "trust-anchor"}) {
        settings_["dns"] = std::string(key) + ": " + path("dns");
        write_configuration();
        fs::remove(path("dns"));
        expect_found("dns", path("dns"));
        write_for_root("dns", "");
        expect_found(std::string("dns.") + key, "nobody may not read");
    }
}

TEST_F(CheckStart, FindsAUserThatIsNotThere) {
    settings_["milter"] = "socket: unix:" + path("run/s") + "\n  user: nobody-of-that-name";
    write_configuration();
    expect_found("milter.user", "there is no user nobody-of-that-name");
}

TEST_F(CheckStart, FindsAFolderInWhichThereCanBeNoSocket) {
    write_configuration();
    own(path("run"), 0, 0750);
    expect_found("milter.socket", "nobody may not write to " + path("run"));
    ASSERT_EQ(::chown(path("run").c_str(), 0, 0), 0);
    expect_found("milter.socket", "nobody may not pass through " + path("run"));
    fs::remove(path("run"));
    expect_found("milter.socket", path("run") + " is not there");
    (void)folder_.write("run", "");
    expect_found("milter.socket", path("run") + " is no directory");
}

TEST_F(CheckStart, FindsASocketThatIsTaken) {
    write_configuration();
    (void)folder_.write("run/s", "");
    expect_found("milter.socket", path("run/s") + " is there, and is no socket");
    fs::remove(path("run/s"));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path("run/s").copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
    const RootListener listener(reinterpret_cast<const sockaddr*>(&address), sizeof address);
    own(path("run/s"), user_, 0660);
    expect_found("milter.socket", "a process of root listens at unix:" + path("run/s"));
}

TEST_F(CheckStart, FindsAnAddressThatPosterndCannotListenAt) {
    const auto with = [&](const std::string& socket) {
        settings_["milter"] = "socket: " + socket + "\n  user: " + kUser;
        write_configuration();
    };
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const RootListener listener(reinterpret_cast<const sockaddr*>(&address), sizeof address);
    with("inet:" + std::to_string(listener.port()) + "@127.0.0.1");
    expect_found("milter.socket", "a process of root listens at inet:");
    // Of a network for documents (RFC 5737).
    with("inet:48895@192.0.2.1");
    expect_found("milter.socket", "posternd cannot listen at inet:48895@192.0.2.1: ");
}

TEST_F(CheckStart, FindsAGroupThatPosterndCannotGiveTheSocket) {
    settings_["milter"] += "\n  socket-group: nobody-of-that-name";
    write_configuration();
    expect_found("milter.socket-group", "there is no group nobody-of-that-name");
    settings_["milter"] =
        "socket: unix:" + path("run/s") + "\n  user: " + kUser + "\n  socket-group: daemon";
    write_configuration();
    expect_found("milter.socket-group", "nobody is not in the group daemon");
}

/// posternd starts, and what is parked stays so.
TEST_F(CheckStart, FindsAMainCfThatPostqueueMayNotRead) {
    fs::create_directory(path("etc"));
    write_for_user("etc/main.cf", "mail_owner = postfix\n");
    settings_["postfix"] += "\n  config-directory: " + path("etc");
    write_configuration();
    EXPECT_FALSE(contains(check().out, "main.cf")) << check().out;
    write_for_root("etc/main.cf", "mail_owner = postfix\n");
    EXPECT_TRUE(contains(check().out, "postfix: nobody may not read " + path("etc/main.cf")))
        << check().out;
    ASSERT_EQ(::chmod(path("etc").c_str(), 0700), 0);
    EXPECT_TRUE(contains(check().out, "nobody may not pass through " + path("etc"))) << check().out;
}

TEST_F(CheckStart, LeavesAFileThatIsMeantForLaterToItself) {
    write_configuration();
    ASSERT_EQ(::chown(path("start.yaml").c_str(), 0, 0), 0);
    const auto result = run_binary({"check", path("start.yaml")});
    EXPECT_FALSE(contains(result.out, "may not read")) << result.out;
}

}  // namespace

}  // namespace postern
