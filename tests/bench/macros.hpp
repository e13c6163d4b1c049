// SPDX-License-Identifier: Apache-2.0
//
// The macros Postfix sends along with each step of the conversation.
//
// Which ones belong to a step is Postfix's default (milter_connect_macros and the like in
// postconf(5)) until the filter asks for others while negotiating (smfi_setsymlist). A macro
// without a value is left out, as Postfix leaves it out. Cannot fail.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace postern {

class Macros {
  public:
    Macros();

    /// `names` as smfi_setsymlist takes them, separated by blanks; `stage` is an SMFIM_ number.
    void request(std::uint32_t stage, std::string_view names);
    /// An empty value takes the macro away.
    void set(std::string_view name, std::string_view value);
    /// The data of the SMFIC_MACRO packet that goes before `command`.
    [[nodiscard]] std::string before(char command) const;

  private:
    std::array<std::vector<std::string>, 7> wanted_;  ///< By SMFIM_ number.
    std::map<std::string, std::string, std::less<>> values_;
};

/// The lists at the end of a filter's negotiation: stage, and names for Macros::request().
std::map<std::uint32_t, std::string> symbol_lists(std::string_view data);

}  // namespace postern
