// SPDX-License-Identifier: Apache-2.0
//
// The part of YAML 1.2 that a configuration needs, as a tree in which every key and value knows
// where it stands.
//
// Built from yaml-cpp's events, not from its nodes: those keep the last of two equal keys, follow
// aliases silently and forget whether a value was written at all. What a reader of the file would
// not see at a glance is refused: duplicate keys, anchors, aliases, merge keys, tags, a second
// document, control characters, anything but UTF-8 (RFC 3629).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/file.hpp"

#include "findings.hpp"

namespace postern {

struct YamlEntry;

struct YamlNode {
    enum class Kind {
        scalar,
        list,
        map,
        nothing,  ///< "key:" without a value, "~" or "null"; stands where its key does.
        refused,  ///< Has its finding already.
    };

    Kind kind = Kind::nothing;
    FilePosition at;
    std::string text;                ///< Of a scalar.
    std::vector<YamlNode> items;     ///< Of a list.
    std::vector<YamlEntry> entries;  ///< Of a map.
};

struct YamlEntry {
    std::string key;
    FilePosition at;
    YamlNode value;
};

struct YamlTree {
    YamlNode root;
    bool complete = true;  ///< False: the text could not be read to its end.
};

/// Takes the items of the list under one key of the root, each as soon as it is complete: of a long
/// document no more than one of them is in memory. An Error ends the reading.
struct ItemsOf {
    std::string key;
    std::function<Result<void>(YamlNode)> take;
};

/// Never throws; what is wrong goes to `findings`. A text without content has a root of `nothing`.
YamlTree parse_yaml(std::string_view text, Findings& findings);

/// The same of a text that is read while it is parsed. The items that were taken are not in the
/// tree. An Error is of `read` or of whoever took an item.
Result<YamlTree> parse_yaml(const ReadBytes& read, Findings& findings, const ItemsOf& items);

}  // namespace postern
