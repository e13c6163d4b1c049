// SPDX-License-Identifier: Apache-2.0
//
// What pickup's cleanup would make of a draft or a notification that operators queue again.
#include <algorithm>
#include <filesystem>
#include <system_error>

#include "postern/base/file.hpp"
#include "postern/postfix/trouble.hpp"

#include "postfix_tables.hpp"

namespace postern {

namespace {

using postfix::Service;
using postfix::Site;
using Checks = std::vector<postfix::TableAnswer>;

constexpr std::string_view kUnchecked = "no_header_body_checks";

/// The first answer of that list, an action as header_checks(5) has it.
std::string action_for(const Service& cleanup, const std::string& parameter,
                       const std::string& line, const Site& site, PostfixTables& tables) {
    Checks answers;
    ask(cleanup, parameter, {line}, site, tables, answers);
    return answers.empty() ? "" : answers.front().answer;
}

void ask_about_the_way(const Service& cleanup, bool unchecked, PostfixTables& tables, Site& site) {
    for (const std::string field : {"Postern-Seal", "Postern-Pass"})
        site.queued_again[field] =
            unchecked ? ""
                      : action_for(cleanup, "header_checks", field + ": v=2; q=x", site, tables);
}

void ask_about_changes(const Service& cleanup, const SenderSettings& sender, PostfixTables& tables,
                       Site& site) {
    const auto from = sender.from + "@" + sender.domain;
    auto& changed = site.changed_again;
    for (const auto& line : {"From: " + from, std::string("Subject: A visitor wrote"),
                             "Message-ID: <check@" + sender.domain + ">",
                             std::string("Auto-Submitted: auto-generated")})
        ask(cleanup, "header_checks", {line}, site, tables, changed);
    const bool own_mime =
        site.checks_of(cleanup, "mime_header_checks") != site.checks_of(cleanup, "header_checks");
    for (const auto* line : {"MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
                             "Content-Transfer-Encoding: quoted-printable"})
        ask(cleanup, own_mime ? "mime_header_checks" : "header_checks", {line}, site, tables,
            changed);
    ask(cleanup, "body_checks", {"A visitor wrote to you."}, site, tables, changed);
}

void read_table(const std::string& where, const std::string& table, const PostfixTables& tables,
                Checks& checks) {
    const bool known = std::any_of(checks.begin(), checks.end(), [&](const auto& one) {
        return one.table == table && one.where == where;
    });
    if (known) return;
    for (auto& action : tables.actions(table)) checks.push_back({where, table, {}, action});
}

/// The lines that a draft has are not known before it is there, so all actions are read.
void read_actions(const Service& cleanup, const PostfixTables& tables, Site& site) {
    const auto header = site.checks_of(cleanup, "header_checks");
    for (const std::string name :
         {"header_checks", "mime_header_checks", "nested_header_checks", "body_checks"}) {
        const auto checks = site.checks_of(cleanup, name);
        if (name != "header_checks" && checks == header) continue;
        for (const auto& table : postfix::split_list(checks))
            read_table(cleanup.place_of(name), table, tables, site.actions_again);
    }
    const auto* copied = site.local_cleanup();
    if (copied == nullptr) return;
    const auto there = postfix::split_list(header);
    for (const auto& table : postfix::split_list(site.in_force(*copied, "header_checks"))) {
        if (std::find(there.begin(), there.end(), table) == there.end())
            read_table(copied->place_of("header_checks"), table, tables, site.actions_left_out);
    }
}

/// Where `postern postfix apply` writes it, and where it is put by hand.
std::string file_of_our_check(const Site& site) {
    const auto folder = site.parameter("config_directory");
    for (const auto& file : {folder + "/postern/queued_again", folder + "/queued_again"}) {
        std::error_code absent;
        if (std::filesystem::is_regular_file(file, absent)) return file;
    }
    return {};
}

}  // namespace

void ask_about_queueing_again(const Settings& settings, PostfixTables& tables, Site& site) {
    const auto* pickup = site.pickup();
    if (pickup == nullptr) return;
    site.again_file = file_of_our_check(site);
    if (const auto text = read_file(site.again_file))
        site.pickup_before = postfix::pickup_before(*text);
    const auto* found = site.pickups_cleanup();
    const auto cleanup = found == nullptr ? Service{} : *found;
    const auto overrides = postfix::split_list(site.in_force(*pickup, "receive_override_options"));
    const bool unchecked =
        std::find(overrides.begin(), overrides.end(), kUnchecked) != overrides.end();
    ask_about_the_way(cleanup, unchecked, tables, site);
    if (unchecked) return;
    ask_about_changes(cleanup, settings.senders.front(), tables, site);
    read_actions(cleanup, tables, site);
}

}  // namespace postern
