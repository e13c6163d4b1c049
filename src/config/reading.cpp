// SPDX-License-Identifier: Apache-2.0
#include "reading.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "kinds.hpp"

namespace postern {

namespace {

std::string shape_fault(YamlNode::Kind expected, const std::string& path) {
    switch (expected) {
        case YamlNode::Kind::list:
            return path + " takes a list: write it as [a, b], or one \"- \" line for each item";
        case YamlNode::Kind::map:
            return (path.empty() ? "the file" : path) +
                   " takes settings below it: write each as \"key: value\" on a line of its own";
        default:
            return path + " takes a single value, not a list or a map";
    }
}

/// What can stand directly in `group`: the next part of every key that begins with it.
std::vector<std::string_view> children(const std::string& group,
                                       const std::vector<std::string_view>& keys) {
    std::vector<std::string_view> out;
    for (const auto key : keys) {
        if (!key.starts_with(group)) continue;
        const auto rest = key.substr(group.size());
        const auto child = rest.substr(0, rest.find('.'));
        if (out.empty() || out.back() != child) out.push_back(child);
    }
    return out;
}

/// A key that would be right somewhere else: "timeout" at the top, "milter.timeout" in one line.
std::string_view elsewhere(const std::string& key, const std::vector<std::string_view>& keys) {
    const auto found = std::find_if(keys.begin(), keys.end(), [&](std::string_view known) {
        return known == key || known.ends_with('.' + key);
    });
    return found == keys.end() ? std::string_view{} : *found;
}

std::string hint(const std::string& key, const std::string& group,
                 const std::vector<std::string_view>& keys) {
    const auto here = children(group, keys);
    if (const auto meant = nearest(key, here); !meant.empty()) {
        return "did you mean " + std::string(meant) + "?";
    }
    const auto known = std::string(elsewhere(key, keys));
    if (const auto dot = known.rfind('.'); dot != std::string::npos) {
        return "if " + known + " is meant, write " + known.substr(dot + 1) + ": indented below " +
               known.substr(0, dot) + ":";
    }
    return "known here: " + join(here, ", ");
}

}  // namespace

bool Reading::is_faulty(const std::string& path) const {
    return has_seen(path) && findings_.has_any_at(place(path));
}

FilePosition Reading::place(std::string path) const {
    while (!path.empty()) {
        if (const auto found = places_.find(path); found != places_.end()) return found->second;
        const auto end = path.find_last_of(".[");
        path.resize(end == std::string::npos ? 0 : end);
    }
    return {};
}

bool Reading::expect(const YamlNode& node, YamlNode::Kind kind, const std::string& path) {
    if (node.kind == kind) return true;
    if (node.kind == YamlNode::Kind::nothing) {
        const auto* absent = kind == YamlNode::Kind::map
                                 ? " has nothing below it: write its settings there "
                                 : " has no value: give it one ";
        fault(node.at, path + absent + "or remove the line");
    } else if (node.kind != YamlNode::Kind::refused) {
        fault(node.at, shape_fault(kind, path));
    }
    return false;
}

void Reading::unknown_key(const YamlEntry& entry, const std::string& path, const std::string& group,
                          const std::vector<std::string_view>& keys) {
    // What stands here may be a secret already, so it is not repeated.
    if (group == "keys.") {
        fault(entry.at,
              "keys takes only files: a secret lives in a file of its own, never in this "
              "one. Write it there, readable by postern's group alone, and name the "
              "file in keys.files");
        return;
    }
    const auto where = path.empty() ? std::string() : " in " + path;
    fault(entry.at,
          "unknown key " + in_quotes(entry.key) + where + ": " + hint(entry.key, group, keys));
}

std::string joined_path(const std::string& path, const std::string& key) {
    return path.empty() ? key : path + '.' + key;
}

}  // namespace postern
