// SPDX-License-Identifier: Apache-2.0
//
// What comes before opendkim.conf: the command line, by a unit or by a script.
#include <gtest/gtest.h>

#include "postern/postfix/signing.hpp"

#include "shipped_site.hpp"

namespace postern::postfix {
namespace {

std::string shown(const std::string& words) {
    return "User=\nExecStart={ path=/usr/sbin/opendkim ; argv[]=/usr/sbin/opendkim" + words +
           " ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 }\nEnvironment=A=1 "
           "SOCKET=inet:1@localhost\n";
}

TEST(OpendkimsCommandLine, IsReadAsGetoptReadsIt) {
    const auto start = opendkim_start({"-P", "-p", "-fp", "inet:1@localhost", "-x/etc/o.conf", "-u",
                                       "dkim:mail", "-k", "/etc/key"});
    EXPECT_EQ(start.socket, "inet:1@localhost");
    EXPECT_EQ(start.conf, "/etc/o.conf");
    EXPECT_EQ(start.user, "dkim");
    EXPECT_EQ(start.fixed, "-k");
    EXPECT_EQ(opendkim_start({}).conf, "/etc/opendkim.conf");
    EXPECT_EQ(opendkim_start({"-p"}).socket, "");
}

TEST(OpendkimsUnit, HasItsVariables) {
    EXPECT_FALSE(opendkim_start_by_unit("", {}));
    EXPECT_FALSE(opendkim_start_by_unit("ExecStart=\nUser=\n", {}));
    EXPECT_EQ(opendkim_start_by_unit(shown(""), {})->socket, "");
    EXPECT_EQ(opendkim_start_by_unit(shown(" -p local:/run/s -l"), {})->socket, "local:/run/s");
    EXPECT_EQ(opendkim_start_by_unit(shown(" -p $SOCKET $OPTS"), {})->socket, "inet:1@localhost");
    const auto start = opendkim_start_by_unit(
        shown(" -x /etc/opendkim.conf -u ${U} -p ${SOCKET} $OPTS $NONE"),
        {{"SOCKET", "inet:2@localhost"}, {"OPTS", "-d example.org"}, {"U", "dkim"}});
    EXPECT_EQ(start->socket, "inet:2@localhost");
    EXPECT_EQ(start->fixed, "-d");
    EXPECT_EQ(start->user, "dkim");
    EXPECT_EQ(opendkim_start_by_unit("User=milter\n" + shown("").substr(6), {})->user, "milter");
}

TEST(OpendkimsScript, HasWhatItsDefaultsSay) {
    const std::string text =
        "# c\nRUNDIR=/run/opendkim # here\nSOCKET=\"local:$RUNDIR/x.sock\"\nUSER=dkim\n"
        "DAEMON_OPTS='-b sv'\n";
    const auto start = opendkim_start_by_script(environment_lines(text, true));
    EXPECT_EQ(start.usual_socket, "local:/run/opendkim/x.sock");
    EXPECT_EQ(start.user, "dkim");
    EXPECT_EQ(start.fixed, "-b");
    EXPECT_EQ(environment_lines(text, false).at("SOCKET"), "local:$RUNDIR/x.sock");
}

TEST(OpendkimsCommandLine, ThatSaysWhatIsSignedIsLeftAlone) {
    SignerFiles files{true, false, {{"/etc/opendkim.conf", "Socket inet:8891@localhost\n"}}};
    files.start.fixed = "-d";
    Site site;
    site.parameters = {{"queue_directory", "/var/spool/postfix"}};
    const auto signing = signing_for(site, settings(), files);
    EXPECT_TRUE(signing.additions.empty());
    ASSERT_EQ(signing.left.size(), 1U);
    EXPECT_NE(signing.left[0].what.find("started with -d"), std::string::npos);
}

TEST(OpendkimsConfiguration, IsTheOneThatItIsStartedWith) {
    SignerFiles files{true, false, {{"/etc/dk.conf", "Socket inet:8899@localhost\n"}}};
    files.start.conf = "/etc/dk.conf";
    Site site;
    site.parameters = {{"queue_directory", "/var/spool/postfix"}};
    const auto signing = signing_for(site, settings(), files);
    EXPECT_EQ(signing.milter, "inet:127.0.0.1:8899");
    EXPECT_EQ(signing.additions.back().path, "/etc/dk.conf");
}

}  // namespace
}  // namespace postern::postfix
