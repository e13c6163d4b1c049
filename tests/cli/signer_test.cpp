// SPDX-License-Identifier: Apache-2.0
//
// The signer's files and keys, in a folder that stands for the host.
#include "signer.hpp"

#include <filesystem>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "postern/base/file.hpp"
#include "postern/base/public_key.hpp"

#include "fixture.hpp"
#include "temporary_directory.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

std::string who_runs_this() {
    return ::getpwuid(::geteuid())->pw_name;
}

TEST(SigningKeyFile, IsMadeOnceForItsUserAlone) {
    const testing::TemporaryDirectory folder;
    const postfix::SigningKey key{"mail.example.com", "s2026",
                                  folder.path() / "keys/mail.example.com/s2026.private",
                                  who_runs_this()};
    ASSERT_TRUE(make_key(key));
    struct stat there {};
    ASSERT_EQ(::stat(key.path.c_str(), &there), 0);
    EXPECT_EQ(there.st_mode & 0777U, 0600U);
    ASSERT_EQ(::stat((folder.path() / "keys/mail.example.com").c_str(), &there), 0);
    EXPECT_EQ(there.st_mode & 0777U, 0700U);
    const auto first = read_file(key.path).value();
    const auto again = make_key(key);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::conflict);
    EXPECT_EQ(read_file(key.path).value(), first);
}

TEST(SigningKeyFile, IsPublishedByARecordOfItsPublicHalf) {
    const testing::TemporaryDirectory folder;
    const postfix::SigningKey key{"mail.example.com", "s2026", folder.path() / "key",
                                  who_runs_this()};
    ASSERT_TRUE(make_key(key));
    const auto half = public_key_of(read_file(key.path).value()).value();
    EXPECT_EQ(half.bits, 2048);
    const auto record = record_of(key).value();
    EXPECT_TRUE(
        record.starts_with("s2026._domainkey.mail.example.com. IN TXT \"v=DKIM1; k=rsa; p=" +
                           half.base64.substr(0, 99)))
        << record;
}

/// "nobody" is whom a key of root's is nobody's to.
class KeyOfAnother : public ::testing::Test {
  protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "not root";
        if (::getpwnam("nobody") == nullptr) GTEST_SKIP() << "no user nobody";
        fs::create_directories(folder_.path() / "keys/example.test");
        fs::permissions(folder_.path() / "keys/example.test", fs::perms::owner_all);
    }
    [[nodiscard]] std::string path(const std::string& name) const {
        return folder_.path() / "keys/example.test" / name;
    }
    [[nodiscard]] static bool is_nobodys(const std::string& file) {
        struct stat there {};
        return ::stat(file.c_str(), &there) == 0 && there.st_uid == ::getpwnam("nobody")->pw_uid;
    }

    testing::TemporaryDirectory folder_;
    postfix::SigningKey key_{"example.test", "s", path("s.private"), "nobody", true};
};

TEST_F(KeyOfAnother, WhoseMakerWasEndedIsMadeByTheNext) {
    (void)folder_.write("keys/example.test/s.private.postern-new.77", "half a k");
    ASSERT_TRUE(make_key(key_));
    EXPECT_TRUE(is_nobodys(key_.path));
    EXPECT_TRUE(is_nobodys(path("")));
    EXPECT_EQ(std::distance(fs::directory_iterator(path("")), fs::directory_iterator()), 1);
    EXPECT_EQ(what_bars(key_), "");
}

TEST_F(KeyOfAnother, LeavesAFolderOfTheSitesAsItIs) {
    key_.own_folder = false;
    ASSERT_TRUE(make_key(key_));
    EXPECT_FALSE(is_nobodys(path("")));
    EXPECT_EQ(what_bars(key_), folder_.path() / "keys/example.test");
    EXPECT_EQ(mend_for(key_, what_bars(key_)), "");
}

