// SPDX-License-Identifier: Apache-2.0
//
// opendkim: its two tables, and what opendkim.conf(5) lacks so that it signs by them. With a
// KeyTable its Domain, KeyFile and Selector count no more, so that what they said goes into the
// tables first. What cannot be said in tables, or is not known, is left to the site.
#include <algorithm>

#include "postern/base/text.hpp"

#include "findings.hpp"
#include "lines.hpp"
#include "signing_parts.hpp"

namespace postern::postfix {

namespace {

constexpr auto kUser = "opendkim";
constexpr auto kKeyPath = "/etc/opendkim/keys/DOMAIN/SELECTOR.private";

/// All of conf/opendkim/opendkim.conf that says what is signed.
constexpr auto kSigned =
    "SignHeaders *,+Auto-Submitted,+Fallback-For,+Feedback-ID,+List-Unsubscribe-Post,+Message-ID\n";
constexpr auto kOversigned =
    "OversignHeaders From,To,Subject,Date,Reply-To,Message-ID,List-Unsubscribe,"
    "List-Unsubscribe-Post\n";

/// Entries that have 127.0.0.1 in them (opendkim.conf(5), PeerList).
constexpr std::string_view kLoopback[]{"127.0.0.1",    "[127.0.0.1]", "localhost",
                                       "127.0.0.1/32", "127.0.0.0/8", "0.0.0.0/0"};

bool has_loopback(const std::vector<std::string>& hosts) {
    return std::any_of(std::begin(kLoopback), std::end(kLoopback),
                       [&](std::string_view entry) { return contains(hosts, std::string(entry)); });
}

/// Those lines that the text has not.
std::string missing_in(const std::string& text, const std::string& lines) {
    const auto there = lines_of(text);
    std::string missing;
    for (const auto line : lines_of(lines)) {
        if (!contains(there, line)) missing += std::string(line) + "\n";
    }
    return missing;
}

/// One opendkim and what is to be added to it.
class Opendkim {
  public:
    Opendkim(const Site& site, const Settings& settings, const SignerFiles& files)
        : settings_(settings),
          files_(files),
          conf_(files),
          socket_(opendkim_socket(site, settings, files)),
          carried_(carried_over(conf_, files)) {}

    void plan(Signing& signing) {
        signing.signer = "opendkim";
        signing.milter = socket_.milter;
        const bool becomes = becomes_its_user();
        const auto user = becomes ? kUser : opendkim_user(conf_, files_);
        for (const auto& sender : settings_.senders)
            signing.keys.push_back(key_for(sender, kKeyPath, user));
        if (!socket_.left.empty()) tell(socket_.left, signing);
        look_at_hosts(signing);
        if (const auto why = why_left(); !why.empty()) return leave(why, signing);
        plan_daemon(becomes);
        if (signs() && user == "root")
            tell("has no UserID: opendkim runs as root, whose the keys are then", signing);
        plan_tables();
        plan_keys(signing);
        // opendkim may be started in between: what its configuration names is there before.
        add(key_file_, keys_, "Which key signs for which domain.", replaced_);
        add(signing_file_, signers_, "Whose From is signed with which key.");
        add(files_.start.conf, lines_,
            "opendkim signs what postern has written for each sender domain.");
        signing.additions = additions_;
    }

  private:
    [[nodiscard]] bool says(std::string_view name) const { return conf_.says(name); }
    [[nodiscard]] bool has_tables() const { return says("KeyTable") || says("SigningTable"); }
    /// Something, already.
    [[nodiscard]] bool signs() const { return has_tables() || says("Domain"); }

    void tell(const std::string& what, Signing& signing) const {
        signing.left.push_back({Trouble::Weight::note, files_.start.conf, what});
    }

    /// Where nothing hangs on it being root: not the keys it has, nor who may use its socket.
    [[nodiscard]] bool becomes_its_user() const {
        return !signs() && !socket_.used && files_.start.user.empty() && !says("UserID");
    }

    /// What keeps tables from being written, or from being all that counts.
    [[nodiscard]] std::string why_left() const {
        if (!files_.start.fixed.empty())
            return "is not all that counts: opendkim is started with " + files_.start.fixed;
        for (const auto& file : conf_.included()) {
            const auto found = files_.texts.find(file);
            if (found == files_.texts.end() || !found->second)
                return "includes " + file + ", which is not there";
        }
        for (const auto* name : {"SetupPolicyScript", "ChangeRootDirectory"}) {
            if (says(name)) return std::string("has ") + name + " " + conf_.value(name);
        }
        const auto mode = conf_.value("Mode");
        if (signs() && !mode.empty() && mode.find('s') == mode.npos)
            return "has Mode " + mode + ", and what it could sign is not to be signed";
        return has_tables() ? why_tables_stay() : carried_.why_not;
    }

    [[nodiscard]] std::string why_tables_stay() const {
        const bool files = data_set_of(conf_.value("KeyTable")).is_file() &&
                           data_set_of(conf_.value("SigningTable")).is_file();
        return files ? "" : "has its KeyTable or SigningTable elsewhere than in a file";
    }

    void leave(const std::string& why, Signing& signing) const {
        std::string domains;
        for (const auto& key : signing.keys) domains += (domains.empty() ? "" : ", ") + key.domain;
        tell(why + ": see that it signs for " + domains, signing);
    }

