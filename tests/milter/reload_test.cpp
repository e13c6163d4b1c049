// SPDX-License-Identifier: Apache-2.0
#include <csignal>

#include "daemon_test.hpp"

namespace postern::testing {

namespace {

constexpr const char* kLimited =
    "{ domain: drafts.example, networks: [127.0.0.1], size-limit: 1KiB }";

class Reload : public DaemonTest {
  protected:
    Reload() { start(); }
    static MilterMessage large() {
        auto message = draft();
        message.body = std::string(4000, 'x');
        return message;
    }
};

TEST_F(Reload, CountsFromTheNextMessageOfAnOpenConnection) {
    auto client = connect();
    client.mail(large());
    client.recipient("shop@drafts.example");

    configure("drafts", kLimited);
    daemon().signal(SIGHUP);
    ASSERT_TRUE(logs("configuration-loaded"));

    client.content(large());
    EXPECT_EQ(client.end().answer, FilterAnswer::accept) << "this one began under the old settings";
    client.abort();
    EXPECT_EQ(client.send(large()).end.text,
              "552 5.3.4 the draft is larger than drafts.size-limit, 1024 bytes");
}

TEST_F(Reload, RefusesAFaultyFileAndKeepsTheOld) {
    configure("drafts", "{ domain: drafts.example, size-limit: huge }");
    daemon().signal(SIGHUP);
    ASSERT_TRUE(logs("configuration-refused"));
    EXPECT_TRUE(logs(path("postern.yaml") + ":4:"));
    EXPECT_EQ(connect().send(large()).end.answer, FilterAnswer::accept);

    configure("drafts", kLimited);
    daemon().signal(SIGHUP);
    ASSERT_TRUE(logs("configuration-loaded"));
    EXPECT_EQ(connect().send(large()).end.answer, FilterAnswer::reject);
}

TEST_F(Reload, NamesWhatItCannotChange) {
    configure("state", "{ database: \"sqlite:" + path("other.db") + "\", keep: 80d }");
    configure("suppressions", "{ clear-after: 3d }");
    daemon().signal(SIGHUP);
    EXPECT_TRUE(logs("restart-needed for=\"state.database, state.keep\""));
}

TEST_F(Reload, NamesNothingThatItTakes) {
    configure("suppressions", "{ clear-after: 3d }");
    configure("presence", "{ stale-after: 1min }");
    daemon().signal(SIGHUP);
    ASSERT_TRUE(logs("configuration-loaded"));
    EXPECT_EQ(daemon().log().find("restart-needed"), std::string::npos);
}

}  // namespace

}  // namespace postern::testing
