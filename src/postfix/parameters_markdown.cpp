// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "postern/postfix/parameters.hpp"

namespace postern::postfix {

namespace {

std::string code(const std::string& text) {
    return "`" + text + "`";
}

/// "`10025`: `x`" for each value, with the services that have it.
std::string values_of(const Group& group, const std::string& name) {
    std::map<std::string, std::string> by_value;
    for (const auto& shipped : shipped_services()) {
        for (const auto& role : group.services) {
            if (role != shipped.role) continue;
            const auto* value = shipped.service.option(name);
            const auto& text = value != nullptr ? *value : shipped.optional.at(name);
            auto& roles = by_value[text];
            roles += (roles.empty() ? "" : ", ") + role;
        }
    }
    std::string all;
    for (const auto& [value, roles] : by_value) {
        if (!all.empty()) all += "; ";
        all += value.empty() ? "(empty)" : code(value);
        if (by_value.size() > 1) all += " (" + roles + ")";
    }
    return all;
}

std::string roles_of(const Group& group) {
    std::string all;
    for (const auto& role : group.services) all += (all.empty() ? "" : ", ") + role;
    return all;
}

std::string heading(const Group& group) {
    return "### " + group.title + (group.services.empty() ? "" : ": " + roles_of(group)) + "\n\n" +
           group.why + "\n\n";
}

std::string list_of_names(const Group& group) {
    std::string all;
    for (const auto& row : group.rows) all += (all.empty() ? "" : ", ") + code(row.name);
    return all + "\n\n";
}

std::string table_of(const Group& group) {
    std::string all = "| parameter | here |\n| --- | --- |\n";
    for (const auto& row : group.rows) {
        all += "| " + code(row.name) + " | " + values_of(group, row.name) + " |\n";
    }
    return all + "\n";
}

std::string section(Treatment treatment) {
    std::string all;
    for (const auto& group : parameter_groups()) {
        if (group.treatment != treatment) continue;
        all += heading(group) + (group.services.empty() ? list_of_names(group) : table_of(group));
    }
    return all;
}

}  // namespace

std::string parameters_markdown() {
    return "<!-- SPDX-License-Identifier: Apache-2.0 -->\n\n"
           "# Postfix's parameters\n\n"
           "Made from `src/postfix/parameters.yaml` by `postern_write_parameters`; a test "
           "compares, "
           "and\nanother fails for a parameter of Postfix 3.5 to 3.10 that is not here.\n\n"
           "A site's main.cf has more in it than postern knows. Its parameters reach every service "
           "that does\nnot set them for itself, and so the hops that are postern's. For each it is "
           "decided what keeps it\nfrom doing harm there.\n\n"
           "| service | role |\n| --- | --- |\n"
           "| smtpd on 10025, 10026, 10027 | draft, out, bounce |\n"
           "| postern-cleanup-draft, postern-cleanup-out | draft-cleanup, out-cleanup |\n"
           "| postern-fan, postern-bounce | fan, to-bounce |\n\n"
           "## Pinned\n\nEach service named sets the value for itself, in "
           "`conf/postfix/master.cf`. "
           "`postern check` says where\none is missing.\n\n" +
           section(Treatment::pinned) +
           "## Pinned, and yours to change\n\nSet in the same place; a site may have reasons for "
           "another value.\n\n" +
           section(Treatment::yours) + "## In main.cf, for our transports\n\n" +
           section(Treatment::transport) +
           "## Found by `postern check`\n\nNo service can keep these off.\n\n" +
           section(Treatment::found) + "## Harmless\n\nA `*` stands for the rest of a name.\n\n" +
           section(Treatment::harmless);
}

}  // namespace postern::postfix
