// SPDX-License-Identifier: Apache-2.0
#include "room.hpp"

#include <sys/statvfs.h>

#include "postern/store/log_watch.hpp"

namespace postern {

namespace {

constexpr std::uintmax_t kMebibyte = 1024UL * 1024UL;
// A write-ahead log takes some before it is written back, and a day's records are some more.
constexpr std::uintmax_t kLeastOctets = 64 * kMebibyte;
// A database is three files, and SQLite makes others for a while.
constexpr std::uintmax_t kLeastFiles = 16;

}  // namespace

std::optional<Room> room_in(const std::filesystem::path& folder) {
    struct statvfs found {};
    if (::statvfs(folder.c_str(), &found) != 0) return {};
    Room room{found.f_bavail * found.f_frsize, {}};
    if (found.f_files > 0) room.files = found.f_favail;
    return room;
}

std::string shortage(const Room& room) {
    if (room.octets < kLeastOctets) {
        return "has " + std::to_string(room.octets / kMebibyte) + " MiB left, of at least " +
               std::to_string(kLeastOctets / kMebibyte);
    }
    if (room.files && *room.files < kLeastFiles) {
        return "has room for " + std::to_string(*room.files) + " more files, of at least " +
               std::to_string(kLeastFiles);
    }
    return {};
}

std::string overgrowth(std::uintmax_t log_octets) {
    if (log_octets <= kOvergrownLog) return {};
    return "has grown to " + std::to_string(log_octets / kMebibyte) +
           " MiB: somebody has been reading the database all the while";
}

}  // namespace postern
