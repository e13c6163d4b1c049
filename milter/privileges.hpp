// SPDX-License-Identifier: Apache-2.0
//
// Becoming the daemon's own user, for good.
#pragma once

#include <string>

#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"

namespace postern {

/// Switches to `user` with its primary group, its supplementary groups and `postdrop` where that
/// exists (postqueue's setgid bit gains nothing once new privileges are forbidden, which is done
/// here too). Nothing happens where `user` is empty or already who we are.
/// ErrorCode::invalid where the user is unknown, ErrorCode::unavailable where we may not switch.
Result<void> become_user(const std::string& user);

/// Mode and group of a unix socket that libmilter has made; nothing for inet sockets.
Result<void> set_socket_access(const MilterSettings& settings);

}  // namespace postern
