// SPDX-License-Identifier: Apache-2.0
//
// Where posternd's unit lets it write, by what systemctl(1) shows; a program of that name stands
// for it.
#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "remark.hpp"
#include "service_unit.hpp"
#include "temporary_directory.hpp"

namespace postern {

namespace {

class CheckUnit : public ::testing::Test {
  protected:
    void SetUp() override {
        path_before_ = std::getenv("PATH");
        ::setenv("PATH", (folder_.path().string() + ":" + path_before_).c_str(), 1);
    }
    void TearDown() override { ::setenv("PATH", path_before_.c_str(), 1); }

    void unit_is(const std::string& properties) {
        const auto program =
            folder_.write("systemctl", "#!/bin/sh\ncat <<END\n" + properties + "END\n");
        std::filesystem::permissions(program, std::filesystem::perms(0755));
    }
    [[nodiscard]] std::string faults() const {
        std::string all;
        for (const auto& remark : check_unit(kDefaultConfiguration, settings_))
            all += remark.setting + " " + remark.set + "\n";
        return all;
    }

    testing::TemporaryDirectory folder_{};
    std::string path_before_{};
    Settings settings_{};
};

constexpr auto kStrict =
    "LoadState=loaded\nUser=postern\nProtectSystem=strict\nStateDirectory=postern\n"
    "ReadWritePaths=-/var/spool/postfix/postern /srv/mail\n";

TEST_F(CheckUnit, NamesEachPlaceThatIsNotToBeWrittenTo) {
    unit_is(kStrict);
    settings_.milter.socket = "unix:/var/spool/postfix/postern/postern.sock";
    settings_.state.database = "sqlite:/var/lib/postern/state.db";
    settings_.directory.database = "sqlite:/srv/mail/below/directory.db";
    EXPECT_EQ(faults(), "");
    settings_.milter.socket = "unix:/var/spool/postfix-out/postern.sock";
    settings_.state.database = "sqlite:/srv/mailbox/state.db";
    EXPECT_EQ(faults(),
              "milter.socket systemctl edit postern: [Service] "
              "ReadWritePaths=/var/spool/postfix-out\n"
              "state.database systemctl edit postern: [Service] ReadWritePaths=/srv/mailbox\n");
}

TEST_F(CheckUnit, SaysNothingWhereNothingIsKept) {
    settings_.state.database = "sqlite:/srv/other/state.db";
    unit_is("LoadState=loaded\nUser=postern\nProtectSystem=full\nReadWritePaths=\n");
    EXPECT_EQ(faults(), "");
    unit_is("LoadState=not-found\nProtectSystem=strict\n");
    EXPECT_EQ(faults(), "");
    unit_is(kStrict);
    EXPECT_TRUE(check_unit("/srv/other.yaml", settings_).empty()) << "no unit runs it with that";
}

TEST_F(CheckUnit, SaysWhoPosterndIs) {
    unit_is(kStrict);
    EXPECT_EQ(user_of_unit(), "postern");
    unit_is("LoadState=loaded\nUser=\n");
    EXPECT_EQ(user_of_unit(), "root");
    unit_is("LoadState=not-found\nUser=\n");
    EXPECT_EQ(user_of_unit(), "");
}

}  // namespace

}  // namespace postern
