// SPDX-License-Identifier: Apache-2.0
//
// Reads a YAML map by a table of settings. A faulty value leaves its field as it is, so that it
// keeps its default; every fault becomes a finding and the reading goes on.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "table.hpp"

namespace postern {

template <ScalarKind K>
std::optional<typename K::Value> read_scalar(const YamlNode& node, const std::string& path,
                                             Reading& reading, const K& kind) {
    if (!reading.expect(node, YamlNode::Kind::scalar, path)) return std::nullopt;
    auto value = kind.parse(node.text);
    if (value) return *std::move(value);
    reading.fault(node.at, path + ": " + value.error().message());
    return std::nullopt;
}

template <ScalarKind K>
void read_value(const YamlNode& node, const std::string& path, Reading& reading, const K& kind,
                typename K::Value& into) {
    if (auto value = read_scalar(node, path, reading, kind)) into = *std::move(value);
}

/// Calls `read(item, path)` for every item of a list that has at least `least`.
template <typename Read>
void read_items(const YamlNode& node, const std::string& path, Reading& reading, std::size_t least,
                Read read) {
    if (!reading.expect(node, YamlNode::Kind::list, path)) return;
    if (node.items.size() < least)
        reading.fault(node.at, path + " is empty: it needs at least one");
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const auto item_path = path + '[' + std::to_string(i) + ']';
        reading.saw(item_path, node.items[i].at);
        read(node.items[i], item_path);
    }
}

template <ScalarKind K>
void read_value(const YamlNode& node, const std::string& path, Reading& reading,
                const ListOf<K>& kind, std::vector<typename K::Value>& into) {
    std::vector<typename K::Value> values;
    read_items(node, path, reading, kind.least, [&](const YamlNode& item, const std::string& at) {
        if (auto value = read_scalar(item, at, reading, kind.kind)) values.push_back(*value);
    });
    if (node.kind == YamlNode::Kind::list) into = std::move(values);
}

template <typename Root>
void read_map(const YamlNode& map, const std::string& path, Reading& reading,
              const Table<Root>& table, Root& root);

template <typename Root>
void read_value(const YamlNode& node, const std::string& path, Reading& reading,
                const MapsOf<Root>& kind, std::vector<Root>& into) {
    read_items(node, path, reading, 1, [&](const YamlNode& item, const std::string& at) {
        // A faulty item keeps its place, so that the checks across settings count as the file does.
        auto& root = into.emplace_back();
        if (reading.expect(item, YamlNode::Kind::map, at)) {
            read_map(item, at, reading, kind.table, root);
        }
    });
}

/// Reads maps by the keys of a table, whose dots are levels of nesting.
template <typename Root>
class MapReader {
  public:
    MapReader(const Table<Root>& table, Root& root, Reading& reading)
        : table_(table), root_(root), reading_(reading) {
        for (const auto& setting : table) keys_.push_back(setting.says.key);
    }

    /// `group` is "" or "milter." …
    void read(const YamlNode& map, const std::string& path, const std::string& group) {
        for (const auto& entry : map.entries) read_entry(entry, path, group);
    }

    /// Call last: what is required and was not there.
    void report_missing(const std::string& path) const {
        for (const auto& setting : table_) {
            const auto where = joined_path(path, std::string(setting.says.key));
            if (!setting.says.required || reading_.has_seen(where)) continue;
            reading_.fault(reading_.place(where),
                           where + " is missing, it is required: " + kind_text(setting.says));
        }
    }

  private:
    void read_entry(const YamlEntry& entry, const std::string& path, const std::string& group) {
        const auto key = group + entry.key;
        const auto where = joined_path(path, entry.key);
        const auto found = std::find_if(table_.begin(), table_.end(), [&](const auto& setting) {
            return setting.says.key == key;
        });
        // A dot stands for a level of nesting, never for itself.
        const bool dotted = entry.key.find('.') != std::string::npos;
        if (found != table_.end() && !dotted) {
            reading_.saw(where, entry.value.at);
            found->read(entry.value, where, reading_, root_);
        } else if (is_group(key) && !dotted) {
            reading_.saw(where, entry.at);
            read_group(entry.value, where, key + '.');
        } else {
            reading_.unknown_key(entry, path, group, keys_);
        }
    }

    void read_group(const YamlNode& node, const std::string& path, const std::string& group) {
        if (reading_.expect(node, YamlNode::Kind::map, path)) return read(node, path, group);
        // One fault is enough: what is required in the group counts as seen.
        for (const auto key : keys_) {
            const auto rest = key.starts_with(group) ? key.substr(group.size()) : "";
            if (!rest.empty()) reading_.saw(joined_path(path, std::string(rest)), node.at);
        }
    }

    [[nodiscard]] bool is_group(const std::string& key) const {
        return std::any_of(keys_.begin(), keys_.end(),
                           [&](std::string_view known) { return known.starts_with(key + '.'); });
    }

    const Table<Root>& table_;
    Root& root_;
    Reading& reading_;
    std::vector<std::string_view> keys_;
};

template <typename Root>
void read_map(const YamlNode& map, const std::string& path, Reading& reading,
              const Table<Root>& table, Root& root) {
    MapReader<Root> reader(table, root, reading);
    reader.read(map, path, "");
    reader.report_missing(path);
}

}  // namespace postern
