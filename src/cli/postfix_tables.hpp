// SPDX-License-Identifier: Apache-2.0
//
// What a site's tables answer for addresses and fields of ours. A table that cannot be asked is
// noted as such, once, and not asked again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "postern/config/settings.hpp"
#include "postern/postfix/site.hpp"

#include "postfix_programs.hpp"

namespace postern {

class PostfixTables {
  public:
    PostfixTables(const PostfixPrograms& programs, postfix::Site& site)
        : programs_(programs), site_(site) {}

    /// Nothing where that table cannot be asked. `where` is the parameter that has it.
    std::optional<std::string> answer(const std::string& where, const std::string& table,
                                      const std::string& key);

    /// Whether a list of domains has that one, itself or in one of its tables; nothing where a
    /// table that might have it cannot be asked.
    std::optional<bool> lists(const std::string& name, const std::string& domain);
    /// The entry of that list by which it has the domain, and what it answers.
    std::optional<postfix::TableAnswer> entry_for(const std::string& name,
                                                  const std::string& domain);

    /// Each action of header_checks(5) that a table has, whatever it is for; one "" where a table
    /// of that kind cannot be read.
    std::vector<std::string> actions(const std::string& table) const;

  private:
    const PostfixPrograms& programs_;
    postfix::Site& site_;
    /// By table and key: several services have the same tables.
    std::map<std::pair<std::string, std::string>, std::string> told_{};
};

/// A table that is asked for whole addresses and lines only, not for their parts.
bool is_pattern(const std::string& table);

/// The first answer for one of these keys in the tables that are in force for that service, as
/// Postfix would find it.
void ask(const postfix::Service& service, const std::string& parameter,
         const std::vector<std::string>& keys, const postfix::Site& site, PostfixTables& tables,
         std::vector<postfix::TableAnswer>& answers);

/// What pickup's cleanup makes of what operators queue again.
void ask_about_queueing_again(const Settings& settings, PostfixTables& tables, postfix::Site& site);

/// What the site's own services would make of a notification, its return path and a draft's
/// recipient: on the way out and on the way in.
void ask_about_addresses(const Settings& settings, PostfixTables& tables, postfix::Site& site);

}  // namespace postern
