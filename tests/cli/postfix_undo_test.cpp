// SPDX-License-Identifier: Apache-2.0
//
// postern postfix apply and undo where something is in the way: files that cannot be replaced, a
// kill at any moment, somebody else at work, hands that edited in between, settings that are lost.
// Everything is changed or nothing, and nothing that somebody wrote is lost.
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
#include <unistd.h>

#include "postern/base/file.hpp"

#include "postfix_configuration.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

class InterruptedPostfix : public PostfixConfiguration {
  protected:
    [[nodiscard]] ProcessResult undo(Words more = {}) const {
        more.emplace_back("--yes");
        return wiring("undo", std::move(more));
    }
    /// The command in a mount namespace where main.cf is mounted by itself, as containers do it.
    [[nodiscard]] ProcessResult with_main_mounted(const std::string& command) const {
        const auto main = path("etc/main.cf");
        return in_namespace("mount --bind " + main + " " + main +
                            " && exec " POSTERN_BINARY " -c " + configuration_ + " postfix " +
                            command + " --yes");
    }
    [[nodiscard]] static ProcessResult in_namespace(const std::string& command) {
        return run_process({"unshare", "--mount", "sh", "-c", command}, std::chrono::seconds{60})
            .value();
    }
    [[nodiscard]] static bool can_mount() { return in_namespace("true").exit_status == 0; }

    /// The files that apply changed, in its order.
    [[nodiscard]] Words changed_files() const {
        std::istringstream list(read_file(path("etc/postern/kept/1/files")).value());
        Words files;
        for (std::string before, after, file; list >> before >> after >> file;)
            files.push_back(file);
        return files;
    }
    /// "applied" has what a whole apply left.
    void kill_apply_after(std::size_t replaced, const Words& files) const {
        fs::remove_all(path("etc"));
        fs::copy(path("applied"), path("etc"), fs::copy_options::recursive);
        for (std::size_t i = replaced; i < files.size(); ++i) {
            fs::rename(files[i], files[i] + ".postern-new");
            if (before_.contains(files[i])) std::ofstream(files[i]) << before_.at(files[i]);
        }
        fs::create_directories(path("etc/postern/edited"));
        fs::create_directories(path("etc/postern/kept/unfinished/before"));
    }
    void expect_as_before() const {
        EXPECT_EQ(contents(), before_);
        EXPECT_FALSE(fs::exists(path("etc/postern")));
    }
};

TEST_F(InterruptedPostfix, IsLeftAsItWasWhereItsLastFileCannotBeReplaced) {
    if (!can_mount()) GTEST_SKIP() << "no mount namespace";
    const auto applied = with_main_mounted("apply --no-signer");
    EXPECT_EQ(applied.exit_status, 1) << applied.out;
    EXPECT_TRUE(contains(applied.err, "main.cf: Device or resource busy: it is mounted by itself"))
        << applied.err;
    EXPECT_TRUE(contains(applied.err, "; nothing was changed")) << applied.err;
    expect_as_before();
    EXPECT_EQ(apply().exit_status, 0);
}

TEST_F(InterruptedPostfix, IsNotHalfPutBackEither) {
    if (!can_mount()) GTEST_SKIP() << "no mount namespace";
    ASSERT_EQ(apply().exit_status, 0);
    const auto applied = contents();
    const auto undone = with_main_mounted("undo");
    EXPECT_EQ(undone.exit_status, 1);
    EXPECT_TRUE(contains(undone.err, "nothing was changed")) << undone.err;
    EXPECT_EQ(contents(), applied);
    EXPECT_EQ(undo().exit_status, 0);
    expect_as_before();
}

