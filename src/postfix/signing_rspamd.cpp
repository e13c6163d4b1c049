// SPDX-License-Identifier: Apache-2.0
//
// rspamd's module dkim_signing: two maps of postern's own, by domain, beside whatever is
// configured.
#include <algorithm>

#include "postern/base/text.hpp"

#include "findings.hpp"
#include "lines.hpp"
#include "milter_places.hpp"
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

/// The last of two lines counts.
TableLine line_for(const std::string& domain, const std::vector<TableLine>& lines) {
    TableLine found;
    for (const auto& line : lines) {
        if (lower(line.key) == domain) found = line;
    }
    return found;
}

std::string usual_path(const std::string& domain, const std::string& selector) {
    return "/var/lib/rspamd/dkim/" + domain + "." + selector + ".key";
}

/// The two maps, and what they lack.
class RspamdMaps {
  public:
    explicit RspamdMaps(const SignerFiles& files)
        : selectors_text_(text_of(kRspamdSelectors, files)),
          paths_text_(text_of(kRspamdKeys, files)),
          selectors_(table_lines(selectors_text_)),
          paths_(table_lines(paths_text_)) {}
    RspamdMaps(const RspamdMaps&) = delete;
    RspamdMaps& operator=(const RspamdMaps&) = delete;
    ~RspamdMaps() = default;

    /// `key` becomes that of the maps where it is what postern.yaml asks for.
    void plan_key(const SenderSettings& sender, SigningKey& key, Troubles& left) {
        const auto selector = line_for(lower(key.domain), selectors_);
        const auto path = line_for(lower(key.domain), paths_);
        const bool named = !sender.dkim_selectors.empty();
        const bool as_wanted = !selector.value.empty() && !path.value.empty() &&
                               (!named || selector.value == key.selector) &&
                               (!names_the_file(sender) || path.value == key.path);
        if (as_wanted) {
            key.selector = selector.value;
            key.path = path.value;
            return;
        }
        const bool ours =
            path.value.empty() || path.value == usual_path(key.domain, selector.value);
        if (!ours) return leave(selector, path, key, left);
        enter(selector, key.domain, key.selector, selectors_needs_);
        enter(path, key.domain, key.path, paths_needs_);
    }

    void look_at_former_senders(const Settings& settings, Troubles& left) const {
        for (const auto& line : selectors_) {
            const bool sends = std::any_of(
                settings.senders.begin(), settings.senders.end(),
                [&](const SenderSettings& sender) { return sender.domain == lower(line.key); });
            if (sends) continue;
            left.push_back({Trouble::Weight::note, kRspamdSelectors,
                            "has a selector for " + line.key +
                                ", which is no sender domain: its lines stay, and do no harm"});
        }
    }

    void add_to(Signing& signing) const {
        for (const auto& needs : {selectors_needs_, paths_needs_}) {
            if (!needs.text.empty() || !needs.replaced.empty()) signing.additions.push_back(needs);
        }
    }

  private:
    static void enter(const TableLine& there, const std::string& domain, const std::string& value,
                      Addition& needs) {
        if (there.value == value) return;
        const auto line = domain + " " + value;
        if (there.value.empty())
            needs.text += line + "\n";
        else
            needs.replaced.push_back({std::string(there.line), line});
    }

    static void leave(const TableLine& selector, const TableLine& path, const SigningKey& key,
                      Troubles& left) {
        const bool named = selector.value != key.selector;
        left.push_back({Trouble::Weight::fault, named ? kRspamdSelectors : kRspamdKeys,
                        "has selector '" + selector.value + "' and key " + path.value + " for " +
                            key.domain + ", and postern.yaml has " + key.selector + " and " +
                            key.path + ": name " + selector.value + "=" + path.value +
                            " first in dkim-selectors, or enter '" + key.domain + " " +
                            key.selector + "' in " + kRspamdSelectors + " and '" + key.domain +
                            " " + key.path + "' in " + kRspamdKeys});
    }

    std::string selectors_text_;
    std::string paths_text_;
    std::vector<TableLine> selectors_;
    std::vector<TableLine> paths_;
    Addition selectors_needs_{kRspamdSelectors, {}, "The selector of each domain."};
    Addition paths_needs_{kRspamdKeys, {}, "The key of each domain."};
};

void plan_maps(const Settings& settings, const SignerFiles& files, Signing& signing) {
    RspamdMaps maps(files);
    for (std::size_t i = 0; i < signing.keys.size(); ++i)
        maps.plan_key(settings.senders[i], signing.keys[i], signing.left);
    maps.look_at_former_senders(settings, signing.left);
    maps.add_to(signing);
}

/// As UCL reads it: "#" to the end of the line and "/* … */", outside of quotes.
std::string without_comments(std::string_view conf) {
    std::string text;
    bool quoted = false;
    while (!conf.empty()) {
        const bool line = !quoted && conf.starts_with('#');
        const bool block = !quoted && conf.starts_with("/*");
        if (line || block) {
            const auto end = conf.find(line ? "\n" : "*/");
            conf.remove_prefix(end == conf.npos ? conf.size() : end + (block ? 2 : 0));
            continue;
        }
        const bool escaped = quoted && conf.starts_with('\\') && conf.size() > 1;
        if (conf.starts_with('"')) quoted = !quoted;
        text += conf.substr(0, escaped ? 2 : 1);
        conf.remove_prefix(escaped ? 2 : 1);
    }
    return std::string(trim(text));
}

bool says(const std::string& conf, std::string_view name, std::string_view value) {
    for (const auto line : lines_of(conf)) {
        const auto equals = line.find_first_of("=:");
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

std::string rspamd_in_use(const Site& site, const Settings& settings) {
    for (const auto& milter : milters_of_the_site(site, settings)) {
        if (milter.find("rspamd") != milter.npos || milter.ends_with(":11332")) return milter;
    }
    return {};
}

void sign_with_rspamd(const Site& site, const Settings& settings, const SignerFiles& files,
                      Signing& signing) {
    signing.signer = "rspamd";
    const auto used = rspamd_in_use(site, settings);
    signing.milter = used.empty() ? kUsualMilter : used;
    for (const auto& sender : settings.senders)
        signing.keys.push_back(key_for(sender, kRspamdKeyPath, kRspamdUser));
    const auto conf = without_comments(text_of(kRspamdSigning, files));
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
    plan_maps(settings, files, signing);
    if (!conf.empty()) look_at_domains_signed(conf, signing);
}

}  // namespace postern::postfix
