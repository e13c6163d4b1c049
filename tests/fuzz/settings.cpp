// SPDX-License-Identifier: Apache-2.0
//
// postern.yaml: either every fault has its place, or the settings print and load to themselves.
#include "postern/config/load.hpp"
#include "postern/config/reference.hpp"

#include "place.hpp"
#include "target.hpp"

namespace postern::fuzz {

namespace {

void require_same(const std::string& printed, const std::string& expected,
                  std::string (*print)(const Settings&)) {
    const auto loaded = load_settings_text(printed, "printed");
    require(loaded.good(), "what is printed loads",
            loaded.good() ? "" : loaded.findings.front().message());
    require(print(loaded.settings) == expected, "what is printed loads to the same", printed);
}

}  // namespace

void settings(std::string_view input) {
    const auto loaded = load_settings_text(input, "f");
    for (const auto& finding : loaded.findings) {
        require_place(input, finding.line, finding.column, finding.message());
    }
    if (!loaded.good()) return;
    const auto yaml = print_config(loaded.settings);
    require_same(yaml, yaml, print_config);
    require_same(print_config_json(loaded.settings), yaml, print_config);
}

}  // namespace postern::fuzz
