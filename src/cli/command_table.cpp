// SPDX-License-Identifier: Apache-2.0
#include "command_table.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "commands.hpp"
#include "directory_events.hpp"

namespace postern {

namespace {

std::vector<Command> make_table() {
    // clang-format off
    std::vector<Command> table{
        {"check",             "[FILE]",           "is the configuration good, and is there what it names",          check_options(),            run_check},
        {"try",               "",                 "does a draft go its way on this host; with --to, it arrives",    try_options(),              run_try},
        {"config",            "",                 "the settings in force",                                          config_options(),           run_config},
        {"rules",             "",                 "when a notification is withheld, rule by rule",                  rules_options(),            run_rules},
        {"notifications",     "",                 "what became of notifications, newest first",                     notifications_options(),    run_notifications},
        {"parked",            "",                 "notifications that wait, and for how long still",                {},                         run_parked},
        {"why",               "[DRAFT] [AGENT]",  "why a draft was sent, or not, to each agent",                    why_options(),              run_why},
        {"accounts",          "",                 "how many agents of each account can be reached, and why not",    accounts_options(),         run_accounts},
        {"address",           "[ADDRESS...]",     "is that an address, and would a notification go there",          address_options(),          run_address},
        {"bounce",            "[FILE...]",        "what bounces say, to whom it happened, and whose fault it is",   bounce_options(),           run_bounce},
        {"postfix plan",      "",                 "what postern needs of Postfix here, as commands, and why",       postfix_plan_options(),                    run_postfix_plan},
        {"postfix apply",     "",                 "does that, and keeps what was there",                            postfix_apply_options(),    run_postfix_apply},
        {"postfix undo",      "",                 "puts main.cf and master.cf back as they were before apply",      postfix_undo_options(),     run_postfix_undo},
        {"postfix verify",    "",                 "is each line of it in force in the Postfix that runs",           postfix_verify_options(),   run_postfix_verify},
        {"senders list",             "[DOMAIN]",     "how the sender domains stand with the providers",               senders_list_options(),             run_senders_list},
        {"senders history",          "[DOMAIN]",     "what changed about that, when and why, newest first",           senders_history_options(),          run_senders_history},
        {"senders suspend",          "DOMAIN",       "uses it no more, at one provider or at all of them",            senders_suspend_options(),          run_senders_suspend},
        {"senders resume",           "DOMAIN",       "uses it again",                                                 senders_resume_options(),           run_senders_resume},
        {"senders providers",        "",             "providers that have a name, and by which MX hosts",             {},                                 run_senders_providers},
        {"senders key",              "DOMAIN",       "its DKIM key at this host's signer, as the record to publish",  senders_key_options(),              run_senders_key},
        {"completion",        "bash|zsh",         "a script by which the shell completes commands and options",      {},                         run_completion},
        {"token",             "[TOKEN]",          "whom an unsubscribe token names, if it is ours",                 {},                         run_token},
        {"suppressions list",        "",             "who is suppressed, newest first",                              suppressions_list_options(),        run_suppressions_list},
        {"suppressions show",        "SUBJECT",      "one suppression and its trail",                                {},                                 run_suppressions_show},
        {"suppressions add",         "[SUBJECT...]", "suppresses addresses, or AGENT/KIND, until lifted",            suppressions_add_options(),         run_suppressions_add},
        {"suppressions remove",      "[SUBJECT...]", "lifts suppressions: those named, and those that a filter finds", suppressions_remove_options(),    run_suppressions_remove},
        {"suppressions export",      "",             "suppressions as import takes them, one a line",                suppressions_export_options(),      run_suppressions_export},
        {"suppressions import",      "FILE",         "suppresses what an export, or a list of addresses, names",     suppressions_import_options(),      run_suppressions_import},
        {"suppressions disbelieved", "",             "reports that were not believed, by whom they claimed to be about", suppressions_disbelieved_options(), run_suppressions_disbelieved},
        {"db status",         "",                 "are the databases there and of this version",                    {},                         run_db_status},
        {"db migrate",        "",                 "creates the databases, or brings them up to this version",       db_migrate_options(),       run_db_migrate},
        {"db backup",         "FOLDER",           "copies both databases, whoever uses them meanwhile",             {},                         run_db_backup},
        {"db restore",        "FOLDER [directory|state]", "puts such copies in place of the databases, while nobody uses them", {},              run_db_restore},
        {"directory import",  "FILE",             "adds to the directory what a YAML or JSON file names",           directory_import_options(), run_directory_import},
        {"directory export",  "",                 "the directory, as import takes it",                              directory_export_options(), run_directory_export},
        {"directory apply",   "",                 "events from standard input, one per line, in the words below",   directory_apply_options(),  run_directory_apply},
        {"directory prune",   "",                 "removes chats and presence that nothing was told of for long",   directory_prune_options(),  run_directory_prune},
    };
    // clang-format on
    for (const auto& event : directory_events()) {
        table.push_back(
            {event.name, event.operands, event.summary, event.options, run_directory_event});
    }
    return table;
}

std::string_view first_word(std::string_view name) {
    return name.substr(0, name.find(' '));
}

/// The words that may follow a family's, or the families and the commands of one word.
std::vector<std::string_view> candidates(std::string_view family) {
    std::vector<std::string_view> words;
    for (const auto& command : command_table()) {
        const auto first = first_word(command.name);
        if (family.empty()) words.push_back(first);
        if (!family.empty() && first == family)
            words.push_back(command.name.substr(first.size() + 1));
    }
    return words;
}

Error not_found(const std::vector<std::string>& words) {
    const auto& first = words.front();
    if (!is_family(first)) return {ErrorCode::invalid, unknown("command", first, candidates(""))};
    const auto known = candidates(first);
    if (words.size() > 1) {
        return {ErrorCode::invalid, unknown("command", words[1], known), {first}};
    }
    std::string list;
    for (const auto word : known) list.append(list.empty() ? "" : ", ").append(word);
    return {ErrorCode::invalid, "which of " + list + "?", {first}};
}

}  // namespace

const std::vector<Command>& command_table() {
    static const auto table = make_table();
    return table;
}

bool is_family(std::string_view word) {
    const auto& table = command_table();
    return std::any_of(table.begin(), table.end(), [&](const Command& command) {
        return command.name != word && first_word(command.name) == word;
    });
}

Result<Named> find_command(const std::vector<std::string>& words) {
    for (const auto& command : command_table()) {
        if (command.name == words.front()) return Named{&command, 1};
        if (words.size() > 1 && command.name == words[0] + " " + words[1])
            return Named{&command, 2};
    }
    return not_found(words);
}

}  // namespace postern
