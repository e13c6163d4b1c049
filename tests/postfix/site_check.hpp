// SPDX-License-Identifier: Apache-2.0
//
// What `postern check` says of a site that has what is shipped and one more line in main.cf. The
// site is only a folder of configuration: nothing of it runs. Throws std::runtime_error where
// Postfix's or postern's programs cannot be run.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "temporary_directory.hpp"

namespace postern::testing {

class SiteCheck {
  public:
    SiteCheck();

    /// Whether more is said because of that line of main.cf, "KEY=VALUE": a fault, a note, or that
    /// something cannot be known.
    [[nodiscard]] bool tells_of(const std::string& setting) const;

    /// Of lines for different parameters, all there at once, those of whose parameter something is
    /// said that is a fault or cannot be known.
    [[nodiscard]] std::vector<std::string> found_among(
        const std::vector<std::string>& settings) const;

  private:
    [[nodiscard]] std::set<std::string> places(const std::vector<std::string>& kinds) const;
    void write_main_cf(const std::string& last_lines) const;

    TemporaryDirectory folder_;
    std::set<std::string> before_;
};

}  // namespace postern::testing
