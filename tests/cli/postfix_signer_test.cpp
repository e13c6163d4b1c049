// SPDX-License-Identifier: Apache-2.0
//
// postern postfix plan, apply, verify and undo with a signer: opendkim's files in a copy of /etc
// that is mounted over it for these commands alone. opendkim is not run.
#include <filesystem>

#include "postern/base/file.hpp"

#include "postfix_configuration.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr auto kConf = "UserID opendkim\nSocket inet:8891@localhost\nPidFile /run/opendkim.pid\n";

class SigningPostfix : public PostfixConfiguration {
  protected:
    void SetUp() override {
        PostfixConfiguration::SetUp();
        if (IsSkipped()) return;
        if (!fs::exists("/usr/sbin/opendkim")) GTEST_SKIP() << "no opendkim";
        const auto made = run("cp -a /etc " + path("host"));
        if (made.exit_status != 0 || mounted("true").exit_status != 0)
            GTEST_SKIP() << "no mount namespace: " << made.err;
        fs::remove_all(path("host/opendkim"));
        (void)folder_.write("host/opendkim.conf", kConf);
        if (!run("getent passwd opendkim").out.empty()) return;
        GTEST_SKIP() << "no user opendkim";
    }

    [[nodiscard]] static ProcessResult run(const std::string& command) {
        return run_process({"sh", "-c", command}, std::chrono::seconds{60}).value();
    }
    [[nodiscard]] ProcessResult mounted(const std::string& command) const {
        return run("unshare --mount sh -c 'mount --bind " + path("host") + " /etc && exec " +
                   command + "'");
    }
    [[nodiscard]] ProcessResult postfix(const std::string& what) const {
        return mounted(POSTERN_BINARY " -c " + configuration_ + " postfix " + what);
    }
    void have_selectors(const std::string& selectors) {
        const auto text = read_file(configuration_).value();
        const auto end = text.find(", bounce-domain");
        const auto begin = text.find("domain: example.test") + 20;
        configuration_ = folder_.write(
            "selected.yaml",
            std::string(text).replace(begin, end - begin, ", dkim-selectors: [" + selectors + "]"));
    }
    [[nodiscard]] std::string table(const std::string& name) const {
        return read_file(path("host/opendkim/" + name)).value();
    }
    [[nodiscard]] bool has_key(const std::string& selector) const {
        return fs::exists(path("host/opendkim/keys/example.test/" + selector + ".private"));
    }
};

TEST_F(SigningPostfix, SignsWithTheSelectorThatIsNamedSince) {
    ASSERT_EQ(postfix("apply --yes").exit_status, 0);
    EXPECT_TRUE(contains(table("KeyTable"), ":postern:"));
    have_selectors("s2026, postern");
    const auto plan = postfix("plan");
    EXPECT_TRUE(contains(plan.out, "\nsed -i 's/^example\\.test example\\.test:postern:"))
        << plan.out;
    EXPECT_TRUE(contains(postfix("verify").out, "not in force: /etc/opendkim/KeyTable"));
    const auto applied = postfix("apply --yes");
    ASSERT_EQ(applied.exit_status, 0) << applied.err;
    EXPECT_TRUE(contains(applied.out, "publish: s2026._domainkey.example.test. ")) << applied.out;
    EXPECT_EQ(table("KeyTable"),
              "example.test example.test:s2026:/etc/opendkim/keys/example.test/s2026.private\n");
    EXPECT_TRUE(has_key("postern") && has_key("s2026"));
    EXPECT_FALSE(contains(postfix("verify").out, "not in force: /etc/opendkim"));
    EXPECT_TRUE(contains(postfix("plan").out, "has all that postern needs.\n"));
    ASSERT_EQ(postfix("undo --yes").exit_status, 0);
    EXPECT_EQ(contents(), before_);
    EXPECT_EQ(read_file(path("host/opendkim.conf")).value(), kConf);
    EXPECT_FALSE(fs::exists(path("host/opendkim/KeyTable")));
    EXPECT_TRUE(has_key("postern") && has_key("s2026"));
}

TEST_F(SigningPostfix, IsToldOfALineOfItsOwnThatSignsWithAnotherKey) {
    fs::create_directory(path("host/opendkim"));
    (void)folder_.write("host/opendkim/KeyTable", "own\texample.test:own:/etc/own.private");
    (void)folder_.write("host/opendkim/SigningTable", "*@example.test own\n");
    (void)folder_.write("host/opendkim.conf", std::string(kConf) +
                                                  "KeyTable /etc/opendkim/KeyTable\nSigningTable "
                                                  "refile:/etc/opendkim/SigningTable\n");
    have_selectors("s2026");
    ASSERT_EQ(postfix("apply --yes").exit_status, 0);
    EXPECT_EQ(table("KeyTable"), "own\texample.test:own:/etc/own.private");
    const auto verified = postfix("verify");
    EXPECT_EQ(verified.exit_status, 1);
    EXPECT_TRUE(contains(verified.out,
                         "not in force: /etc/opendkim/KeyTable has "
                         "'example.test:own:/etc/own.private' for example.test"))
        << verified.out;
    const auto plan = postfix("plan").out;
    EXPECT_TRUE(contains(plan, ", and the signer has not: see below.\n")) << plan;
    EXPECT_TRUE(contains(plan, "# - /etc/opendkim/KeyTable: has ")) << plan;
}

