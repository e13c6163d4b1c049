// SPDX-License-Identifier: Apache-2.0
#include "postfix_site.hpp"

#include <algorithm>
#include <filesystem>

#include "postern/base/process.hpp"
#include "postern/base/text.hpp"
#include "postern/postfix/trouble.hpp"

namespace postern {

namespace {

using Words = std::vector<std::string>;

constexpr auto kLimit = std::chrono::seconds{20};

/// Postfix's programs for one instance.
class Programs {
  public:
    explicit Programs(const PostfixSettings& settings)
        : folder_(std::filesystem::path(settings.postqueue).parent_path()),
          instance_(settings.config_directory) {}

    [[nodiscard]] Result<std::string> postconf(const Words& options) const {
        const auto done = run("postconf", options);
        if (!done) return done.error();
        if (done->exit_status == 0) return done->out;
        const auto words = std::string(trim(done->err.substr(0, done->err.find('\n'))));
        const bool absent = words.find("No such file") != words.npos;
        return Error{absent ? ErrorCode::not_found : ErrorCode::unavailable, words};
    }

    /// What a table answers; "" where it has no such key, or cannot be asked from here.
    [[nodiscard]] std::string postmap(const std::string& table, const std::string& key) const {
        const auto done = run("postmap", {"-q", key, table});
        return done && done->exit_status == 0 ? std::string(trim(done->out)) : "";
    }

  private:
    [[nodiscard]] Result<ProcessResult> run(const std::string& program,
                                            const Words& options) const {
        Words command{(folder_ / program).string()};
        if (!instance_.empty()) command.insert(command.end(), {"-c", instance_});
        command.insert(command.end(), options.begin(), options.end());
        return run_process(command, kLimit);
    }

    std::filesystem::path folder_;
    std::string instance_;
};

/// A table that is asked for whole addresses and lines only, not for their parts.
bool is_pattern(const std::string& table) {
    return table.starts_with("regexp:") || table.starts_with("pcre:") ||
           table.starts_with("static:");
}

/// In the order of transport(5).
Words transport_keys(const std::string& domain) {
    Words keys{"postern-check@" + domain, domain};
    for (auto dot = domain.find('.'); dot != domain.npos; dot = domain.find('.', dot + 1)) {
        keys.push_back(domain.substr(dot));
    }
    keys.emplace_back("*");
    return keys;
}

std::string first_answer(const Words& tables, const Words& keys, const Programs& programs) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        for (const auto& table : tables) {
            if (i > 0 && is_pattern(table)) continue;
            auto answer = programs.postmap(table, keys[i]);
            if (!answer.empty()) return answer;
        }
    }
    return {};
}

/// Whether a list of domains has that one, itself or in one of its tables.
bool lists(const std::string& list, const std::string& domain, const Programs& programs) {
    const auto words = postfix::split_list(list);
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        if (word == domain) return true;
        return word.find(':') != word.npos && !programs.postmap(word, domain).empty();
    });
}

void ask_about_domains(const Settings& settings, const Programs& programs, postfix::Site& site) {
    const auto tables = postfix::split_list(site.in_force("rewrite", "transport_maps"));
    for (const auto& domain : postfix::own_domains(settings)) {
        site.transports[domain] = first_answer(tables, transport_keys(domain), programs);
        for (const auto* list : {"relay_domains", "mydestination", "virtual_mailbox_domains"}) {
            if (!lists(site.parameter(list), domain, programs)) continue;
            site.received.push_back(domain);
            break;
        }
    }
}

std::string named(const std::string& parameter, const std::string& key) {
    return parameter + ": " + key;
}

void ask(const std::string& parameter, const Words& keys, const Programs& programs,
         postfix::Site& site) {
    for (const auto& table : postfix::split_list(site.in_force("smtp", parameter))) {
        for (const auto& key : keys) {
            auto answer = programs.postmap(table, key);
            if (answer.empty()) continue;
            site.rewritten.insert_or_assign(named(parameter, key), std::move(answer));
            return;
        }
    }
}

/// What the site's own smtp(8) would make of a notification.
void ask_about_rewriting(const Settings& settings, const Programs& programs, postfix::Site& site) {
    for (const auto& sender : settings.senders) {
        const auto from = sender.from + "@" + sender.domain;
        const auto path = "b+check@" + sender.bounce_domain;
        ask("smtp_generic_maps", {path, "@" + sender.bounce_domain, from, "@" + sender.domain},
            programs, site);
        ask("smtp_header_checks",
            {"From: " + from, "Subject: postern", "Auto-Submitted: auto-generated",
             "Message-ID: <check@" + sender.domain + ">"},
            programs, site);
    }
}

/// What the site's own cleanup does to the field that port 25 writes.
void ask_about_origin(const Programs& programs, postfix::Site& site) {
    const std::string field = "Received: from mx.example (mx.example [192.0.2.1])";
    for (const auto& table : postfix::split_list(site.in_force("cleanup", "header_checks"))) {
        const auto answer = lower(programs.postmap(table, field));
        site.hides_outside = site.hides_outside || answer.starts_with("ignore") ||
                             answer.starts_with("replace") || answer.starts_with("strip");
    }
}

}  // namespace

Result<postfix::Site> read_postfix_site(const Settings& settings) {
    const Programs programs(settings.postfix);
    postfix::Site site;
    auto parameters = programs.postconf({"-x"});
    if (!parameters) return parameters.error();
    auto services = programs.postconf({"-M"});
    if (!services) return services.error();
    auto options = programs.postconf({"-P"});
    if (!options) return options.error();
    site.parameters = postfix::parse_parameters(*parameters);
    site.services = postfix::parse_services(*services, *options);
    ask_about_domains(settings, programs, site);
    ask_about_rewriting(settings, programs, site);
    ask_about_origin(programs, site);
    return site;
}

}  // namespace postern
