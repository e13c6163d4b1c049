// SPDX-License-Identifier: Apache-2.0
//
// The configuration of a Postfix in a folder of its own, for commands that change it. A real
// postconf and postmap read it; nothing of it runs. Skipped where there is no Postfix.
#pragma once

#include <map>
#include <string>

#include "fixture.hpp"

namespace postern {

/// As Debian's package has it, as far as it counts here.
extern const std::string kDebiansMaster;

class PostfixConfiguration : public OperatorCommand {
  protected:
    void SetUp() override;

    /// "FOLDER" in them becomes the test's own.
    void write_site(const std::string& master, const std::string& main);
    void append_to_main(const std::string& line) const;

    /// Of all files below, by path.
    [[nodiscard]] std::map<std::string, std::string> contents() const;

    [[nodiscard]] ProcessResult wiring(const std::string& verb, Words more = {}) const;
    [[nodiscard]] ProcessResult apply() const { return wiring("apply", {"--yes", "--no-signer"}); }

    std::map<std::string, std::string> before_{};  ///< contents() of what was last written.
};

}  // namespace postern
