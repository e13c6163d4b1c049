// SPDX-License-Identifier: Apache-2.0
//
// How this host starts opendkim: by systemd's unit or, without one, by the script in /etc/init.d.
#pragma once

#include <string>

#include "postern/postfix/signing.hpp"

namespace postern {

/// `root` is the folder that stands for "/"; another one than "/" has no systemd.
postfix::OpendkimStart read_opendkim_start(const std::string& root = "");

}  // namespace postern
