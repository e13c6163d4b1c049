// SPDX-License-Identifier: Apache-2.0
//
// A YAML or JSON text as a tree in which every node knows where it stands: for modules that read
// documents of their own and want to point at what is wrong with them.
//
// As strict as the configuration: no anchors, aliases, tags, merge keys or second documents, no
// duplicate keys, UTF-8 only. JSON is read as the YAML it also is (YAML 1.2 section 1.3). Every
// fault is told (ErrorCode::invalid), one per line, as "name:line:column: what"; nothing is thrown.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/file.hpp"
#include "postern/base/result.hpp"

namespace postern {

struct DocumentEntry;

struct DocumentNode {
    enum class Kind { nothing, scalar, list, map };  ///< Nothing: no value, "~" or "null".

    Kind kind = Kind::nothing;
    int line = 1;  ///< Both from 1, as editors count.
    int column = 1;
    std::string text;                    ///< Of a scalar.
    std::vector<DocumentNode> items;     ///< Of a list.
    std::vector<DocumentEntry> entries;  ///< Of a map, in the order of the text.
};

struct DocumentEntry {
    std::string key;
    int line = 1;
    int column = 1;
    DocumentNode value;
};

/// `name` stands for the text in messages. A text without content is a node of kind nothing.
Result<DocumentNode> read_document(std::string_view text, const std::string& name);

/// Takes an item of a list; an Error ends the reading, and is what comes of it.
using TakeItem = std::function<Result<void>(DocumentNode item)>;

/// A document of any size: the items of the list under `key` of its root are handed over one by
/// one, as soon as each is complete, and are not in what is returned. A fault further on may still
/// make all of it worthless. An Error may be of `read`, too.
Result<DocumentNode> read_document(const ReadBytes& read, const std::string& name,
                                   const std::string& key, const TakeItem& take);

}  // namespace postern
