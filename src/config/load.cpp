// SPDX-License-Identifier: Apache-2.0
#include "postern/config/load.hpp"

#include "postern/base/file.hpp"

#include "checks.hpp"
#include "findings.hpp"
#include "settings_table.hpp"
#include "table_reading.hpp"
#include "yaml_tree.hpp"

namespace postern {

namespace {

constexpr std::size_t kLargestFile = 1U << 20U;

/// The reader says "path: reason"; the finding names the file itself.
std::string reason(const Error& error, const std::string& path) {
    const auto prefix = path + ": ";
    return error.what.starts_with(prefix) ? error.what.substr(prefix.size()) : error.what;
}

}  // namespace

Loaded load_settings_text(std::string_view text, const std::string& name) {
    Findings findings(name);
    Settings settings;
    const auto tree = parse_yaml(text, findings);
    if (!tree.complete) return {settings, findings.sorted()};

    Reading reading(findings);
    const bool empty = tree.root.kind == YamlNode::Kind::nothing;
    if (empty || reading.expect(tree.root, YamlNode::Kind::map, "")) {
        read_map(tree.root, "", reading, settings_table(), settings);
        check_settings(settings, reading);
    }
    return {settings, findings.sorted()};
}

Loaded load_settings(const std::string& path) {
    const auto text = read_file(path, kLargestFile);
    if (!text) return {{}, {{path, 0, 0, reason(text.error(), path)}}};
    return load_settings_text(*text, path);
}

}  // namespace postern
