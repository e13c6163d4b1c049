// SPDX-License-Identifier: Apache-2.0
#include "service_unit.hpp"

#include <map>
#include <sstream>

#include "postern/base/process.hpp"
#include "postern/base/text.hpp"

namespace postern {

namespace {

using Properties = std::map<std::string, std::string>;

/// Empty where there is no such unit.
Properties properties_of_unit() {
    constexpr auto kPatience = std::chrono::seconds{20};
    const auto shown = run_process(
        {"systemctl", "show", "--property=LoadState", "--property=User", "--property=ProtectSystem",
         "--property=ReadWritePaths", "--property=StateDirectory", "postern.service"},
        kPatience);
    if (!shown || shown->exit_status != 0) return {};
    Properties all;
    std::istringstream lines(shown->out);
    for (std::string line; std::getline(lines, line);) {
        const auto equals = line.find('=');
        if (equals != line.npos)
            all[line.substr(0, equals)] = std::string(trim(line.substr(equals + 1)));
    }
    return all["LoadState"] == "loaded" ? all : Properties{};
}

}  // namespace

std::string user_of_unit() {
    auto unit = properties_of_unit();
    if (unit.empty()) return {};
    return unit["User"].empty() ? "root" : unit["User"];
}

std::optional<std::vector<std::string>> writable_for_unit() {
    auto unit = properties_of_unit();
    if (unit["ProtectSystem"] != "strict") return {};
    std::vector<std::string> folders;
    std::istringstream paths(unit["ReadWritePaths"]);
    for (std::string path; paths >> path;)
        folders.push_back(path.substr(std::min(path.find_first_not_of("-+"), path.size())));
    std::istringstream names(unit["StateDirectory"]);
    for (std::string name; names >> name;)
        folders.push_back("/var/lib/" + name.substr(0, name.find(':')));
    return folders;
}

}  // namespace postern
