// SPDX-License-Identifier: Apache-2.0
#include "sections.hpp"

#include <algorithm>

#include "settings_table.hpp"

namespace postern {

namespace {

std::string sentence(std::string text) {
    if (text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text + '.';
}

/// "milter.daemon-names" of "milter.daemon-names.draft"; a key without a dot is its own group.
std::string_view group_of(std::string_view key) {
    return key.substr(0, key.rfind('.'));
}

std::string_view group_help(std::string_view group) {
    const auto& groups = setting_groups();
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const GroupDescription& g) { return g.key == group; });
    return found == groups.end() ? std::string_view{} : found->help;
}

void append(std::vector<DocumentedSetting>& settings, const Description& says,
            const std::string& prefix) {
    const auto key = prefix + std::string(says.key);
    settings.push_back({key, sentence(facts(says)), says.help});
    for (const auto& item : says.items) append(settings, item, key + "[].");
}

}  // namespace

std::vector<DocumentedGroup> documented_groups() {
    std::vector<DocumentedGroup> groups;
    for (const auto& setting : settings_table()) {
        const auto title = group_of(setting.says.key);
        if (groups.empty() || groups.back().title != title) {
            groups.push_back({title, group_help(title), {}});
        }
        append(groups.back().settings, setting.says, "");
    }
    return groups;
}

const std::vector<std::string_view>& documentation_opening() {
    static const std::vector<std::string_view> paragraphs{
        "posternd and postern read their settings from one YAML file. A key such as "
        "milter.socket-mode is written as a map: milter: on a line of its own, socket-mode: "
        "indented below it. What the file does not say has its default; what is marked as required "
        "must be there.",
        "The file is read strictly, so that a slip is found before it is in force: unknown and "
        "duplicate keys, values out of bounds, keys without a value, anchors, aliases, tags and a "
        "second document are errors, reported all at once as file:line:column.",
        "systemctl reload postern has posternd read the file again, and the next message goes by "
        "it. A setting that needs a restart keeps its old value until then; the log names those "
        "that have changed (restart-needed).",
        "A time span is one or more numbers with a unit (ms, s, min, h, d): 90s, 2min, 1h30min. A "
        "size is a number with a unit: B, KiB, MiB and GiB count in 1024, kB and MB in 1000. A "
        "bare "
        "number is neither. Paths are absolute. Secrets never stand in this file, only the names "
        "of the files that hold them.",
    };
    return paragraphs;
}

}  // namespace postern