    /// Debian's unit waits for the file, and starts opendkim as root.
    void plan_daemon(bool becomes) {
        if (!signs() && !socket_.used && !says("PidFile"))
            lines_ += "PidFile /run/opendkim/opendkim.pid\n";
        if (becomes) lines_ += std::string("UserID ") + kUser + "\n";
        if (conf_.value("Mode") == "v") lines_ += "Mode sv\n";
        lines_ += socket_.line;
    }

    /// By default what comes from this host is signed.
    void look_at_hosts(Signing& signing) const {
        const auto peers = keys_in(data_set_of(conf_.value("PeerList")), files_);
        if (peers && has_loopback(*peers))
            tell("has 127.0.0.1 in its PeerList: nothing that leaves by OUT is signed", signing);
        if (!says("InternalHosts")) return;
        const auto hosts = keys_in(data_set_of(conf_.value("InternalHosts")), files_);
        if (hosts && has_loopback(*hosts)) return;
        tell("has InternalHosts " + conf_.value("InternalHosts") +
                 ": 127.0.0.1 has to be among them, or nothing that leaves by OUT is signed",
             signing);
    }

    void plan_tables() {
        const bool tables = has_tables();
        const auto keys = data_set_of(conf_.value("KeyTable"));
        const auto signers = data_set_of(conf_.value("SigningTable"));
        const bool free = is_ours(kOpendkimKeyTable, carried_.keys) &&
                          is_ours(kOpendkimSigningTable, carried_.signers);
        key_file_ = tables ? keys.rest : free ? kOpendkimKeyTable : kOpendkimKeyTableToo;
        signing_file_ = tables ? signers.rest
                        : free ? kOpendkimSigningTable
                               : kOpendkimSigningTableToo;
        patterns_ = !tables || signers.kind == DataSet::Kind::patterns;
        if (!tables)
            lines_ +=
                "KeyTable file:" + key_file_ + "\nSigningTable refile:" + signing_file_ + "\n";
        if (!signs()) lines_ += std::string("Canonicalization relaxed/relaxed\n") + kOversigned;
        if (!says("SignHeaders")) lines_ += kSigned;
        if (!tables || was_interrupted()) carry_over();
    }

    /// A file of which nobody knows who has it for what is not taken.
    [[nodiscard]] bool is_ours(const std::string& file, const std::string& lines) const {
        const auto wanted = lines_of(lines);
        const auto text = text_of(file, files_);
        const auto there = lines_of(text);
        return std::all_of(there.begin(), there.end(), [&](std::string_view line) {
            return contains(wanted, line) || is_for_a_sender(line);
        });
    }

    [[nodiscard]] bool is_for_a_sender(std::string_view line) const {
        return std::any_of(settings_.senders.begin(), settings_.senders.end(),
                           [&](const SenderSettings& sender) {
                               const auto& domain = sender.domain;
                               return line == "*@" + domain + " " + domain ||
                                      line.starts_with(domain + " " + domain + ":");
                           });
    }

    /// The configuration has our lines, and one of the tables nothing of what was signed before.
    [[nodiscard]] bool was_interrupted() const {
        const bool ours =
            conf_.has_together(std::string("keytable file:") + kOpendkimKeyTable,
                               std::string("signingtable refile:") + kOpendkimSigningTable) &&
            signing_file_ == kOpendkimSigningTable && key_file_ == kOpendkimKeyTable;
        return ours &&
               (has_none(key_file_, carried_.keys) || has_none(signing_file_, carried_.signers));
    }

    [[nodiscard]] bool has_none(const std::string& file, const std::string& lines) const {
        return missing_in(text_of(file, files_), lines) == lines;
    }

    /// What was signed before the tables.
    void carry_over() {
        keys_ += missing_in(text_of(key_file_, files_), carried_.keys);
        signers_ += missing_in(text_of(signing_file_, files_), carried_.signers);
    }

    /// What was carried over stands in the tables before what is added.
    void plan_keys(Signing& signing) {
        const OpendkimTables tables{key_file_,
                                    signing_file_,
                                    text_of(key_file_, files_) + "\n" + keys_,
                                    text_of(signing_file_, files_) + "\n" + signers_,
                                    patterns_,
                                    conf_.is_on("MultipleSignatures")};
        TableNeeds needs;
        for (std::size_t i = 0; i < signing.keys.size(); ++i)
            plan_opendkim_key(tables, settings_.senders[i], signing.keys[i], needs, signing.left);
        look_at_former_senders(tables, settings_, signing.left);
        keys_ += needs.keys;
        signers_ += needs.signers;
        replaced_ = std::move(needs.replaced);
    }

    void add(const std::string& path, const std::string& text, const std::string& why,
             const std::vector<LineChange>& replaced = {}) {
        if (!text.empty() || !replaced.empty()) additions_.push_back({path, text, why, replaced});
    }

    const Settings& settings_;
    const SignerFiles& files_;
    OpendkimConf conf_;
    OpendkimSocket socket_;
    Carried carried_;
    std::string key_file_{};
    std::string signing_file_{};
    bool patterns_ = true;
    std::string lines_{};
    std::string keys_{};
    std::string signers_{};
    std::vector<LineChange> replaced_{};
    std::vector<Addition> additions_{};
};

}  // namespace

void sign_with_opendkim(const Site& site, const Settings& settings, const SignerFiles& files,
                        Signing& signing) {
    Opendkim(site, settings, files).plan(signing);
}

}  // namespace postern::postfix
