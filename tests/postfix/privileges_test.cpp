// SPDX-License-Identifier: Apache-2.0
//
// posternd as it runs on a mail server: started by root, it becomes a user of its own for good,
// and can do all of its work as that one.
#include <grp.h>
#include <memory>
#include <pwd.h>
#include <sstream>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"

#include "directories.hpp"
#include "mail_host.hpp"
#include "with_mail_host.hpp"

namespace postern::testing {
namespace {

constexpr auto kUser = "nobody";

class OwnUser : public WithMailHost<OwnUser> {
  public:
    static std::unique_ptr<MailHost> make_host() {
        HostOptions options;
        options.window = std::chrono::seconds(2);
        options.user = kUser;
        return std::make_unique<MailHost>(kOneAgent, options);
    }

  protected:
    /// The words of one line of /proc/PID/status.
    static std::vector<std::string> status(const std::string& name) {
        const auto file = read_file("/proc/" + std::to_string(host().posternd().pid()) + "/status");
        std::istringstream lines(file.value());
        for (std::string line; std::getline(lines, line);) {
            if (line.rfind(name + ":", 0) != 0) continue;
            std::istringstream words(line.substr(name.size() + 1));
            return {std::istream_iterator<std::string>(words), {}};
        }
        return {};
    }
};

TEST_F(OwnUser, HasNoPrivilegesLeftAndGainsNone) {
    const auto* user = ::getpwnam(kUser);
    ASSERT_NE(user, nullptr);
    EXPECT_EQ(status("Uid"), std::vector<std::string>(4, std::to_string(user->pw_uid)));
    EXPECT_EQ(status("Gid"), std::vector<std::string>(4, std::to_string(user->pw_gid)));
    EXPECT_EQ(status("CapEff"), std::vector<std::string>{"0000000000000000"});
    EXPECT_EQ(status("CapPrm"), std::vector<std::string>{"0000000000000000"});
    EXPECT_EQ(status("NoNewPrivs"), std::vector<std::string>{"1"});
    const auto groups = status("Groups");
    const auto postdrop = std::to_string(::getgrnam("postdrop")->gr_gid);
    EXPECT_NE(std::find(groups.begin(), groups.end(), postdrop), groups.end());
    EXPECT_EQ(std::find(groups.begin(), groups.end(), "0"), groups.end());
}

TEST_F(OwnUser, ReleasesWhatIsParked) {
    ASSERT_EQ(host().submit({"own-user", "team"}).end.code, 250);
    ASSERT_TRUE(host().becomes("own-user", "parked")) << host().logs();
    EXPECT_EQ(host().delivered("own-user", 1).size(), 1U) << host().logs();
    EXPECT_EQ(host().posternd().log().find("release-failed"), std::string::npos)
        << host().posternd().log();
}

TEST_F(OwnUser, FindsAgainWhatWasParkedBefore) {
    ASSERT_EQ(host().submit({"own-user-again", "team"}).end.code, 250);
    ASSERT_TRUE(host().becomes("own-user-again", "parked")) << host().logs();
    host().posternd().kill9();
    for (const auto* file : {"state.db", "state.db-wal", "state.db-shm"}) {
        std::filesystem::remove(host().folder() / file);
    }
    host().posternd().restart();
    EXPECT_EQ(host().delivered("own-user-again", 1).size(), 1U) << host().logs();
    EXPECT_EQ(host().posternd().log().find("queue-unreadable"), std::string::npos)
        << host().posternd().log();
}

}  // namespace
}  // namespace postern::testing
