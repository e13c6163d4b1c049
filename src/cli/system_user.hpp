// SPDX-License-Identifier: Apache-2.0
//
// What a user of the system may do with a file, by its owner, group and mode (POSIX.1-2017, file
// access permissions). ACLs and what security modules add are not seen.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "postern/config/settings.hpp"

namespace postern {

class SystemUser {
  public:
    /// Nothing where there is no such user.
    static std::optional<SystemUser> named(const std::string& name);
    /// Who runs this program.
    static SystemUser current();
    /// Whom posternd becomes by milter.user; nothing where that user is missing.
    static std::optional<SystemUser> of_posternd(const MilterSettings& milter);

    /// Whether everything of `wanted` is allowed, as the digit of an octal mode: 4 read, 2 write,
    /// 1 execute or search.
    [[nodiscard]] bool may(mode_t wanted, const std::string& path) const;
    /// The first folder on the way there, itself included, that this user cannot pass through, or
    /// "".
    [[nodiscard]] std::string barred_at(const std::filesystem::path& folder) const;
    /// Whether files of this user may be given to that group (chown(2)).
    [[nodiscard]] bool in_group(gid_t group) const;
    [[nodiscard]] uid_t id() const { return user_; }
    /// The name of its first group, or its number.
    [[nodiscard]] std::string group() const;

  private:
    uid_t user_ = 0;
    gid_t first_group_ = 0;
    std::vector<gid_t> groups_;
};

/// What to call whom SystemUser::of_posternd() is.
inline std::string name_of_posterns_user(const MilterSettings& milter) {
    return milter.user.empty() ? "posternd" : milter.user;
}

}  // namespace postern
