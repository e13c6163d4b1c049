// SPDX-License-Identifier: Apache-2.0
//
// --restart of postern postfix apply and undo: Postfix is restarted where somebody asked for it,
// and never otherwise. A program of the same name stands for Postfix's, and notes what it was told.
#include <cstdlib>
#include <filesystem>

#include "postern/base/file.hpp"

#include "postfix_configuration.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

class RestartedPostfix : public PostfixConfiguration {
  protected:
    void SetUp() override {
        PostfixConfiguration::SetUp();
        if (IsSkipped()) return;
        fs::create_directory(path("bin"));
        postfix_does("exit 0");
        path_before_ = std::getenv("PATH");
        ::setenv("PATH", (path("bin") + ":" + path_before_).c_str(), 1);
    }
    void TearDown() override {
        if (!path_before_.empty()) ::setenv("PATH", path_before_.c_str(), 1);
    }

    void postfix_does(const std::string& what) const {
        const auto program = folder_.write(
            "bin/postfix", "#!/bin/sh\nif [ \"$3\" = status ]; then [ ! -e " + path("down") +
                               " ]; exit $(($? + " + status_ + "))\nfi\necho \"$*\" >>" +
                               path("told") + "\n" + what + "\n");
        fs::permissions(program, fs::perms(0755));
    }
    /// What Postfix was told since the last look.
    [[nodiscard]] std::string told() const {
        const auto words = fs::exists(path("told")) ? read_file(path("told")).value() : "";
        fs::remove(path("told"));
        return words;
    }
    [[nodiscard]] std::string stop_and_start() const {
        const auto folder = "-c " + path("etc");
        return folder + " stop\n" + folder + " start\n";
    }

    std::string path_before_{};
    std::string status_ = "0";  ///< Of `postfix status`.
};

TEST_F(RestartedPostfix, IsOnlyWhatSomebodyAskedFor) {
    const auto applied = wiring("apply", {"--yes", "--no-signer"});
    ASSERT_EQ(applied.exit_status, 0) << applied.err;
    EXPECT_TRUE(contains(applied.out, "Nothing of it counts before:\npostfix -c ")) << applied.out;
    ASSERT_EQ(wiring("undo", {"--yes"}).exit_status, 0);
    EXPECT_EQ(told(), "");
}

TEST_F(RestartedPostfix, HasReadWhatIsNewAfterApplyAndWhatWasAfterUndo) {
    const auto applied = wiring("apply", {"--yes", "--no-signer", "--restart"});
    ASSERT_EQ(applied.exit_status, 0) << applied.err;
    EXPECT_EQ(told(), stop_and_start());
    EXPECT_FALSE(contains(applied.out, "Nothing of it counts before")) << applied.out;
    EXPECT_EQ(wiring("apply", {"--yes", "--no-signer", "--restart"}).exit_status, 0);
    EXPECT_EQ(told(), "") << "nothing was changed";
    ASSERT_EQ(wiring("undo", {"--yes", "--restart"}).exit_status, 0);
    EXPECT_EQ(told(), stop_and_start());
}

TEST_F(RestartedPostfix, ThatDoesNotComeUpHasItsOwnFilesAgain) {
    postfix_does("[ \"$3\" = start ] || exit 0\nif grep -q postern " + path("etc/master.cf") +
                 "; then\necho 'fatal: no such service' >&2; touch " + path("down") +
                 "; exit 1\nfi\nrm -f " + path("down"));
    const auto applied = wiring("apply", {"--yes", "--no-signer", "--restart"});
    EXPECT_EQ(applied.exit_status, 1);
    EXPECT_TRUE(contains(applied.err, "fatal: no such service")) << applied.err;
    EXPECT_TRUE(contains(applied.err, "they are put back")) << applied.err;
    EXPECT_TRUE(contains(applied.err, "Postfix runs as it did before")) << applied.err;
    EXPECT_EQ(told(), stop_and_start() + stop_and_start());
    EXPECT_EQ(contents(), before_);
    EXPECT_TRUE(contains(wiring("undo", {"--yes"}).err, "nothing of an apply is kept"));
}

TEST_F(RestartedPostfix, IsNotStartedWhereSomebodyStoppedIt) {
    status_ = "1";
    postfix_does("exit 0");
    const auto applied = wiring("apply", {"--yes", "--no-signer", "--restart"});
    EXPECT_EQ(applied.exit_status, 0) << applied.err;
    EXPECT_TRUE(contains(applied.out, "Postfix does not run, and was not started: postfix -c"))
        << applied.out;
    EXPECT_EQ(told(), "");
}

TEST_F(RestartedPostfix, LeavesNothingToDoInJson) {
    const auto asked = wiring("apply", {"--yes", "--no-signer", "--restart", "--json"});
    EXPECT_EQ(nlohmann::json::parse(asked.out)["then"], nlohmann::json::array());
    const auto unasked = wiring("undo", {"--yes", "--json"});
    EXPECT_EQ(nlohmann::json::parse(unasked.out)["then"].size(), 1U);
}

TEST_F(PostfixConfiguration, PrintsItsPlanWhereSomebodyIsToAgreeAndNotElsewhere) {
    EXPECT_TRUE(contains(postern_reading("n\n", {"postfix", "apply", "--no-signer"}).out,
                         "postconf -c " + path("etc") + " -e"));
    const auto applied = apply();
    EXPECT_FALSE(contains(applied.out, "postconf ")) << applied.out;
    EXPECT_TRUE(contains(applied.out, "new: " + path("etc/postern/transport"))) << applied.out;
    EXPECT_TRUE(contains(applied.out, "changed: " + path("etc/main.cf"))) << applied.out;
}

}  // namespace

}  // namespace postern
