// SPDX-License-Identifier: Apache-2.0
//
// postern postfix plan: what postern needs of this Postfix and has not got, as the commands that do
// it, each with its reason. Nothing is changed.
#include "postfix_plan.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <ostream>
#include <sstream>
#include <system_error>
#include <unistd.h>

#include "commands.hpp"
#include "databases.hpp"
#include "postfix_programs.hpp"
#include "postfix_restart.hpp"
#include "site_file.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;

constexpr std::array kPlanOptions{kNoSigner};
constexpr std::size_t kWidth = 98;

/// As comments of a shell.
void print_comment(const std::string& text, std::ostream& out) {
    std::istringstream words(text);
    std::string line = "#";
    for (std::string word; words >> word;) {
        if (line.size() + word.size() >= kWidth) {
            out << line << '\n';
            line = "#";
        }
        line += " " + word;
    }
    out << line << '\n';
}

void print_table(const postfix::Table& table, const Wiring& wiring, std::ostream& out) {
    print_comment(table.why, out);
    out << "cat > " << postfix::shell_word(wiring.folder() + "/" + table.name) << " <<'END'\n"
        << table.text << "END\n\n";
}

void print_call(const postfix::PostconfCall& call, const Wiring& wiring, std::ostream& out) {
    print_comment(call.why, out);
    out << postconf_command(wiring.settings) << ' ' << call.words.front();
    const auto* const between = call.words.size() > 2 ? " \\\n    " : " ";
    for (auto word = call.words.begin() + 1; word != call.words.end(); ++word)
        out << between << postfix::shell_word(*word);
    out << "\n\n";
}

/// What is added would go on with its last line.
bool lacks_line_end(const std::string& file) {
    const auto content = read_content(file);
    const auto text = content ? content->value_or("") : "";
    return !text.empty() && !text.ends_with('\n');
}

void print_addition(const postfix::Addition& addition, std::ostream& out) {
    print_comment(addition.why, out);
    const auto file = postfix::shell_word(addition.path);
    if (!addition.text.empty() && lacks_line_end(addition.path)) out << "echo >> " << file << '\n';
    if (!addition.text.empty())
        out << "cat >> " << file << " <<'END'\n" << addition.text << "END\n";
    for (const auto& change : addition.replaced)
        out << "sed -i " << postfix::shell_word(postfix::sed_command(change)) << ' ' << file
            << '\n';
    out << '\n';
}

void print_folders(const Wiring& wiring, std::ostream& out) {
    std::vector<std::string> folders;
    for (const auto& addition : wiring.signing.additions) {
        const auto folder = fs::path(addition.path).parent_path().string();
        const bool new_one = !fs::exists(folder) &&
                             std::find(folders.begin(), folders.end(), folder) == folders.end();
        if (new_one) folders.push_back(folder);
    }
    for (const auto& folder : folders) out << "mkdir -p " << postfix::shell_word(folder) << "\n\n";
}

/// Keys first, and the configuration that names them last: opendkim may be started in between.
void print_signing(const Wiring& wiring, std::ostream& out) {
    for (const auto& key : wiring.missing_keys) {
        print_comment("A key for " + key.domain + " in " + key.path +
                          ", made once and never again. It prints the record to publish.",
                      out);
        out << "postern senders key --new " << key.domain << "\n\n";
    }
    print_folders(wiring, out);
    for (const auto& addition : wiring.signing.additions) print_addition(addition, out);
}

/// Why nothing can be written to the configuration: a read-only file system, or no rights.
std::string barred(const Wiring& wiring) {
    if (::access(wiring.configuration.c_str(), W_OK) == 0) return {};
    return std::generic_category().message(errno);
}

/// The site's own lines sign with another key than postern.yaml names.
bool signs_otherwise(const Wiring& wiring) {
    const auto& left = wiring.signing.left;
    return std::any_of(left.begin(), left.end(), [](const postfix::Trouble& one) {
        return one.weight == postfix::Trouble::Weight::fault;
    });
}

/// Places that the plan sets anyway, and what takes an apply: a table that changes leaves the list
/// that names it as it is.
bool is_planned(const postfix::Trouble& trouble, const postfix::Plan& plan) {
    if (trouble.instead == postfix::kApply && !plan.complete()) return true;
    return std::any_of(plan.lines.begin(), plan.lines.end(), [&](const postfix::Line& line) {
        return line.place == trouble.where && !line.in_force;
    });
}

/// Until services of ours are there, what is said of them is not worth saying.
postfix::Troubles troubles_beside(const Wiring& wiring) {
    if (wiring.plan.complete()) return postfix::troubles_of(wiring.site, wiring.settings);
    auto troubles = postfix::found_troubles(wiring.site, wiring.settings);
    for (auto& trouble : postfix::table_troubles(wiring.site, wiring.settings))
        troubles.push_back(std::move(trouble));
    return troubles;
}

}  // namespace

