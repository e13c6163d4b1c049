// SPDX-License-Identifier: Apache-2.0
//
// What the two signers have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/postfix/signing.hpp"

namespace postern::postfix {

inline constexpr auto kOpendkimConf = "/etc/opendkim.conf";
inline constexpr auto kRspamdSigning = "/etc/rspamd/local.d/dkim_signing.conf";
inline constexpr auto kRspamdSelectors = "/etc/rspamd/postern_selectors.map";
inline constexpr auto kRspamdKeys = "/etc/rspamd/postern_keys.map";

/// "" where it is not there.
std::string text_of(const std::string& path, const SignerFiles& files);

/// The last value of that name in opendkim.conf(5).
std::string opendkim_value(std::string_view conf, std::string_view name);
/// The file of a table such as "refile:/etc/opendkim/SigningTable"; "" where it is no file.
std::string opendkim_table_file(const std::string& table);

/// The milter among those that the site's own smtpds and its local mail are shown to, or "".
std::string milter_in_use(const Site& site, const std::vector<std::string>& marks);

/// What a milter's name has in it if it is this opendkim.
std::vector<std::string> opendkim_marks(const SignerFiles& files);

/// The selector that postern.yaml names first, and the file it may name with it.
SigningKey key_for(const SenderSettings& sender, const std::string& usual_path,
                   const std::string& owner);

/// Whether postern.yaml names the file of that sender's key.
bool names_the_file(const SenderSettings& sender);

/// A line of a table: its first word, and what stands behind it. Blanks and comments count nowhere.
struct TableLine {
    std::string_view line;
    std::string key;
    std::string value;
};
std::vector<TableLine> table_lines(std::string_view text);

/// opendkim's two tables.
struct OpendkimTables {
    std::string key_file;
    std::string signing_file;
    std::string keys;
    std::string signers;
    bool patterns = true;      ///< SigningTable is a refile.
    bool every_match = false;  ///< MultipleSignatures: not the first that matches alone.
};

/// What they lack, beside what is left to the site.
struct TableNeeds {
    std::string keys{};
    std::string signers{};
    std::vector<LineChange> replaced{};  ///< Of the keys.
};

/// For one sender; `key` becomes that of the tables where it is what postern.yaml asks for.
void plan_opendkim_key(const OpendkimTables& tables, const SenderSettings& sender, SigningKey& key,
                       TableNeeds& needs, Troubles& left);
/// Lines of ours for domains that are no senders any more.
void look_at_former_senders(const OpendkimTables& tables, const Settings& settings, Troubles& left);

void sign_with_opendkim(const Site& site, const Settings& settings, const SignerFiles& files,
                        Signing& signing);
void sign_with_rspamd(const Site& site, const Settings& settings, const SignerFiles& files,
                      Signing& signing);

}  // namespace postern::postfix
