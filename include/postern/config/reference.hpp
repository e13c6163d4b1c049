// SPDX-License-Identifier: Apache-2.0
//
// What the settings table can say about itself: the commented sample, the reference for people who
// read on the web and for those who read in a terminal, and the settings that are in force.
//
// The first three are committed (conf/postern.yaml, docs/settings.md,
// packaging/man/postern.yaml.5); `postern_write_references` rewrites them and a test fails where
// they differ from the table.
#pragma once

#include <string>

#include "postern/config/settings.hpp"

namespace postern {

/// Every setting with its help, the defaults active, the required ones filled with examples.
std::string sample_yaml();

std::string settings_markdown();

/// postern.yaml(5), in the man macros of roff.
std::string settings_man_page();

/// The effective settings as YAML that loads to the same value.
std::string print_config(const Settings& settings);

/// The same as JSON (RFC 8259), which loads as well: counts are numbers, all else is text.
std::string print_config_json(const Settings& settings);

}  // namespace postern
