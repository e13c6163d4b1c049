// SPDX-License-Identifier: Apache-2.0
//
// What the two signers have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postern/postfix/signing.hpp"

#include "opendkim_conf.hpp"

namespace postern::postfix {

inline constexpr auto kOpendkimKeyTable = "/etc/opendkim/KeyTable";
inline constexpr auto kOpendkimSigningTable = "/etc/opendkim/SigningTable";
/// Where the site has files of those names that it does not use.
inline constexpr auto kOpendkimKeyTableToo = "/etc/opendkim/postern.KeyTable";
inline constexpr auto kOpendkimSigningTableToo = "/etc/opendkim/postern.SigningTable";
inline constexpr auto kRspamdSigning = "/etc/rspamd/local.d/dkim_signing.conf";
inline constexpr auto kRspamdSelectors = "/etc/rspamd/postern_selectors.map";
inline constexpr auto kRspamdKeys = "/etc/rspamd/postern_keys.map";

/// "" where it is not there.
std::string text_of(const std::string& path, const SignerFiles& files);

/// The milter that is rspamd among those that the site's own mail is shown to, or "".
std::string rspamd_in_use(const Site& site, const Settings& settings);
/// Whether the site's own mail is shown to this opendkim.
bool is_shown_to_opendkim(const Site& site, const Settings& settings, const SignerFiles& files);

/// Whom opendkim runs as; "root" where nobody says otherwise.
std::string opendkim_user(const OpendkimConf& conf, const SignerFiles& files);

/// What Domain, KeyFile and Selector say, as lines of the two tables.
struct Carried {
    std::string keys{};
    std::string signers{};
    std::string why_not{};  ///< Where it cannot be said in tables.
};
Carried carried_over(const OpendkimConf& conf, const SignerFiles& files);

/// Where opendkim listens, and what Postfix is to call it.
struct OpendkimSocket {
    std::string milter{};  ///< "" where no smtpd of ours reaches it.
    std::string line{};    ///< For opendkim.conf.
    std::string left{};    ///< What the site has to say itself.
    bool used = false;     ///< The site's own mail is shown to it.
};
OpendkimSocket opendkim_socket(const Site& site, const Settings& settings,
                               const SignerFiles& files);

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
