// SPDX-License-Identifier: Apache-2.0
#include "postern/postfix/parameters.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "postern/config/document.hpp"

#include "shipped_texts.hpp"

namespace postern::postfix {

namespace {

constexpr std::array<std::pair<Treatment, std::string_view>, 5> kTreatments{{
    {Treatment::pinned, "pinned"},
    {Treatment::yours, "yours"},
    {Treatment::transport, "transport"},
    {Treatment::found, "found"},
    {Treatment::harmless, "harmless"},
}};

/// The table is part of the program: what is wrong in it is a defect.
[[noreturn]] void defect(const std::string& what) {
    throw std::logic_error("parameters.yaml: " + what);
}

Treatment treatment_of(const std::string& text) {
    for (const auto& [treatment, name] : kTreatments) {
        if (name == text) return treatment;
    }
    defect("no treatment " + text);
}

/// The document's values end with their lines: longer prose is a list of them.
std::string prose(const DocumentNode& lines) {
    std::string all;
    for (const auto& line : lines.items) all += (all.empty() ? "" : " ") + line.text;
    return all;
}

void read_entry(const DocumentEntry& entry, Group& group) {
    const auto& value = entry.value;
    if (entry.key == "title") {
        group.title = value.text;
    } else if (entry.key == "why") {
        group.why = prose(value);
    } else if (entry.key == "treatment") {
        group.treatment = treatment_of(value.text);
    } else if (entry.key == "services") {
        for (const auto& item : value.items) group.services.push_back(item.text);
    } else if (entry.key == "names") {
        for (const auto& item : value.items) group.rows.push_back({item.text, {}});
    } else if (entry.key == "parameters") {
        for (const auto& row : value.entries) group.rows.push_back({row.key, row.value.text});
    } else if (entry.key == "least" || entry.key == "most") {
        auto& bounds = entry.key == "least" ? group.least : group.most;
        for (const auto& row : value.entries) bounds.emplace(row.key, row.value.text);
    } else {
        defect("line " + std::to_string(entry.line) + ": no key " + entry.key);
    }
}

std::vector<Group> read_groups() {
    const auto document = read_document(kParametersYaml, "parameters.yaml");
    if (!document) defect(document.error().message());
    std::vector<Group> groups;
    for (const auto& item : document->entries.at(0).value.items) {
        auto& group = groups.emplace_back();
        for (const auto& entry : item.entries) read_entry(entry, group);
    }
    return groups;
}

bool has_exactly(const Group& group, std::string_view parameter) {
    return std::any_of(group.rows.begin(), group.rows.end(),
                       [&](const Row& row) { return row.name == parameter; });
}

bool has_family(const Group& group, std::string_view parameter) {
    return std::any_of(group.rows.begin(), group.rows.end(), [&](const Row& row) {
        return row.name.ends_with('*') &&
               parameter.starts_with(row.name.substr(0, row.name.size() - 1));
    });
}

std::vector<const Group*> groups_with(bool (*has)(const Group&, std::string_view),
                                      std::string_view parameter) {
    std::vector<const Group*> found;
    for (const auto& group : parameter_groups()) {
        if (has(group, parameter)) found.push_back(&group);
    }
    return found;
}

}  // namespace

std::string_view name_of(Treatment treatment) {
    return std::find_if(kTreatments.begin(), kTreatments.end(),
                        [&](const auto& entry) { return entry.first == treatment; })
        ->second;
}

std::span<const Group> parameter_groups() {
    static const auto kGroups = read_groups();
    return kGroups;
}

std::vector<const Group*> groups_of(std::string_view parameter) {
    auto found = groups_with(has_exactly, parameter);
    return found.empty() ? groups_with(has_family, parameter) : found;
}

}  // namespace postern::postfix
