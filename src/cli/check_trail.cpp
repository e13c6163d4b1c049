// SPDX-License-Identifier: Apache-2.0
//
// postern check, of Postfix's log: whether the user that posternd becomes may read what trail.from
// names. No mail depends on it, so it is never more than a note.
#include <filesystem>
#include <grp.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

#include "remark.hpp"
#include "system_user.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr auto kTrailFrom = "trail.from";
constexpr mode_t kMayRead = 4;

std::string group_of(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return {};
    const bool is_for_group = (status.st_mode & S_IRGRP) != 0;
    const auto* entry = is_for_group ? ::getgrgid(status.st_gid) : nullptr;
    return entry != nullptr ? entry->gr_name : "";
}

/// With the command that mends it, where the file is its group's to read.
Remark not_readable(const Settings& settings, const fs::path& file, const std::string& why) {
    const auto name = name_of_posterns_user(settings.milter);
    auto remark = note(kTrailFrom, name + " may not " + why +
                                       ": what became of notifications after they left is not on "
                                       "record");
    const auto group = group_of(file);
    if (!group.empty() && !settings.milter.user.empty())
        remark.set = "usermod --append --groups " + group + ' ' + settings.milter.user +
                     " && systemctl restart postern";
    return remark;
}

Remarks check_log_file(const Settings& settings, const SystemUser& user, const fs::path& file) {
    std::error_code failed;
    const auto type = fs::status(file, failed).type();
    if (const auto barred = user.barred_at(file.parent_path()); !barred.empty())
        return {not_readable(settings, barred, "pass through " + barred + " to " + file.string())};
    if (type == fs::file_type::not_found) {
        return {note(kTrailFrom, file.string() +
                                     " is not there; postconf maillog_file, or the syslog daemon's "
                                     "configuration, says where Postfix's log is")};
    }
    if (type == fs::file_type::none) {
        return {{Remark::Weight::unknown, kTrailFrom, file.string() + ": " + failed.message()}};
    }
    if (user.may(kMayRead, file)) return {};
    return {not_readable(settings, file, "read " + file.string())};
}

/// The system's own journal: those of users have none of Postfix's lines.
std::optional<fs::path> system_journal() {
    for (const auto* folder : {"/var/log/journal", "/run/log/journal"}) {
        std::error_code unreadable;
        for (fs::directory_iterator each(folder, unreadable), end; !unreadable && each != end;
             each.increment(unreadable)) {
            auto file = each->path() / "system.journal";
            std::error_code absent;
            if (fs::exists(file, absent)) return file;
        }
    }
    return std::nullopt;
}

}  // namespace

Remarks check_trail(const Settings& settings) {
    const auto& from = settings.trail.from;
    if (from == "off") return {};
    const auto user = SystemUser::of_posternd(settings.milter);
    if (!user) return {};
    if (from != "journal") return check_log_file(settings, *user, from);
    const auto journal = system_journal();
    if (journal) return check_log_file(settings, *user, *journal);
    return {note(kTrailFrom,
                 "no journal of the system is to be seen in /var/log/journal or "
                 "/run/log/journal")};
}

}  // namespace postern
