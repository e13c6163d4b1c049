// SPDX-License-Identifier: Apache-2.0
//
// The signer that a site has, opendkim or rspamd, and what it needs so that it signs for every
// sender domain, each with a key of its own. Pure: files come in as texts.
//
// All that is needed is added at the end of files: opendkim takes the last of two lines, and its
// tables the first. A line of the tables is replaced only where postern wrote it and postern.yaml
// names another key since. What a site signs already it signs as before.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "postern/config/settings.hpp"
#include "postern/postfix/changes.hpp"
#include "postern/postfix/site.hpp"
#include "postern/postfix/trouble.hpp"

namespace postern::postfix {

/// How opendkim is started, which comes before what its configuration says.
struct OpendkimStart {
    std::string conf = "/etc/opendkim.conf";  ///< -x
    std::string socket{};                     ///< -p
    std::string usual_socket{};  ///< Where neither that nor the configuration names one.
    std::string user{};          ///< -u, or whom the unit starts it as; "" for root.
    std::string fixed{};         ///< The first of what else says what is signed, "-d"; "" for none.
};

/// From the words behind the program's name.
OpendkimStart opendkim_start(const std::vector<std::string>& words);
/// From what `systemctl show` has of its unit; `environment` has what the unit's files of variables
/// say. Nothing where the unit starts no opendkim.
std::optional<OpendkimStart> opendkim_start_by_unit(
    const std::string& shown, const std::map<std::string, std::string>& environment);
/// From /etc/default/opendkim, as its script in /etc/init.d has it.
OpendkimStart opendkim_start_by_script(const std::map<std::string, std::string>& defaults);
/// NAME=VALUE lines, with or without quotes. For a shell a value may name those before it.
std::map<std::string, std::string> environment_lines(const std::string& text, bool shell);

/// What is there of the signers.
struct SignerFiles {
    bool opendkim = false;  ///< The program is installed.
    bool rspamd = false;
    std::map<std::string, Content> texts{};  ///< By path, of those in signer_files().
    OpendkimStart start{};
    bool key_barred = false;    ///< The user of key_before_tables() may not read that key.
    std::string port = "8891";  ///< Free on loopback, for a signer that has no socket yet.
};

/// The files to read, as far as is known from those that are read.
std::vector<std::string> signer_files(const SignerFiles& files);

/// The key that opendkim reads before it becomes its user, and whom it becomes; "" for none.
struct KeyBeforeTables {
    std::string path{};
    std::string user{};
};
KeyBeforeTables key_before_tables(const SignerFiles& files);

/// A whole line, in the place of another.
struct LineChange {
    std::string from;
    std::string to;
};

/// What a file lacks.
struct Addition {
    std::string path;
    std::string text;  ///< To be added at the end.
    std::string why;
    std::vector<LineChange> replaced{};  ///< After that.
};

/// The file's text with what it lacks.
std::string with(const Addition& addition, const std::string& text);
/// sed's command for it: "s/^a$/b/".
std::string sed_command(const LineChange& change);

/// A private key that is to be there.
struct SigningKey {
    std::string domain;
    std::string selector;
    std::string path;
    std::string owner;        ///< The signer's user.
    bool own_folder = false;  ///< The folder is for keys that postern makes.
    std::string signs_as{};   ///< "d=", where it is another domain than `domain`.
    bool needed = true;       ///< Something signs with it, or will.
};

struct Signing {
    std::string signer{};  ///< "opendkim", "rspamd"; "" where none is there.
    std::string milter{};  ///< As smtpd_milters names it.
    std::vector<Addition> additions{};
    std::vector<SigningKey> keys{};
    Troubles left{};  ///< What the site has to say itself.
};

Signing signing_for(const Site& site, const Settings& settings, const SignerFiles& files);

}  // namespace postern::postfix
