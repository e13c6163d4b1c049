// SPDX-License-Identifier: Apache-2.0
//
// opendkim.conf(5): lines "Name value", the last of a name counts. With a KeyTable its Domain,
// KeyFile and Selector count no more, so that what they said goes into the tables.
#include <algorithm>

#include "postern/base/text.hpp"

#include "findings.hpp"
#include "lines.hpp"
#include "signing_parts.hpp"

namespace postern::postfix {

namespace {

constexpr auto kUser = "opendkim";
constexpr auto kKeyPath = "/etc/opendkim/keys/DOMAIN/SELECTOR.private";
constexpr auto kKeyTable = "/etc/opendkim/KeyTable";
constexpr auto kSigningTable = "/etc/opendkim/SigningTable";
constexpr auto kOwnPort = "inet:127.0.0.1:8891";

/// All of conf/opendkim/opendkim.conf that says what is signed.
constexpr auto kSigned =
    "SignHeaders *,+Auto-Submitted,+Fallback-For,+Feedback-ID,+List-Unsubscribe-Post,+Message-ID\n";
constexpr auto kOversigned =
    "OversignHeaders From,To,Subject,Date,Reply-To,Message-ID,List-Unsubscribe,"
    "List-Unsubscribe-Post\n";

std::string first_word(std::string_view line) {
    line = trim(line);
    return std::string(line.substr(0, line.find_first_of(" \t")));
}

/// Of "inet:8891@localhost" as smtpd_milters has it.
std::string as_postfix_names_it(const std::string& socket, const Site& site) {
    if (socket.starts_with("inet:")) {
        const auto at = socket.find('@');
        const auto host = at == socket.npos ? "127.0.0.1" : socket.substr(at + 1);
        return "inet:" + host + ":" + socket.substr(5, at == socket.npos ? at : at - 5);
    }
    const auto path = socket.substr(std::min(socket.find('/'), socket.size()));
    const auto queue = site.parameter("queue_directory") + "/";
    return "unix:" + (path.starts_with(queue) ? path.substr(queue.size()) : path);
}

bool is_within_reach(const std::string& milter) {
    return milter.starts_with("inet:") || !milter.starts_with("unix:/");
}

bool is_on(const std::string& value) {
    const auto word = lower(value);
    return word == "yes" || word == "true" || word == "on" || word == "1";
}

/// One opendkim and what is to be added to it.
class Opendkim {
  public:
    Opendkim(const Site& site, const SignerFiles& files)
        : site_(site), files_(files), conf_(text_of(kOpendkimConf, files)) {}

    void plan(const Settings& settings, Signing& signing) {
        signing.signer = "opendkim";
        for (const auto& sender : settings.senders)
            signing.keys.push_back(key_for(sender, kKeyPath, kUser));
        plan_daemon();
        plan_socket(signing);
        plan_tables();
        look_at_hosts(signing);
        if (key_file_.empty() || signing_file_.empty()) return leave_tables(signing);
        plan_keys(settings, signing);
        add(kOpendkimConf, lines_,
            "opendkim signs what postern has written for each sender domain.");
        add_keys();
        add(signing_file_, signers_, "Whose From is signed with which key.");
        signing.additions = additions_;
    }

  private:
    [[nodiscard]] std::string value(std::string_view name) const {
        return opendkim_value(conf_, name);
    }

    /// Debian's unit waits for the file, and starts opendkim as root.
    void plan_daemon() {
        if (value("PidFile").empty()) lines_ += "PidFile /run/opendkim/opendkim.pid\n";
        if (value("UserID").empty()) lines_ += std::string("UserID ") + kUser + "\n";
        const auto mode = value("Mode");
        if (mode == "v") lines_ += "Mode sv\n";
    }

    /// A socket that nobody is shown yet, and that smtpd may not reach, becomes a port.
    void plan_socket(Signing& signing) {
        const auto used = milter_in_use(site_, opendkim_marks(files_));
        const auto listens = as_postfix_names_it(value("Socket"), site_);
        signing.milter = used.empty() ? listens : used;
        if (!used.empty() || (!value("Socket").empty() && is_within_reach(listens))) return;
        signing.milter = kOwnPort;
        lines_ += "Socket inet:8891@127.0.0.1\n";
    }

