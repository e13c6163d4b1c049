// SPDX-License-Identifier: Apache-2.0
//
// Makes one row of a settings table from a typed field and its kind: from here on the type of the
// field is known to the two functions of the row alone.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "table.hpp"
#include "table_reading.hpp"

namespace postern {

template <ScalarKind K>
SettingValue write_value(const K& kind, const typename K::Value& value) {
    return kind.format(value);
}

inline SettingValue write_value(const CountKind&, int count) {
    return count;
}

template <ScalarKind K>
SettingValue write_value(const ListOf<K>& kind, const std::vector<typename K::Value>& values) {
    std::vector<std::string> out;
    out.reserve(values.size());
    for (const auto& value : values) out.push_back(kind.kind.format(value));
    return out;
}

template <typename Root>
std::vector<SettingEntry> entries(const Table<Root>& table, const Root& root) {
    std::vector<SettingEntry> out;
    for (const auto& setting : table) out.push_back({setting.says, setting.write(root)});
    return out;
}

template <typename Root>
SettingValue write_value(const MapsOf<Root>& kind, const std::vector<Root>& values) {
    std::vector<std::vector<SettingEntry>> out;
    out.reserve(values.size());
    for (const auto& value : values) out.push_back(entries(kind.table, value));
    return out;
}

template <typename Root>
std::vector<Description> descriptions(const Table<Root>& table) {
    std::vector<Description> out;
    for (const auto& setting : table) out.push_back(setting.says);
    return out;
}

std::string standard_text(const SettingValue& value);

template <typename Root, typename... Members, typename K>
Setting<Root> row(std::string_view key, Field<Root, Members...> field, K kind,
                  std::string_view help, Need need = Need::optional,
                  Taken taken = Taken::at_reload) {
    Description says{
        key, help, kind.type(), kind.bounds(), need == Need::required, taken == Taken::at_start};
    const Root defaults{};
    if (!says.required) says.standard = standard_text(write_value(kind, field(defaults)));
    if constexpr (requires { kind.table; }) says.items = descriptions(kind.table);
    return {std::move(says),
            [=](const YamlNode& node, const std::string& path, Reading& reading, Root& root) {
                read_value(node, path, reading, kind, field(root));
            },
            [=](const Root& root) { return write_value(kind, field(root)); },
            [=](const Root& a, const Root& b) { return field(a) == field(b); },
            [=](const Root& from, Root& to) { field(to) = field(from); }};
}

template <typename Root, typename... Members, typename K>
Setting<Root> row(std::string_view key, Field<Root, Members...> field, K kind,
                  std::string_view help, Taken taken) {
    return row(key, field, kind, help, Need::optional, taken);
}

}  // namespace postern
