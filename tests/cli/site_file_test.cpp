// SPDX-License-Identifier: Apache-2.0
//
// A file of the site's that is replaced is for the same people as before.
#include "site_file.hpp"

#include <array>
#include <cstring>
#include <filesystem>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tcp_listeners.hpp"
#include "temporary_directory.hpp"

namespace postern {

namespace {

constexpr auto kAccessList = "system.posix_acl_access";

/// acl(5) as the kernel stores it: the owner and one more user may write, the group nothing.
std::string access_list() {
    struct Entry {
        std::uint16_t tag;
        std::uint16_t may;
        std::uint32_t id;
    };
    constexpr std::uint32_t kNobody = 65534;
    constexpr std::uint32_t kNone = ~0U;
    const std::array<Entry, 5> entries{
        {{1, 6, kNone}, {2, 6, kNobody}, {4, 0, kNone}, {16, 6, kNone}, {32, 0, kNone}}};
    constexpr std::uint32_t kVersion = 2;
    std::string list(sizeof kVersion + sizeof entries, '\0');
    std::memcpy(list.data(), &kVersion, sizeof kVersion);
    std::memcpy(list.data() + sizeof kVersion, entries.data(), sizeof entries);
    return list;
}

std::string attribute(const std::string& file, const char* name) {
    std::array<char, 1000> value{};
    const auto size = ::getxattr(file.c_str(), name, value.data(), value.size());
    return size < 0 ? "none" : std::string(value.data(), static_cast<std::size_t>(size));
}

TEST(SiteFile, IsForTheSamePeopleWhenItIsReplaced) {
    const testing::TemporaryDirectory folder;
    const std::string file = folder.write("main.cf", "before\n");
    const auto list = access_list();
    if (::setxattr(file.c_str(), kAccessList, list.data(), list.size(), 0) != 0)
        GTEST_SKIP() << "no access lists here: " << std::strerror(errno);
    ASSERT_EQ(::setxattr(file.c_str(), "user.origin", "site", 4, 0), 0);
    ASSERT_TRUE(put_content(file, postfix::Content("after\n"), 0644));
    EXPECT_EQ(*read_content(file).value(), "after\n");
    EXPECT_EQ(attribute(file, kAccessList), list);
    EXPECT_EQ(attribute(file, "user.origin"), "site");
}

TEST(SiteFile, HasTheModeOfTheOneBeforeOrTheOneGiven) {
    const testing::TemporaryDirectory folder;
    const std::string file = folder.write("main.cf", "before\n");
    ASSERT_EQ(::chmod(file.c_str(), 0640), 0);
    ASSERT_TRUE(put_content(file, postfix::Content("after\n"), 0644));
    struct stat there {};
    ASSERT_EQ(::stat(file.c_str(), &there), 0);
    EXPECT_EQ(there.st_mode & 07777U, 0640U);
    ASSERT_TRUE(put_content(file + "2", postfix::Content("new\n"), 0600));
    ASSERT_EQ(::stat((file + "2").c_str(), &there), 0);
    EXPECT_EQ(there.st_mode & 07777U, 0600U);
}

TEST(TcpListeners, AreThoseOfTheProcessThatHasThem) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), 0);
    const int port = ntohs(address.sin_port);
    EXPECT_FALSE(listens_at(::getpid(), port)) << "it does not listen yet";
    ASSERT_EQ(::listen(socket, 1), 0);
    EXPECT_TRUE(listens_at(::getpid(), port));
    EXPECT_FALSE(listens_at(::getppid(), port));
    EXPECT_FALSE(listens_at(0, port));
    ::close(socket);
}

TEST(TcpListeners, NameTheMasterOfAQueue) {
    const testing::TemporaryDirectory folder;
    std::filesystem::create_directory(folder.path() / "pid");
    (void)folder.write("pid/master.pid", "            4711\n");
    EXPECT_EQ(master_of(folder.path()), 4711);
    EXPECT_EQ(master_of(folder.path() / "pid"), 0);
}

}  // namespace

}  // namespace postern
