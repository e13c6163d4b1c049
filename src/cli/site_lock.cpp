// SPDX-License-Identifier: Apache-2.0
#include "site_lock.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

#include "postern/base/text.hpp"

#include "postfix_programs.hpp"

namespace postern {

Result<std::string> configuration_folder(const Settings& settings) {
    const auto& named = settings.postfix.config_directory;
    if (!named.empty()) return named;
    const auto told = PostfixPrograms(settings.postfix).postconf({"-h", "config_directory"});
    if (!told) return told.error();
    // Or what is ours would be written wherever this runs.
    if (!told->starts_with('/'))
        return Error{ErrorCode::unavailable, "Postfix does not say where its configuration is"};
    return std::string(trim(*told));
}

Result<SiteLock> SiteLock::take(const std::string& folder) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return Error{ErrorCode::not_found, std::strerror(errno), {folder}};
    SiteLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK)
        return Error{ErrorCode::conflict,
                     "'postern postfix apply' or 'undo' is at work there: try again when it has "
                     "ended",
                     {folder}};
    return Error{ErrorCode::unavailable, std::strerror(errno), {folder}};
}

SiteLock::SiteLock(SiteLock&& other) noexcept : folder_(std::exchange(other.folder_, -1)) {}

SiteLock::~SiteLock() {
    if (folder_ >= 0) ::close(folder_);
}

}  // namespace postern
