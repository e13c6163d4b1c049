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
/// Return paths have another domain than From, and the key is the sender domain's own. Signed is
/// what rspamd signs unasked, and what providers count signed only (conf/opendkim).
constexpr auto kFresh =
    "use_esld = false;\nallow_hdrfrom_mismatch = true;\n"
    "sign_headers = \"(o)from:(x)sender:(o)reply-to:(o)subject:(x)date:(x)message-id:(o)to:(o)cc:"
    "(x)mime-version:(x)content-type:(x)content-transfer-encoding:(x)in-reply-to:(x)references:"
    "list-id:(x)list-unsubscribe:(x)list-unsubscribe-post:(x)auto-submitted:(x)fallback-for:"
    "(x)feedback-id\";\n";
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

bool says(const std::string& conf, std::string_view name, std::string_view value) {
    for (const auto line : lines_of(conf)) {
        const auto equals = line.find('=');
        if (equals == line.npos || trim(line.substr(0, equals)) != name) continue;
        const auto said = trim(line.substr(equals + 1));
        if (trim(said.substr(0, said.find(';'))) == value) return true;
    }
    return false;
}

/// What is for all of the site's mail, where that is signed already.
void look_at_domains_signed(const std::string& conf, Signing& signing) {
    const auto note = [&](const std::string& what) {
        signing.left.push_back({Trouble::Weight::note, kRspamdSigning, what});
    };
    if (!says(conf, "use_esld", "false"))
        note(
            "does not say use_esld = false: rspamd signs for the organisational domain, with the "
            "key "
            "that it has for that");
    else if (!says(conf, "allow_hdrfrom_mismatch", "true"))
        note(
            "does not say allow_hdrfrom_mismatch = true: return paths have another domain than "
            "From, "
            "and rspamd signs no such mail");
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
                 kRspamdKeys + "\";\n" + (conf.empty() ? kFresh : ""),
             "rspamd signs what postern has written for each sender domain."});
    plan_maps(files, signing);
    if (!conf.empty()) look_at_domains_signed(conf, signing);
}

}  // namespace postern::postfix
