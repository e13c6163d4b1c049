// SPDX-License-Identifier: Apache-2.0
//
// What the two signers have in common.
#pragma once

#include <string>

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

void sign_with_opendkim(const Site& site, const Settings& settings, const SignerFiles& files,
                        Signing& signing);
void sign_with_rspamd(const Site& site, const Settings& settings, const SignerFiles& files,
                      Signing& signing);

}  // namespace postern::postfix
