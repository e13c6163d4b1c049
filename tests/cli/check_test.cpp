// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "postern/base/file.hpp"

#include "fixture.hpp"

namespace postern {

namespace {

/// Somebody at a UNIX socket, who says nothing.
class Listener {
  public:
    explicit Listener(const std::string& path)
        : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
        EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(socket_, 5), 0);
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener() { ::close(socket_); }

  private:
    int socket_;
};

class Check : public OperatorCommand {};

TEST_F(Check, FindsNothingWrongInTheShippedConfiguration) {
    const auto result =
        run_binary({"--json", "check", std::string(POSTERN_SOURCE_DIR) + "/conf/postern.yaml"});
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_TRUE(json["findings"].empty()) << result.out;
    // What it names is there on a server only.
    for (const auto& fault : json["faults"]) {
        const auto setting = fault["setting"].get<std::string>();
        EXPECT_TRUE(setting == "keys.files" || setting.starts_with("milter.") ||
                    setting.starts_with("postfix"))
            << setting;
    }
}

TEST_F(Check, NotesWhatIsNotThereYet) {
    const auto result = postern({"check"});
    EXPECT_EQ(result.exit_status, 0) << result.out;
    EXPECT_TRUE(contains(result.out, "note: directory.database: ")) << result.out;
    EXPECT_TRUE(contains(result.out, "'postern directory import FILE' creates it"));
    EXPECT_TRUE(contains(result.out, "note: state.database: "));
}

TEST_F(Check, NotesThatNobodyIsInTheDirectory) {
    ASSERT_EQ(postern({"db", "migrate"}).exit_status, 0);
    const auto result = postern({"check"});
    EXPECT_EQ(result.exit_status, 0) << result.out;
    EXPECT_TRUE(contains(result.out, "note: directory.database: has no account")) << result.out;
}

TEST_F(Check, TakesNotesForFaultsWhenStrict) {
    const auto result = postern({"check", "--strict"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(result.out.ends_with("postern.yaml: 3 faults\n")) << result.out;
}

TEST_F(Check, HasNothingToNoteOnceEverythingIsThere) {
    ASSERT_EQ(postern({"db", "migrate"}).exit_status, 0);
    import("accounts:\n  - { id: shop, plan: pro }\n");
    const Listener posternd(path("postern.sock"));
    const auto result = postern({"check", "--strict"});
    EXPECT_EQ(result.exit_status, 0);
    EXPECT_EQ(result.out, configuration_ + ": good\n");
}

TEST_F(Check, NotesThatPosterndIsNotThere) {
    const auto result = postern({"check"});
    EXPECT_EQ(result.exit_status, 0);
    EXPECT_TRUE(
        contains(result.out, "note: milter.socket: nobody answers at unix:" + path("postern.sock") +
                                 ": drafts are answered 451; start posternd\n"))
        << result.out;
}

TEST_F(Check, NamesEveryFaultWithItsPlace) {
    const auto file =
        folder_.write("bad.yaml", "drafts:\n  domian: x\nlog:\n  level: loud\n").string();
    const auto result = postern({"check", file});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.out, file + ":2:3: ")) << result.out;
    EXPECT_TRUE(contains(result.out, file + ":4:10: ")) << result.out;
    EXPECT_TRUE(result.out.ends_with(" faults\n")) << result.out;
}

TEST_F(Check, TakesAKeyThatOthersMayReadForAFault) {
    std::filesystem::permissions(path("current.key"), std::filesystem::perms::others_read,
                                 std::filesystem::perm_options::add);
    const auto result = postern({"check"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.out, "keys.files: ")) << result.out;
    EXPECT_TRUE(contains(result.out, "chmod o-rwx")) << result.out;
}

TEST_F(Check, TakesAFileThatResolversCannotUseForAFault) {
    const auto with = [&](const std::string& dns) {
        return folder_
            .write("dns.yaml", read_file(configuration_).value() + "dns: { " + dns + " }\n")
            .string();
    };
    const auto missing = postern({"check", with("root-hints: /nonexistent/hints")});
    EXPECT_EQ(missing.exit_status, 1);
    EXPECT_TRUE(contains(missing.out, "dns: libunbound: root-hints: /nonexistent/hints"))
        << missing.out;
    const auto other = postern({"check", with("trust-anchor: " + configuration_)});
    EXPECT_TRUE(contains(other.out, "dns.trust-anchor")) << other.out;
    EXPECT_EQ(
        postern({"check", with("trust-anchor: /nonexistent, check-domains: never")}).exit_status,
        0);
}

TEST_F(Check, TakesADatabaseThatIsNoneForAFault) {
    (void)folder_.write("state.db", std::string(4096, 'x'));
    const auto result = postern({"check"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains("\n" + result.out, "\nstate.database: ")) << result.out;
}

TEST_F(Check, FindsADirectoryThatIsMalformedBehindItsFirstPages) {
    std::string agents;
    for (int i = 0; i < 300; ++i) {
        const auto id = std::to_string(i);
        agents += "      - { id: a" + id + ", address: a" + id + "@shop.example }\n";
    }
    import("accounts:\n  - id: shop\n    plan: pro\n    agents:\n" + agents);
    ASSERT_FALSE(contains("\n" + postern({"check"}).out, "\ndirectory.database: "));
    auto file = read_file(path("directory.db"), 64U << 20U).value();
    const std::string address = "a150@shop.example";
    ASSERT_NE(file.find(address), std::string::npos);
    constexpr std::size_t kPage = 2048;
    // Some are of an import's steps, and free again.
    for (auto at = file.find(address); at != file.npos; at = file.find(address, at + 1))
        file.replace(at / kPage * kPage, kPage, kPage, '\xFF');
    std::filesystem::remove(path("directory.db-wal"));
    (void)folder_.write("directory.db", file);
    const auto result = postern({"check"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains("\n" + result.out, "\ndirectory.database: ")) << result.out;
    EXPECT_TRUE(contains(result.out, "drafts are answered 451")) << result.out;
}

TEST_F(Check, PrintsJson) {
    const auto json = json_of({"check"});
    EXPECT_EQ(json["good"], true);
    EXPECT_TRUE(json["findings"].empty());
    EXPECT_EQ(json["notes"].size(), 3U);
    EXPECT_EQ(json["notes"][0]["setting"], "directory.database");
}

TEST_F(Check, PrintsFindingsAsJson) {
    const auto result = postern({"--json", "check", folder_.write("bad.yaml", "drafst: {}\n")});
    EXPECT_EQ(result.exit_status, 1);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json["good"], false);
    EXPECT_EQ(json["findings"][0]["line"], 1);
    EXPECT_EQ(json["findings"][0]["column"], 1);
}

class Config : public OperatorCommand {};

TEST_F(Config, PrintsWhatLoadsToTheSame) {
    const auto once = postern({"config"});
    ASSERT_EQ(once.exit_status, 0) << once.err;
    const auto again = run_binary({"-c", folder_.write("printed.yaml", once.out), "config"});
    EXPECT_EQ(again.out, once.out);
    EXPECT_TRUE(contains(once.out, "drafts.example"));
}

TEST_F(Config, PrintsJsonWithCountsAsNumbers) {
    const auto json = json_of({"config"});
    EXPECT_EQ(json["drafts"]["recipient-limit"], 1000);
    EXPECT_EQ(json["milter"]["timeout"], "2h");
    EXPECT_EQ(json["milter"]["socket-mode"], "0660");
    EXPECT_EQ(json["milter"]["daemon-names"]["out"], "POSTERN-OUT");
    EXPECT_EQ(json["senders"].size(), 1U);
}

TEST_F(Config, PrintsTheShippedSample) {
    EXPECT_EQ(run_binary({"config", "--default"}).out, source_file("conf/postern.yaml"));
}

TEST_F(Config, SaysWhatIsWrongInstead) {
    const auto result = run_binary({"config", "-c", path("missing.yaml")});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.err, path("missing.yaml"))) << result.err;
}

}  // namespace

}  // namespace postern
