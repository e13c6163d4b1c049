// SPDX-License-Identifier: Apache-2.0
//
// The table of Postfix's parameters: what each of them may do to the loop, and what keeps it from
// that. One table (src/postfix/parameters.yaml), read once and complete, or the program is defect;
// check, documentation and the labs of the tests all come of it. The services and values that it
// speaks of are those of conf/postfix, compiled in as well.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "postern/postfix/site.hpp"

namespace postern::postfix {

enum class Treatment {
    pinned,     ///< Set by services of ours.
    yours,      ///< Set by services of ours, where a site may choose another value.
    transport,  ///< Set for our two transports in place of a default.
    found,      ///< `postern check` says when it is wrong.
    harmless,
};

std::string_view name_of(Treatment treatment);

struct Row {
    std::string name;    ///< A parameter; with "*" at its end a family, of harmless ones only.
    std::string danger;  ///< A value that would do harm; "" where a lab cannot show it.
};

struct Group {
    std::string title;
    std::string why;
    Treatment treatment = Treatment::harmless;
    std::vector<std::string> services{};  ///< Roles, of those pinned.
    std::vector<Row> rows{};
    Parameters least{};  ///< By name: a smaller value is a fault, of those found.
    Parameters most{};   ///< Likewise a greater one.
};

/// In the order of the file.
std::span<const Group> parameter_groups();

/// The rows for that parameter, with their groups: several where services differ. Empty where
/// the table does not know it.
std::vector<const Group*> groups_of(std::string_view parameter);

/// A service of conf/postfix/master.cf by its role: draft, draft-cleanup, fan, out, out-cleanup,
/// to-bounce, bounce, again-cleanup. The role is what the table calls it.
struct Shipped {
    std::string role;
    Service service;
    Parameters optional{};  ///< Lines that are commented out there: for a later Postfix.
    std::string why{};      ///< The comment above it.
};

std::span<const Shipped> shipped_services();
/// The parameters of conf/postfix/main.cf.
const Parameters& shipped_parameters();
/// The comments above them, by parameter.
const Parameters& shipped_reasons();

/// docs/postfix-parameters.md.
std::string parameters_markdown();

}  // namespace postern::postfix
