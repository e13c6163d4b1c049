// SPDX-License-Identifier: Apache-2.0
#include "site_lock.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
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
    Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened && ::flock(opened.get(), LOCK_EX | LOCK_NB) == 0) return SiteLock(std::move(opened));
    if (opened && errno == EWOULDBLOCK)
        return Error{ErrorCode::conflict,
                     "'postern postfix apply' or 'undo' is at work there: try again when it has "
                     "ended",
                     {folder}};
    return Error{ErrorCode::unavailable, std::strerror(errno), {folder}};
}

}  // namespace postern