TEST_F(KeyOfAnother, ThatItsUserCannotReadIsToldOf) {
    EXPECT_EQ(what_bars(key_), "") << "it is not there";
    (void)folder_.write("keys/example.test/s.private", "key");
    fs::permissions(key_.path, fs::perms::owner_read);
    const auto bar = what_bars(key_);
    EXPECT_EQ(bar, folder_.path() / "keys/example.test");
    EXPECT_EQ(mend_for(key_, bar), "chown nobody: " + bar);
    fs::permissions(folder_.path() / "keys/example.test", fs::perms(0755));
    EXPECT_EQ(what_bars(key_), key_.path);
    EXPECT_EQ(words_for(key_, key_.path), "cannot be read by nobody, who signs with it");
    key_.owner = "root";
    EXPECT_EQ(what_bars(key_), "");
}

/// Another one that is made meanwhile is not replaced, and nothing is left beside it.
TEST_F(KeyOfAnother, IsNotReplaced) {
    (void)folder_.write("keys/example.test/s.private", "published");
    const auto made = make_key(key_);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::conflict);
    EXPECT_EQ(read_file(key_.path).value(), "published");
    EXPECT_EQ(std::distance(fs::directory_iterator(path("")), fs::directory_iterator()), 1);
}

TEST(SigningKeyFile, IsPublishedForTheDomainThatSigns) {
    const testing::TemporaryDirectory folder;
    postfix::SigningKey key{"mail.example.com", "s", folder.path() / "key", who_runs_this()};
    ASSERT_TRUE(make_key(key));
    key.signs_as = "example.com";
    EXPECT_TRUE(record_of(key).value().starts_with("s._domainkey.example.com. IN TXT"));
}

TEST(SigningKeyFile, OfAUserThatIsNotThereIsNotMade) {
    const testing::TemporaryDirectory folder;
    EXPECT_FALSE(make_key({"mail.example.com", "s", folder.path() / "key", "no-such-user"}));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "key"));
}

TEST(SignerFiles, AreReadWithThoseThatTheConfigurationNames) {
    const testing::TemporaryDirectory host;
    std::filesystem::create_directories(host.path() / "usr/sbin");
    std::filesystem::create_directories(host.path() / "etc/dk");
    (void)host.write("usr/sbin/opendkim", "");
    (void)host.write("etc/opendkim.conf", "KeyTable file:/etc/dk/keys\n");
    (void)host.write("etc/dk/keys", "a b:c:/d\n");
    const auto files = read_signer_files(host.path()).value();
    EXPECT_TRUE(files.opendkim);
    EXPECT_FALSE(files.rspamd);
    EXPECT_EQ(files.texts.at("/etc/dk/keys"), "a b:c:/d\n");
}

TEST(SignerFiles, AreReadWithThoseThatTheyIncludeAndTheDefaultsOfTheHost) {
    const testing::TemporaryDirectory host;
    fs::create_directories(host.path() / "usr/sbin");
    fs::create_directories(host.path() / "etc/default");
    (void)host.write("usr/sbin/opendkim", "");
    (void)host.write("etc/default/opendkim", "RUN=/run/dk\nSOCKET=local:$RUN/sock\nUSER=dk\n");
    (void)host.write("etc/opendkim.conf", "Include /etc/more.conf\n");
    (void)host.write("etc/more.conf", "Domain /etc/domains\n");
    (void)host.write("etc/domains", "a.example\n");
    const auto files = read_signer_files(host.path()).value();
    EXPECT_EQ(files.start.usual_socket, "local:/run/dk/sock");
    EXPECT_EQ(files.start.user, "dk");
    EXPECT_EQ(files.texts.at("/etc/domains"), "a.example\n");
}

class SendersKeyCommand : public OperatorCommand {};

TEST_F(SendersKeyCommand, NamesADomainThatIsNone) {
    const auto result = postern({"senders", "key", "--new", "x.example"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.err, "'x.example' is none of")) << result.err;
}

}  // namespace

}  // namespace postern