/// Folders and files with their modes and owners; of keys, and of what apply keeps, no more. What
/// postconf adds to main.cf it adds in no order.
TEST_F(SigningPostfix, IsTheSameWhetherThePlanIsAppliedOrRunByAShell) {
    fs::create_directory(path("host/postern"));
    fs::copy_file(configuration_, path("host/postern/postern.yaml"));
    (void)folder_.write("host/opendkim.conf", std::string(kConf) + "Syslog yes");
    const auto copies = "cd " + path("") + " && for each in host etc; do ";
    ASSERT_EQ(run(copies + "cp -a $each untouched-$each; done").exit_status, 0);
    const auto plan = postfix("plan").out;
    (void)folder_.write("plan.sh", plan.substr(0, plan.find("\n# Then, when it suits you")));
    const auto programs = fs::path(POSTERN_BINARY).parent_path().string();
    const auto by_shell =
        mounted("env PATH=" + programs + ":/usr/sbin:/usr/bin:/sbin:/bin sh " + path("plan.sh"));
    ASSERT_EQ(by_shell.exit_status, 0) << by_shell.err << plan;
    ASSERT_EQ(run(copies + "mv $each shell-$each; mv untouched-$each $each; done").exit_status, 0);
    ASSERT_EQ(postfix("apply --yes").exit_status, 0);
    const auto seen =
        run(copies +
            "diff -r --no-dereference -x '*.private' -x kept -x main.cf shell-$each $each; for "
            "tree in shell-$each $each; do (cd "
            "$tree && find . -name kept -prune -o -printf '%P %m %u %g\n' | sort >../$tree.list); "
            "done; diff shell-$each.list $each.list; done; for each in shell-etc etc; do sort "
            "$each/main.cf "
            ">$each.main; done; diff shell-etc.main etc.main");
    EXPECT_EQ(seen.out + seen.err, "");
    EXPECT_TRUE(contains(postfix("plan").out, "has all that postern needs.\n"));
}

/// By its unit, whose variables stand in a file.
TEST_F(SigningPostfix, IsLedToTheSocketThatItsSignerIsStartedWith) {
    (void)folder_.write("host/default/opendkim", "SOCKET=inet:8899@localhost\n");
    fs::create_directory(path("bin"));
    (void)folder_.write(
        "bin/systemctl",
        "#!/bin/sh\n[ \"$1\" = show ] && cat <<'END'\n"
        "ExecStart={ path=/usr/sbin/opendkim ; argv[]=/usr/sbin/opendkim -u opendkim "
        "-p $SOCKET ; ignore_errors=no ; pid=0 }\nUser=\nEnvironment=\n"
        "EnvironmentFiles=/etc/default/opendkim (ignore_errors=yes)\nEND\n");
    fs::permissions(path("bin/systemctl"), fs::perms::owner_all);
    const auto applied = mounted("env PATH=" + path("bin") + ":/usr/sbin:/usr/bin:/sbin:/bin " +
                                 POSTERN_BINARY + " -c " + configuration_ + " postfix apply --yes");
    ASSERT_EQ(applied.exit_status, 0) << applied.err;
    EXPECT_TRUE(contains(read_file(path("etc/master.cf")).value(), "inet:127.0.0.1:8899"));
}

TEST_F(SigningPostfix, IsToldOfAKeyThatItsSignerCannotRead) {
    ASSERT_EQ(postfix("apply --yes").exit_status, 0);
    EXPECT_FALSE(contains(postfix("verify").out, "cannot be read"));
    ASSERT_EQ(run("chown -R root:root " + path("host/opendkim/keys")).exit_status, 0);
    const auto verified = postfix("verify");
    EXPECT_EQ(verified.exit_status, 1);
    EXPECT_TRUE(contains(verified.out, "/postern.private cannot be read by opendkim, who signs"))
        << verified.out;
    EXPECT_TRUE(contains(verified.out, "set: chown opendkim: /etc/opendkim/keys/example.test\n"));
    const auto checked = mounted(POSTERN_BINARY " -c " + configuration_ + " check");
    EXPECT_TRUE(contains(checked.out, "cannot be read by opendkim")) << checked.out;
}

}  // namespace

}  // namespace postern
