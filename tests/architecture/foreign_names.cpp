// SPDX-License-Identifier: Apache-2.0
#include "foreign_names.hpp"

#include <algorithm>
#include <array>

namespace postern::architecture {

namespace {

struct Foreign {
    std::string_view name;
    std::string_view owner;
};

constexpr std::array kForeign{
    Foreign{"Program_options", "Boost"},
    Foreign{"loadOne", "SOCI, in the text of an error"},
    Foreign{"sqlite3_statement_backend", "SOCI, in the text of an error"},
    Foreign{"check_host", "RFC 7208 section 4"},
    Foreign{"bind_address", "Postfix: smtp_bind_address, as master.cf's remarks shorten it"},
    Foreign{"send_xforward", "Postfix: smtp_send_xforward_command, likewise"},
    Foreign{"reject_unknown_sender_domain", "Postfix, a restriction"},
    Foreign{"sasl_username", "Postfix, in its log"},
    Foreign{"smtp_tls", "Postfix, a source file"},
    Foreign{"regexp_table", "Postfix, a manual page"},
    Foreign{"pcre_table", "Postfix, a manual page"},
    Foreign{"groff_man", "groff, a manual page"},
    Foreign{"network_namespaces", "Linux, a manual page"},
    Foreign{"FirstClass", "OpenText, a mail system"},
    Foreign{"xNN", "a character's number, as an escape shows it"},
    Foreign{"PascalCase", "a way to write names"},
    Foreign{"snake_case", "a way to write names"},
    Foreign{"members_", "CONTRIBUTING.md, an example of names"},
    Foreign{"kConstants", "CONTRIBUTING.md, an example of names"},
    Foreign{"07_null_value", "a test's name, which GoogleTest makes of a file's"},
};

}  // namespace

bool is_foreign(std::string_view name) {
    return std::any_of(kForeign.begin(), kForeign.end(),
                       [&](const Foreign& foreign) { return foreign.name == name; });
}

std::vector<std::string_view> foreign_names() {
    std::vector<std::string_view> names;
    for (const auto& foreign : kForeign) names.push_back(foreign.name);
    return names;
}

}  // namespace postern::architecture