void print_plan(const Wiring& wiring, std::ostream& out) {
    const auto& plan = wiring.plan;
    if (wiring.complete()) {
        out << "# Postfix in " << wiring.configuration << " has all that postern needs"
            << (signs_otherwise(wiring) ? ", and the signer has not: see below.\n" : ".\n");
        return;
    }
    out << "# What postern needs of the Postfix in " << wiring.configuration
        << " and is not there yet.\n";
    print_comment(
        "'postern postfix apply' does the same and keeps what was there, so that 'postern postfix "
        "undo' puts it back. What a shell does of this, it does not put back.",
        out);
    out << '\n';
    if (const auto why = barred(wiring); !why.empty()) {
        print_comment("Nothing can be written there now (" + why +
                          "): these commands, and 'postern postfix apply', fail until it can.",
                      out);
        out << '\n';
    }
    out << "set -e\numask 022\n\n";
    const bool tables = std::any_of(plan.tables.begin(), plan.tables.end(),
                                    [](const auto& table) { return !table.in_force; });
    if (tables) out << "mkdir -p " << postfix::shell_word(wiring.folder()) << "\n\n";
    for (const auto& table : plan.tables) {
        if (!table.in_force) print_table(table, wiring, out);
    }
    print_signing(wiring, out);
    for (const auto& call : postfix::calls_for(plan)) print_call(call, wiring, out);
    print_comment(
        "Then, when it suits you. A reload is not enough: how many clients may wait at a port is "
        "set "
        "when its service is first started.",
        out);
    for (const auto& command : restarts(wiring, wiring.signer_changes())) out << command << '\n';
}

postfix::Troubles left_to_the_site(const Wiring& wiring) {
    auto left = wiring.signing.left;
    const auto others = wiring.site.parameter("multi_instance_directories");
    if (!others.empty() && wiring.settings.postfix.config_directory.empty())
        left.push_back({postfix::Trouble::Weight::note, "multi_instance_directories",
                        "names further instances of Postfix (" + others +
                            "): this is about the one in " + wiring.configuration +
                            "; postfix.config-directory in postern.yaml names another"});
    for (auto& trouble : troubles_beside(wiring)) {
        using Weight = postfix::Trouble::Weight;
        if (trouble.weight == Weight::note || is_planned(trouble, wiring.plan)) continue;
        trouble.instead = for_instance(trouble.instead, wiring.settings.postfix.config_directory);
        left.push_back(std::move(trouble));
    }
    return left;
}

void print_left(const Wiring& wiring, std::ostream& out) {
    const auto left = left_to_the_site(wiring);
    if (left.empty()) return;
    out << '\n';
    print_comment("Left to you, since other mail goes by it (postern check says it too):", out);
    for (const auto& trouble : left) {
        print_comment("- " + trouble.where + ": " + trouble.what, out);
        if (!trouble.instead.empty()) out << "#     " << trouble.instead << '\n';
    }
}

Json plan_as_json(const Wiring& wiring) {
    auto tables = Json::array();
    for (const auto& table : wiring.plan.tables) {
        if (table.in_force) continue;
        tables.push_back({{"file", wiring.folder() + "/" + table.name},
                          {"text", table.text},
                          {"why", table.why}});
    }
    auto calls = Json::array();
    for (const auto& call : postfix::calls_for(wiring.plan))
        calls.push_back({{"why", call.why}, {"postconf", call.words}});
    auto additions = Json::array();
    for (const auto& one : wiring.signing.additions) {
        auto replaced = Json::array();
        for (const auto& change : one.replaced)
            replaced.push_back({{"from", change.from}, {"to", change.to}});
        additions.push_back({{"file", one.path},
                             {"text", one.text},
                             {"replaced", std::move(replaced)},
                             {"why", one.why}});
    }
    auto keys = Json::array();
    for (const auto& key : wiring.missing_keys)
        keys.push_back({{"domain", key.domain}, {"selector", key.selector}, {"file", key.path}});
    auto left = Json::array();
    for (const auto& trouble : left_to_the_site(wiring))
        left.push_back(
            {{"where", trouble.where}, {"what", trouble.what}, {"set", trouble.instead}});
    return {{"configuration", wiring.configuration}, {"complete", wiring.complete()},
            {"tables", std::move(tables)},           {"calls", std::move(calls)},
            {"additions", std::move(additions)},     {"keys", std::move(keys)},
            {"then", restart_command(wiring)},       {"left", std::move(left)}};
}

bool is_obstructed(const Wiring& wiring, const Call& call) {
    for (const auto& one : wiring.plan.obstacles)
        call.streams.err << "postern " << call.command.name << ": " << one.where << ' ' << one.what
                         << '\n';
    return !wiring.plan.obstacles.empty();
}

std::span<const Option> postfix_plan_options() {
    return kPlanOptions;
}

Exit run_postfix_plan(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto wiring = read_wiring(*settings, signer_use(call));
    if (!wiring) return fail(call, wiring.error());
    if (call.json()) {
        print_json(call, plan_as_json(*wiring));
    } else {
        print_plan(*wiring, call.out());
        print_left(*wiring, call.out());
    }
    return is_obstructed(*wiring, call) ? Exit::no : Exit::good;
}

}  // namespace postern
