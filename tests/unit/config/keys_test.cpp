// SPDX-License-Identifier: Apache-2.0
#include "postern/config/keys.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>

#include <gtest/gtest.h>

namespace postern {
namespace {

namespace fs = std::filesystem;

const std::string kFirst = "first-key-of-thirty-two-letters!";
const std::string kSecond = "second-key-of-thirty-two-letters";

/// A directory of its own for each test, so that they may run side by side.
class Keys : public testing::Test {
  protected:
    Keys() {
        auto name = (fs::temp_directory_path() / "postern-keys-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error(name);
        directory_ = name;
    }
    ~Keys() override { fs::remove_all(directory_); }

    std::string file(const std::string& name, const std::string& text, mode_t mode = 0600) {
        const auto path = directory_ / name;
        std::ofstream(path, std::ios::binary) << text;
        ::chmod(path.c_str(), mode);
        return path.string();
    }

    [[nodiscard]] std::string path(const std::string& name) const { return directory_ / name; }

    fs::path directory_;
};

std::string mac(const KeyRing& ring) {
    const auto digest = ring.mac("test", {"text"});
    return std::string(bytes(digest));
}

std::string mac_with(const std::string& secret) {
    return mac(*KeyRing::from({secret}));
}

void expect_refused(const std::vector<std::string>& files, ErrorCode code,
                    const std::string& words) {
    const auto ring = load_keys(files);
    ASSERT_FALSE(ring) << words;
    EXPECT_EQ(ring.error().code, code);
    EXPECT_NE(ring.error().message().find(words), std::string::npos) << ring.error().message();
}

TEST_F(Keys, TheFirstFileSignsAndAllVerify) {
    const auto ring = load_keys({file("a", kFirst), file("b", kSecond)});
    ASSERT_TRUE(ring) << ring.error().message();
    EXPECT_EQ(mac(*ring), mac_with(kFirst));
    EXPECT_TRUE(ring->verify("test", {"text"}, mac_with(kSecond)));
}

TEST_F(Keys, ATrailingLineBreakIsNotPartOfTheKey) {
    for (const auto* ending : {"\n", "\r\n", ""}) {
        const auto ring = load_keys({file("a", kFirst + ending)});
        ASSERT_TRUE(ring) << ring.error().message();
        EXPECT_EQ(mac(*ring), mac_with(kFirst));
    }
    const auto ring = load_keys({file("a", kFirst + "\n\n")});
    ASSERT_TRUE(ring);
    EXPECT_NE(mac(*ring), mac_with(kFirst));
}

TEST_F(Keys, AShortOneIsRefusedWithoutShowingIt) {
    const auto ring = load_keys({file("a", kFirst.substr(1) + "\n")});
    ASSERT_FALSE(ring);
    EXPECT_NE(ring.error().message().find("31 characters"), std::string::npos);
    EXPECT_EQ(ring.error().message().find(kFirst.substr(1)), std::string::npos);
    expect_refused({file("b", "")}, ErrorCode::invalid, "0 characters");
}

TEST_F(Keys, OneThatOthersCanReachIsRefusedWithModeAndRemedy) {
    const auto readable = file("a", kFirst, 0644);
    expect_refused({readable}, ErrorCode::invalid, "mode 0644");
    expect_refused({readable}, ErrorCode::invalid, "chmod o-rwx " + readable);
    expect_refused({file("b", kFirst, 0602)}, ErrorCode::invalid, "mode 0602");
}

TEST_F(Keys, OwnerAndGroupMayRead) {
    for (const mode_t mode : {mode_t{0400}, mode_t{0440}, mode_t{0640}}) {
        EXPECT_TRUE(load_keys({file("a", kFirst, mode)})) << mode;
        fs::remove(path("a"));
    }
}

TEST_F(Keys, WhatIsNoRegularFileIsRefusedWithoutWaitingForIt) {
    expect_refused({directory_.string()}, ErrorCode::invalid, "not a regular file");
    ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
    expect_refused({path("fifo")}, ErrorCode::invalid, "not a regular file");
}

TEST_F(Keys, ALinkToAGoodOneIsGood) {
    fs::create_symlink(file("a", kFirst), path("link"));
    EXPECT_TRUE(load_keys({path("link")}));
}

TEST_F(Keys, AMissingOneIsNamedTogetherWithHowToMakeIt) {
    expect_refused({file("a", kFirst), path("b")}, ErrorCode::not_found,
                   path("b") + ": no such key file");
}

TEST_F(Keys, NoFileAtAllIsRefused) {
    expect_refused({}, ErrorCode::invalid, "no key");
}

}  // namespace
}  // namespace postern
