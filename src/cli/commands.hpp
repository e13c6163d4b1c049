// SPDX-License-Identifier: Apache-2.0
//
// The functions behind the rows of the command table, each in a file of its own, with the options
// it takes.
#pragma once

#include <span>

#include "command.hpp"

namespace postern {

Exit run_accounts(const Call& call);
Exit run_address(const Call& call);
Exit run_bounce(const Call& call);
Exit run_check(const Call& call);
Exit run_completion(const Call& call);
Exit run_config(const Call& call);
Exit run_rules(const Call& call);
Exit run_notifications(const Call& call);
Exit run_parked(const Call& call);
Exit run_postfix_plan(const Call& call);
Exit run_postfix_apply(const Call& call);
Exit run_postfix_undo(const Call& call);
Exit run_postfix_verify(const Call& call);
Exit run_token(const Call& call);
Exit run_try(const Call& call);
Exit run_why(const Call& call);
Exit run_senders_key(const Call& call);
Exit run_senders_list(const Call& call);
Exit run_senders_history(const Call& call);
Exit run_senders_suspend(const Call& call);
Exit run_senders_resume(const Call& call);
Exit run_senders_providers(const Call& call);
Exit run_suppressions_list(const Call& call);
Exit run_suppressions_show(const Call& call);
Exit run_suppressions_disbelieved(const Call& call);
Exit run_suppressions_add(const Call& call);
Exit run_suppressions_remove(const Call& call);
Exit run_suppressions_export(const Call& call);
Exit run_suppressions_import(const Call& call);
Exit run_directory_import(const Call& call);
Exit run_directory_export(const Call& call);
Exit run_directory_apply(const Call& call);
Exit run_directory_event(const Call& call);
Exit run_directory_prune(const Call& call);
Exit run_db_status(const Call& call);
std::span<const Option> db_migrate_options();
Exit run_db_migrate(const Call& call);
Exit run_db_backup(const Call& call);
Exit run_db_restore(const Call& call);

std::span<const Option> accounts_options();
std::span<const Option> address_options();
std::span<const Option> bounce_options();
std::span<const Option> check_options();
std::span<const Option> config_options();
std::span<const Option> rules_options();
std::span<const Option> notifications_options();
std::span<const Option> postfix_plan_options();
std::span<const Option> postfix_apply_options();
std::span<const Option> postfix_verify_options();
std::span<const Option> postfix_undo_options();
std::span<const Option> try_options();
std::span<const Option> why_options();
std::span<const Option> senders_key_options();
std::span<const Option> senders_list_options();
std::span<const Option> senders_history_options();
std::span<const Option> senders_suspend_options();
std::span<const Option> senders_resume_options();
std::span<const Option> suppressions_list_options();
std::span<const Option> suppressions_disbelieved_options();
std::span<const Option> suppressions_add_options();
std::span<const Option> suppressions_remove_options();
std::span<const Option> suppressions_export_options();
std::span<const Option> suppressions_import_options();
std::span<const Option> directory_import_options();
std::span<const Option> directory_export_options();
std::span<const Option> directory_apply_options();
std::span<const Option> directory_prune_options();

}  // namespace postern
