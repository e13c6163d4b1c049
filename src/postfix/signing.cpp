// SPDX-License-Identifier: Apache-2.0
//
// Which signer it is: the one that the site's own mail is shown to, else the one that is installed.
#include "postern/postfix/signing.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "findings.hpp"
#include "lines.hpp"
#include "signing_parts.hpp"

namespace postern::postfix {

namespace {

constexpr auto kNobodySigns =
    "no signer is found here: notifications leave unsigned, and most providers file such mail "
    "away. "
    "Install opendkim, and run postern postfix apply again";

}  // namespace

std::string text_of(const std::string& path, const SignerFiles& files) {
    const auto found = files.texts.find(path);
    return found == files.texts.end() ? "" : found->second.value_or("");
}

SigningKey key_for(const SenderSettings& sender, const std::string& usual_path,
                   const std::string& owner) {
    SigningKey key{sender.domain, "postern", {}, owner};
    if (!sender.dkim_selectors.empty()) {
        const auto& named = sender.dkim_selectors.front();
        const auto equals = named.find('=');
        key.selector = named.substr(0, equals);
        if (equals != named.npos) key.path = named.substr(equals + 1);
    }
    if (!key.path.empty()) return key;
    key.own_folder = true;
    key.path = usual_path;
    for (const auto& [mark, value] :
         {std::pair<std::string, std::string>{"DOMAIN", key.domain}, {"SELECTOR", key.selector}})
        key.path.replace(key.path.find(mark), mark.size(), value);
    return key;
}

bool names_the_file(const SenderSettings& sender) {
    const auto& named = sender.dkim_selectors;
    return !named.empty() && named.front().find('=') != std::string::npos;
}

std::vector<TableLine> table_lines(std::string_view text) {
    std::vector<TableLine> lines;
    for (const auto line : lines_of(text)) {
        const auto said = trim(line.substr(0, line.find('#')));
        if (said.empty()) continue;
        const auto end = std::min(said.find_first_of(" \t"), said.size());
        lines.push_back(
            {line, std::string(said.substr(0, end)), std::string(trim(said.substr(end)))});
    }
    return lines;
}

std::string with(const Addition& addition, const std::string& text) {
    const bool whole = text.empty() || text.ends_with('\n') || addition.text.empty();
    const auto longer = text + (whole ? "" : "\n") + addition.text;
    std::string all;
    for (const auto line : lines_of(longer)) {
        const auto change = std::find_if(addition.replaced.begin(), addition.replaced.end(),
                                         [&](const LineChange& one) { return one.from == line; });
        all += (change == addition.replaced.end() ? std::string(line) : change->to) + "\n";
    }
    if (!longer.ends_with('\n') && !all.empty()) all.pop_back();
    return all;
}

std::string sed_command(const LineChange& change) {
    const auto escaped = [](const std::string& text, std::string_view special) {
        std::string all;
        for (const char c : text)
            all.append(special.find(c) == special.npos ? "" : "\\").append(1, c);
        return all;
    };
    return "s/^" + escaped(change.from, ".[]*^$\\/") + "$/" + escaped(change.to, "&\\/") + "/";
}

std::vector<std::string> signer_files(const SignerFiles& files) {
    std::vector<std::string> all{
        files.start.conf,  kRspamdSigning,        kRspamdSelectors,     kRspamdKeys,
        kOpendkimKeyTable, kOpendkimSigningTable, kOpendkimKeyTableToo, kOpendkimSigningTableToo};
    const OpendkimConf conf(files);
    auto named = conf.included();
    for (const auto* name : {"KeyTable", "SigningTable", "Domain", "InternalHosts", "PeerList"}) {
        const auto set = data_set_of(conf.value(name));
        if (set.is_file()) named.push_back(set.rest);
    }
    for (const auto& file : named) {
        if (file.starts_with('/') && !contains(all, file)) all.push_back(file);
    }
    return all;
}

Signing signing_for(const Site& site, const Settings& settings, const SignerFiles& files) {
    Signing signing;
    const bool rspamd_alone =
        !rspamd_in_use(site, settings).empty() && !is_shown_to_opendkim(site, settings, files);
    if (files.opendkim && !(files.rspamd && rspamd_alone))
        sign_with_opendkim(site, settings, files, signing);
    else if (files.rspamd)
        sign_with_rspamd(site, settings, files, signing);
    else
        signing.left.push_back({Trouble::Weight::note, "smtpd_milters", kNobodySigns});
    return signing;
}

}  // namespace postern::postfix
