// SPDX-License-Identifier: Apache-2.0
#include "room.hpp"

#include <gtest/gtest.h>

#include "temporary_directory.hpp"

namespace postern {

namespace {

constexpr std::uintmax_t kMebibyte = 1024UL * 1024UL;

TEST(Room, SufficesFrom64MebibytesOn) {
    EXPECT_EQ(shortage({64 * kMebibyte, 16}), "");
    EXPECT_EQ(shortage({64 * kMebibyte - 1, 16}), "has 63 MiB left, of at least 64");
    EXPECT_EQ(shortage({0, {}}), "has 0 MiB left, of at least 64");
}

TEST(Room, IsAlsoRoomForMoreFiles) {
    EXPECT_EQ(shortage({64 * kMebibyte, 15}), "has room for 15 more files, of at least 16");
    EXPECT_EQ(shortage({64 * kMebibyte, 0}), "has room for 0 more files, of at least 16");
}

TEST(Room, IsNotCountedInFilesWhereAFileSystemDoesNot) {
    EXPECT_EQ(shortage({64 * kMebibyte, {}}), "");
}

TEST(Room, IsAskedOfAFolderThatIsThere) {
    const testing::TemporaryDirectory folder;
    EXPECT_TRUE(room_in(folder.path()));
    EXPECT_FALSE(room_in(folder.path() / "missing"));
}

TEST(WriteAheadLog, HasOvergrownAbove256Mebibytes) {
    EXPECT_EQ(overgrowth(256 * kMebibyte), "");
    EXPECT_EQ(overgrowth(300 * kMebibyte),
              "has grown to 300 MiB: somebody has been reading the database all the while");
}

}  // namespace

}  // namespace postern
