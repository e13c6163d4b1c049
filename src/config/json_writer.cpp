// SPDX-License-Identifier: Apache-2.0
//
// Settings as JSON: the tree of postern.yaml, counts as numbers, everything else as the text that
// YAML would have, so that the document loads as a configuration again.
#include <nlohmann/json.hpp>

#include "postern/config/reference.hpp"

#include "row.hpp"
#include "settings_table.hpp"

namespace postern {

namespace {

using Json = nlohmann::ordered_json;

Json map_json(const std::vector<SettingEntry>& entries);

struct ValueJson {
    Json operator()(const std::string& text) const { return text; }
    Json operator()(int count) const { return count; }
    Json operator()(const std::vector<std::string>& list) const { return list; }
    Json operator()(const std::vector<std::vector<SettingEntry>>& maps) const {
        auto all = Json::array();
        for (const auto& map : maps) all.push_back(map_json(map));
        return all;
    }
};

/// The place of "milter.daemon-names.out": a map in a map for each dot.
Json& at_path(Json& root, std::string_view key) {
    Json* place = &root;
    for (auto dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.')) {
        place = &(*place)[std::string(key.substr(0, dot))];
        key.remove_prefix(dot + 1);
    }
    return (*place)[std::string(key)];
}

Json map_json(const std::vector<SettingEntry>& entries) {
    auto map = Json::object();
    for (const auto& entry : entries) {
        at_path(map, entry.says.key) = std::visit(ValueJson{}, entry.value);
    }
    return map;
}

}  // namespace

std::string print_config_json(const Settings& settings) {
    constexpr int kIndent = 2;
    const auto all = map_json(entries(settings_table(), settings));
    return all.dump(kIndent, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace postern
