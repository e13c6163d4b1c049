// SPDX-License-Identifier: Apache-2.0
//
// postern check, of what the sandbox of postern.service keeps posternd from: where it may write.
#include <algorithm>
#include <filesystem>
#include <string_view>

#include "remark.hpp"
#include "service_unit.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

fs::path behind_links(const fs::path& path) {
    std::error_code unreadable;
    auto real = fs::weakly_canonical(path, unreadable);
    return unreadable ? path : real;
}

bool is_below(const fs::path& path, const fs::path& folder) {
    const auto real = behind_links(path);
    const auto top = behind_links(folder);
    return std::mismatch(top.begin(), top.end(), real.begin(), real.end()).first == top.end();
}

/// Whose folder posternd writes to, by the setting that names it.
std::vector<std::pair<std::string, fs::path>> written_to(const Settings& settings) {
    std::vector<std::pair<std::string, fs::path>> all;
    for (const auto& [setting, place, scheme] :
         {std::tuple<std::string, std::string, std::string_view>{"milter.socket",
                                                                 settings.milter.socket, "unix:"},
          {"state.database", settings.state.database, "sqlite:"},
          {"directory.database", settings.directory.database, "sqlite:"}}) {
        if (place.starts_with(scheme))
            all.emplace_back(setting, fs::path(place.substr(scheme.size())).parent_path());
    }
    return all;
}

}  // namespace

Remarks check_unit(const std::string& file, const Settings& settings) {
    if (file != kDefaultConfiguration) return {};
    const auto writable = writable_for_unit();
    if (!writable) return {};
    Remarks remarks;
    for (const auto& [setting, folder] : written_to(settings)) {
        const bool may = std::any_of(writable->begin(), writable->end(),
                                     [&](const auto& top) { return is_below(folder, top); });
        if (may) continue;
        auto remark = fault(setting, "postern.service may not write to " + folder.string() +
                                         " (ProtectSystem=, ReadWritePaths=): posternd does not "
                                         "start, or has no database");
        remark.set = "systemctl edit postern: [Service] ReadWritePaths=" + folder.string();
        remarks.push_back(std::move(remark));
    }
    return remarks;
}

}  // namespace postern
