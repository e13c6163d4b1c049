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

class SendersKeyCommand : public OperatorCommand {};

TEST_F(SendersKeyCommand, NamesADomainThatIsNone) {
    const auto result = postern({"senders", "key", "--new", "x.example"});
    EXPECT_EQ(result.exit_status, 1);
    EXPECT_TRUE(contains(result.err, "'x.example' is none of")) << result.err;
}

}  // namespace

}  // namespace postern
