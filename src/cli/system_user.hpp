// SPDX-License-Identifier: Apache-2.0
//
// What a user of the system may do with a file, by its owner, group and mode (POSIX.1-2017, file
// access permissions). ACLs and what security modules add are not seen.
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace postern {

class SystemUser {
  public:
    /// Nothing where there is no such user.
    static std::optional<SystemUser> named(const std::string& name);
    /// Who runs this program.
    static SystemUser current();

    /// Whether everything of `wanted` is allowed, as the digit of an octal mode: 4 read, 2 write,
    /// 1 execute or search.
    [[nodiscard]] bool may(mode_t wanted, const std::string& path) const;

  private:
    [[nodiscard]] bool in_group(gid_t group) const;

    uid_t user_ = 0;
    std::vector<gid_t> groups_;
};

}  // namespace postern
