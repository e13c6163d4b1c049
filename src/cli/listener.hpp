// SPDX-License-Identifier: Apache-2.0
//
// Whose the milter's socket is on this host: the user of the process that listens there (unix(7),
// SO_PEERCRED; proc(5), net/tcp), and where nobody does, whether posternd could.
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

namespace postern {

/// Of "unix:PATH" or "inet:PORT@HOST". Nothing where nobody listens, or that cannot be seen.
std::optional<uid_t> listener_at(const std::string& socket);

/// Why nobody can listen there, in the kernel's or the resolver's words; "" where somebody can.
/// Takes the address for a moment, and listens to nothing. For "inet:PORT@HOST"; others are "".
std::string no_listener_at(const std::string& socket);

/// The least port that others than root may listen at (ip(7), ip_unprivileged_port_start).
int least_common_port();

/// Of "inet:PORT@HOST"; 0 of others.
int port_of(const std::string& socket);

}  // namespace postern
