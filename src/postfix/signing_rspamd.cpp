// SPDX-License-Identifier: Apache-2.0
//
// rspamd's module dkim_signing: two maps of postern's own, by domain, beside whatever is
// configured.
#include "postern/base/text.hpp"

#include "findings.hpp"
#include "lines.hpp"
#include "signing_parts.hpp"

namespace postern::postfix {

namespace {

constexpr auto kRspamdUser = "_rspamd";
constexpr auto kRspamdKeyPath = "/var/lib/rspamd/dkim/DOMAIN.SELECTOR.key";
constexpr auto kUsualMilter = "inet:127.0.0.1:11332";

bool has_domain(const std::string& text, const std::string& domain) {
    for (const auto line : lines_of(text)) {
        if (line.starts_with(domain + " ")) return true;
    }
    return false;
}

void plan_maps(const SignerFiles& files, Signing& signing) {
    std::string selectors;
    std::string paths;
    for (const auto& key : signing.keys) {
        if (!has_domain(text_of(kRspamdSelectors, files), key.domain))
            selectors += key.domain + " " + key.selector + "\n";
        if (!has_domain(text_of(kRspamdKeys, files), key.domain))
            paths += key.domain + " " + key.path + "\n";
    }
    if (!selectors.empty())
        signing.additions.push_back({kRspamdSelectors, selectors, "The selector of each domain."});
    if (!paths.empty())
        signing.additions.push_back({kRspamdKeys, paths, "The key of each domain."});
}

/// rspamd signs for the organisational domain, unless it is told not to.
void look_at_esld(const std::string& conf, Signing& signing) {
    if (conf.find("use_esld = false") != conf.npos) return;
    signing.left.push_back(
        {Trouble::Weight::note, kRspamdSigning,
         "does not have use_esld = false: rspamd signs for the organisational domain, with the key "
         "that it has for that"});
}

}  // namespace

void sign_with_rspamd(const Site& site, const Settings& settings, const SignerFiles& files,
                      Signing& signing) {
    signing.signer = "rspamd";
    const auto used = milter_in_use(site, {"rspamd", ":11332"});
    signing.milter = used.empty() ? kUsualMilter : used;
    for (const auto& sender : settings.senders)
        signing.keys.push_back(key_for(sender, kRspamdKeyPath, kRspamdUser));
    const auto conf = text_of(kRspamdSigning, files);
    const bool ours = conf.find(kRspamdSelectors) != conf.npos;
    const bool maps = conf.find("selector_map") != conf.npos || conf.find("path_map") != conf.npos;
    if (!ours && maps) {
        signing.left.push_back({Trouble::Weight::note, kRspamdSigning,
                                "has maps of its own: enter the sender domains there"});
        return;
    }
    if (!ours)
        signing.additions.push_back(
            {kRspamdSigning,
             std::string("selector_map = \"") + kRspamdSelectors + "\";\npath_map = \"" +
                 kRspamdKeys + "\";\n" + (conf.empty() ? "use_esld = false;\n" : ""),
             "rspamd signs what postern has written for each sender domain."});
    plan_maps(files, signing);
    if (!conf.empty()) look_at_esld(conf, signing);
}

}  // namespace postern::postfix
