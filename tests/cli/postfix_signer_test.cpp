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

}  // namespace

}  // namespace postern
