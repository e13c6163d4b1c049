// SPDX-License-Identifier: Apache-2.0
//
// How much room a file system has left for files that grow.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace postern {

/// What is free for users other than root.
struct Room {
    std::uintmax_t octets = 0;
    std::optional<std::uintmax_t> files{};  ///< Nothing where a file system does not count them.
};

/// Nothing where the folder is not there or cannot be asked (statvfs(3)).
std::optional<Room> room_in(const std::filesystem::path& folder);

/// What is wrong with so little room; "" where it is enough for a database and its log.
std::string shortage(const Room& room);

/// What is wrong with so large a write-ahead log; "" where writing it back keeps pace.
std::string overgrowth(std::uintmax_t log_octets);

}  // namespace postern