    /// By default what comes from this host is signed.
    void look_at_hosts(Signing& signing) const {
        const auto hosts = value("InternalHosts");
        if (hosts.empty() || hosts.find("127.0.0.1") != hosts.npos) return;
        signing.left.push_back({Trouble::Weight::note, kOpendkimConf,
                                "has InternalHosts " + hosts +
                                    ": 127.0.0.1 has to be among them, or nothing that leaves by "
                                    "OUT is signed"});
    }

    void plan_tables() {
        const bool tables = !value("KeyTable").empty() || !value("SigningTable").empty();
        const bool signs = !value("Domain").empty() && !value("KeyFile").empty();
        key_file_ = tables ? opendkim_table_file(value("KeyTable")) : kKeyTable;
        signing_file_ = tables ? opendkim_table_file(value("SigningTable")) : kSigningTable;
        patterns_ = !tables || value("SigningTable").starts_with("refile:");
        if (!tables)
            lines_ += std::string("KeyTable file:") + kKeyTable +
                      "\nSigningTable refile:" + kSigningTable + "\n";
        if (!tables && !signs)
            lines_ += std::string("Canonicalization relaxed/relaxed\n") + kOversigned;
        if (value("SignHeaders").empty()) lines_ += kSigned;
        if (!tables && signs) carry_over();
    }

    /// What was signed before the tables.
    void carry_over() {
        const bool below = is_on(value("SubDomains"));
        for (const auto& domain : split_list(value("Domain"))) {
            keys_ +=
                domain + " " + domain + ":" + value("Selector") + ":" + value("KeyFile") + "\n";
            signers_ += "*@" + domain + " " + domain + "\n";
            if (below) signers_ += "*@*." + domain + " " + domain + "\n";
        }
    }

    /// What was carried over stands in the tables before what is added.
    void plan_keys(const Settings& settings, Signing& signing) {
        const OpendkimTables tables{key_file_,
                                    signing_file_,
                                    text_of(key_file_, files_) + "\n" + keys_,
                                    text_of(signing_file_, files_) + "\n" + signers_,
                                    patterns_,
                                    is_on(value("MultipleSignatures"))};
        TableNeeds needs;
        for (std::size_t i = 0; i < signing.keys.size(); ++i)
            plan_opendkim_key(tables, settings.senders[i], signing.keys[i], needs, signing.left);
        look_at_former_senders(tables, settings, signing.left);
        keys_ += needs.keys;
        signers_ += needs.signers;
        replaced_ = std::move(needs.replaced);
    }

    void add(const std::string& path, const std::string& text, const std::string& why) {
        if (!text.empty()) additions_.push_back({path, text, why});
    }

    void add_keys() {
        if (keys_.empty() && replaced_.empty()) return;
        additions_.push_back({key_file_, keys_, "Which key signs for which domain.", replaced_});
    }

    void leave_tables(Signing& signing) const {
        std::string domains;
        for (const auto& key : signing.keys) domains += (domains.empty() ? "" : ", ") + key.domain;
        signing.left.push_back(
            {Trouble::Weight::note, kOpendkimConf,
             "has its KeyTable or SigningTable elsewhere than in a file: enter " + domains +
                 " there"});
    }

    const Site& site_;
    const SignerFiles& files_;
    std::string conf_;
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

std::vector<std::string> opendkim_marks(const SignerFiles& files) {
    std::vector<std::string> marks{"opendkim", ":8891"};
    const auto socket = opendkim_value(text_of(kOpendkimConf, files), "Socket");
    if (socket.starts_with("inet:")) marks.push_back(":" + socket.substr(5, socket.find('@') - 5));
    return marks;
}

std::string opendkim_value(std::string_view conf, std::string_view name) {
    std::string value;
    for (const auto line : lines_of(conf)) {
        const auto word = first_word(line);
        if (iequals(word, name)) value = trim(trim(line).substr(word.size()));
    }
    return value;
}

std::string opendkim_table_file(const std::string& table) {
    if (table.starts_with('/')) return table;
    const auto colon = table.find(':');
    const auto type = table.substr(0, colon);
    return colon != table.npos && (type == "file" || type == "refile") ? table.substr(colon + 1)
                                                                       : "";
}

void sign_with_opendkim(const Site& site, const Settings& settings, const SignerFiles& files,
                        Signing& signing) {
    Opendkim(site, files).plan(settings, signing);
}

}  // namespace postern::postfix
