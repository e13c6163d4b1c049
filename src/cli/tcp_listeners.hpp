// SPDX-License-Identifier: Apache-2.0
//
// Who listens at TCP ports, as the kernel has it (proc(5), /proc/net/tcp).
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace postern {

struct TcpListener {
    int port = 0;
    uid_t user = 0;
    std::string socket;  ///< "socket:[4711]", as links to open files name it.
};

/// Of IPv4 and of IPv6, at whatever address.
std::vector<TcpListener> tcp_listeners();

/// Whether that process is one at that port. False too where it is another user's, whose open files
/// only root may see.
bool listens_at(pid_t process, int port);

/// The process of master(8) whose queue that is; 0 where none is noted.
pid_t master_of(const std::string& queue_directory);

}  // namespace postern