TEST_F(InterruptedPostfix, ComesBackFromAnApplyThatWasKilledAtAnyMoment) {
    ASSERT_EQ(apply().exit_status, 0);
    const auto files = changed_files();
    ASSERT_GE(files.size(), 4U);
    fs::copy(path("etc"), path("applied"), fs::copy_options::recursive);
    for (std::size_t replaced = 0; replaced <= files.size(); ++replaced) {
        SCOPED_TRACE(std::to_string(replaced) + " of " + std::to_string(files.size()));
        kill_apply_after(replaced, files);
        // Or somebody goes on, as at the first file and at the last.
        if (replaced == 1 || replaced + 1 == files.size()) {
            EXPECT_EQ(apply().exit_status, 0);
        }
        const auto undone = undo();
        EXPECT_EQ(undone.exit_status, 0) << undone.err;
        expect_as_before();
    }
}

TEST_F(InterruptedPostfix, IsChangedByOneAtATime) {
    const int folder = ::open(path("etc").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ASSERT_EQ(::flock(folder, LOCK_EX), 0);
    for (const auto* verb : {"apply", "undo"}) {
        const auto second = wiring(verb, {"--yes"});
        EXPECT_EQ(second.exit_status, 1);
        EXPECT_TRUE(contains(second.err, "is at work there: try again")) << second.err;
    }
    ::close(folder);
    expect_as_before();
    EXPECT_EQ(apply().exit_status, 0);
}

TEST_F(InterruptedPostfix, IsPutBackWithoutSettingsThatCanBeRead) {
    const auto good = read_file(configuration_).value();
    const auto etc = "postfix: { config-directory: " + path("etc") + " }\n";
    for (const auto& broken : {"drafts: { domian: x }\n" + etc, "nonsense: [\n" + good}) {
        (void)folder_.write("wired.yaml", good);
        ASSERT_EQ(apply().exit_status, 0);
        (void)folder_.write("wired.yaml", broken);
        const auto undone = undo();
        // What YAML itself refuses says nothing of where this Postfix is.
        if (broken.starts_with("nonsense")) {
            EXPECT_EQ(undone.exit_status, 1);
            (void)folder_.write("wired.yaml", etc);
            EXPECT_EQ(undo().exit_status, 0);
        } else {
            EXPECT_EQ(undone.exit_status, 0) << undone.err;
        }
        EXPECT_TRUE(contains(undone.err, ", without what is wrong here: ")) << undone.err;
        expect_as_before();
    }
}

TEST_F(InterruptedPostfix, IsPutBackThoughPostfixCannotReadItAnyMore) {
    ASSERT_EQ(apply().exit_status, 0);
    fs::remove(path("etc/main.cf"));
    const auto refused = undo();
    EXPECT_EQ(refused.exit_status, 1);
    EXPECT_TRUE(contains(refused.err, "main.cf: it is not there any more")) << refused.err;
    const auto forced = undo({"--force"});
    EXPECT_EQ(forced.exit_status, 0) << forced.err;
    expect_as_before();
}

TEST_F(InterruptedPostfix, KeepsWhatHandsWroteIntoOurTables) {
    ASSERT_EQ(apply().exit_status, 0);
    const auto table = path("etc/postern/transport");
    const auto edited = "# by hand\n" + read_file(table).value();
    std::ofstream(table) << edited;
    ASSERT_EQ(apply().exit_status, 0);
    const auto once = undo();
    EXPECT_EQ(once.exit_status, 0) << once.err;
    EXPECT_TRUE(contains(once.err, "an earlier apply still stands")) << once.err;
    EXPECT_EQ(read_file(table).value(), edited);
    const auto twice = undo();
    EXPECT_EQ(twice.exit_status, 1);
    EXPECT_TRUE(contains(twice.err, "'# by hand' is new since apply")) << twice.err;
    EXPECT_TRUE(contains(twice.err, "--force")) << twice.err;
    const auto forced = undo({"--force"});
    EXPECT_EQ(forced.exit_status, 0) << forced.err;
    EXPECT_TRUE(contains(forced.out, "changed since, kept as: " + table + ".before-undo"))
        << forced.out;
    EXPECT_EQ(read_file(table + ".before-undo").value(), edited);
    fs::remove_all(path("etc/postern"));
    expect_as_before();
}

}  // namespace

}  // namespace postern
