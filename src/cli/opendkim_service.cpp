// SPDX-License-Identifier: Apache-2.0
#include "opendkim_service.hpp"

#include <sstream>

#include "postern/base/file.hpp"
#include "postern/base/process.hpp"

namespace postern {

namespace {

using Environment = std::map<std::string, std::string>;

constexpr auto kDefaults = "/etc/default/opendkim";
constexpr std::string_view kFiles = "EnvironmentFiles=";

Environment environment_in(const std::string& file, bool shell) {
    const auto text = read_file(file);
    return text ? postfix::environment_lines(*text, shell) : Environment{};
}

/// Of lines such as "EnvironmentFiles=/etc/default/opendkim (ignore_errors=yes)", the last of which
/// counts.
Environment environment_of_unit(const std::string& shown) {
    Environment all;
    std::istringstream lines(shown);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(kFiles)) continue;
        const auto file = line.substr(kFiles.size());
        for (const auto& [name, value] : environment_in(file.substr(0, file.find(' ')), false))
            all[name] = value;
    }
    return all;
}

std::string shown_by_systemd() {
    constexpr auto kPatience = std::chrono::seconds{20};
    const auto shown =
        run_process({"systemctl", "show", "--property=ExecStart", "--property=User",
                     "--property=Environment", "--property=EnvironmentFiles", "opendkim.service"},
                    kPatience);
    return shown && shown->exit_status == 0 ? shown->out : std::string();
}

}  // namespace

postfix::OpendkimStart read_opendkim_start(const std::string& root) {
    const auto shown = root.empty() ? shown_by_systemd() : "";
    if (auto start = postfix::opendkim_start_by_unit(shown, environment_of_unit(shown)))
        return *std::move(start);
    return postfix::opendkim_start_by_script(environment_in(root + kDefaults, true));
}

}  // namespace postern
