// SPDX-License-Identifier: Apache-2.0
#include "service_unit.hpp"

#include "postern/base/process.hpp"
#include "postern/base/text.hpp"

namespace postern {

std::string user_of_unit() {
    constexpr auto kPatience = std::chrono::seconds{20};
    const auto shown = run_process(
        {"systemctl", "show", "--property=LoadState", "--property=User", "postern.service"},
        kPatience);
    if (!shown || shown->exit_status != 0) return {};
    const auto& text = shown->out;
    if (text.find("LoadState=loaded\n") == text.npos) return {};
    const auto at = ("\n" + text).find("\nUser=");
    if (at == text.npos) return "root";
    const auto from = at + std::string_view("User=").size();
    const auto name = trim(std::string_view(text).substr(from, text.find('\n', from) - from));
    return name.empty() ? "root" : std::string(name);
}

}  // namespace postern
