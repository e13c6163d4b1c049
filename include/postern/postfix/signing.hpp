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
#include <string>
#include <vector>

#include "postern/config/settings.hpp"
#include "postern/postfix/changes.hpp"
#include "postern/postfix/site.hpp"
#include "postern/postfix/trouble.hpp"

namespace postern::postfix {

/// What is there of the signers.
struct SignerFiles {
    bool opendkim = false;  ///< The program is installed.
    bool rspamd = false;
    std::map<std::string, Content> texts{};  ///< By path, of those in signer_files().
};

/// The files to read, as far as is known from those that are read.
std::vector<std::string> signer_files(const std::map<std::string, Content>& texts);

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
    std::string owner;       ///< The signer's user.
    std::string signs_as{};  ///< d=, where the site has it sign for a domain above.
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
