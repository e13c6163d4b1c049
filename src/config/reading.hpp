// SPDX-License-Identifier: Apache-2.0
//
// The state of reading one file: where each setting stood, what is wrong so far, and the sentences
// about keys and shapes that every kind of setting shares.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "findings.hpp"
#include "yaml_tree.hpp"

namespace postern {

class Reading {
  public:
    explicit Reading(Findings& findings) : findings_(findings) {}

    /// `path` as in "senders[0].domain".
    void saw(const std::string& path, FilePosition at) { places_.emplace(path, at); }
    [[nodiscard]] bool has_seen(const std::string& path) const { return places_.contains(path); }

    /// It has its finding, and so its default.
    [[nodiscard]] bool is_faulty(const std::string& path) const;

    /// Where `path` stood, else what it would have stood in, else the start of the file.
    [[nodiscard]] FilePosition place(std::string path) const;

    void fault(FilePosition at, std::string text) { findings_.add(at, std::move(text)); }

    /// False, and a finding unless there is one already, where `node` is of another shape.
    bool expect(const YamlNode& node, YamlNode::Kind kind, const std::string& path);

    /// `keys` are all keys of the table, `group` is "" or ends in a dot, `path` is the map's.
    void unknown_key(const YamlEntry& entry, const std::string& path, const std::string& group,
                     const std::vector<std::string_view>& keys);

  private:
    Findings& findings_;
    std::map<std::string, FilePosition> places_;
};

/// "a.b", "b", "senders[0].b"
std::string joined_path(const std::string& path, const std::string& key);

}  // namespace postern
