// SPDX-License-Identifier: Apache-2.0
//
// postern check, of Postfix's log.
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "fixture.hpp"

namespace postern {

namespace {

class CheckTrail : public OperatorCommand {
  protected:
    /// As a user that is not root, where that is possible.
    std::string checked(const std::string& from, const std::string& user = "") {
        std::ifstream shipped(configuration_);
        std::string text((std::istreambuf_iterator<char>(shipped)), {});
        const auto at = text.find("user: \"\"");
        text.replace(at, 8, "user: \"" + user + "\"");
        const auto file =
            folder_.write("trail.yaml", text + "trail:\n  from: " + from + "\n").string();
        return run_binary({"-c", file, "check"}).out;
    }
};

TEST_F(CheckTrail, SaysNothingWhereItIsOffOrCanBeRead) {
    EXPECT_FALSE(contains(checked("off"), "trail.from"));
    const auto log = folder_.write("mail.log", "");
    EXPECT_FALSE(contains(checked(log.string()), "trail.from")) << checked(log.string());
}

TEST_F(CheckTrail, NotesALogThatIsNotThere) {
    const auto out = checked(path("none.log"));
    EXPECT_TRUE(contains(out, "note: trail.from: " + path("none.log") + " is not there;")) << out;
}

TEST_F(CheckTrail, NamesTheGroupThatMayReadIt) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can check for another user";
    const auto log = folder_.write("mail.log", "");
    std::filesystem::permissions(log, std::filesystem::perms(0640));
    const auto out = checked(log.string(), "nobody");
    EXPECT_TRUE(contains(out, "note: trail.from: nobody may not read " + log.string())) << out;
    EXPECT_TRUE(contains(out, "    set: usermod --append --groups root nobody && ")) << out;
}

}  // namespace

}  // namespace postern
