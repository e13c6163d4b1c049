// SPDX-License-Identifier: Apache-2.0
//
// Loads postern.yaml (YAML 1.2, strictly: no anchors, tags, merge keys or second documents).
//
// Every fault is collected, not only the first, each with the place where it stands: unknown and
// duplicate keys, wrong types and units, values out of bounds, what is required but missing, and
// what contradicts another setting. Nothing is thrown. Settings with findings are fit for looking
// at, not for running: a faulty value keeps its default.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/config/settings.hpp"

namespace postern {

struct Finding {
    std::string file;
    int line = 0;    ///< From 1; 0 where the fault is the file's as a whole.
    int column = 0;  ///< From 1, in bytes.
    std::string text;

    /// "file:line:column: text"
    [[nodiscard]] std::string message() const;
};

struct Loaded {
    Settings settings;
    std::vector<Finding> findings;  ///< In the order of the file.

    [[nodiscard]] bool good() const { return findings.empty(); }
};

/// A file that cannot be read is a finding too. "-" is standard input.
Loaded load_settings(const std::string& path);

/// `name` stands for the file in findings.
Loaded load_settings_text(std::string_view text, const std::string& name);

}  // namespace postern
