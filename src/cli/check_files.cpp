// SPDX-License-Identifier: Apache-2.0
//
// postern check, of the files that posternd reads as it starts: the configuration, keys, bounce
// patterns, and what its resolvers go by. Each is to be there and to say what it should, and the
// user that posternd becomes is to be able to read it: who asks is mostly root, who can read them
// all.
#include <filesystem>
#include <unistd.h>

#include "postern/bounce/bounce_reader.hpp"
#include "postern/config/keys.hpp"

#include "remark.hpp"
#include "system_user.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kRead = 4;

/// Links lead on: the folders before them and those behind them are on the way.
std::string barred_before(const SystemUser& user, const fs::path& file) {
    std::error_code unreadable;
    const auto target = fs::canonical(file, unreadable);
    auto barred = user.barred_at(file.parent_path());
    return barred.empty() && !unreadable ? user.barred_at(target.parent_path()) : barred;
}

/// Nothing where it may, and where there is no such file or user, which others say.
Remarks check_access(const Settings& settings, const std::string& setting, const fs::path& file) {
    const auto user = SystemUser::of_posternd(settings.milter);
    if (!user) return {};
    const auto name = name_of_posterns_user(settings.milter);
    std::error_code failed;
    const auto type = fs::status(file, failed).type();
    if (type == fs::file_type::not_found) return {};
    if (type == fs::file_type::none && user->id() != ::geteuid()) {
        return {{Remark::Weight::unknown, setting,
                 file.string() + ": " + failed.message() + ", so that only " + name +
                     " and root can say whether it is right"}};
    }
    if (const auto barred = barred_before(*user, file); !barred.empty()) {
        return {fault(setting, name + " may not pass through " + barred + " to " + file.string() +
                                   ": posternd does not start")};
    }
    if (user->may(kRead, file)) return {};
    return {fault(setting, name + " may not read " + file.string() +
                               ": posternd does not start; run: chgrp " + user->group() + ' ' +
                               file.string() + " && chmod g+r " + file.string())};
}

/// Why it could not be loaded. Who may not read it while posternd may does not know what is in it.
Remark not_loaded(const Settings& settings, const std::string& setting, const Error& error) {
    const auto user = SystemUser::of_posternd(settings.milter);
    const bool is_other = user && user->id() != ::geteuid();
    const bool unknown = error.code == ErrorCode::unavailable && is_other;
    return {unknown ? Remark::Weight::unknown : Remark::Weight::fault, setting, error.message()};
}

}  // namespace

Remarks check_configuration_file(const std::string& file, const Settings& settings) {
    return check_access(settings, "configuration", fs::absolute(file));
}

Remarks check_keys(const Settings& settings) {
    const std::string setting = "keys.files";
    Remarks all;
    for (const auto& file : settings.keys.files) {
        auto remarks = check_access(settings, setting, file);
        if (remarks.empty()) {
            const auto keys = load_keys({file}, settings.milter.user);
            if (!keys) remarks.push_back(not_loaded(settings, setting, keys.error()));
        }
        all.insert(all.end(), remarks.begin(), remarks.end());
    }
    return all;
}

Remarks check_patterns(const Settings& settings) {
    const std::string setting = "bounces.patterns";
    const auto& file = settings.bounces.patterns;
    if (file.empty()) return {};
    auto remarks = check_access(settings, setting, file);
    if (!remarks.empty()) return remarks;
    const auto reader = BounceReader::from_file(file);
    if (!reader) remarks.push_back(not_loaded(settings, setting, reader.error()));
    return remarks;
}

/// What is in them check_resolvers() finds.
Remarks check_dns_files(const Settings& settings) {
    if (settings.dns.check_domains == DnsSettings::CheckDomains::never) return {};
    Remarks all;
    for (const auto& [setting, file] : {std::pair{"dns.root-hints", settings.dns.root_hints},
                                        std::pair{"dns.trust-anchor", settings.dns.trust_anchor}}) {
        if (file.empty()) continue;
        const auto remarks = check_access(settings, setting, file);
        all.insert(all.end(), remarks.begin(), remarks.end());
    }
    return all;
}

}  // namespace postern
