// SPDX-License-Identifier: Apache-2.0
//
// postern postfix verify: is each line that postern needs in force? Goes by what Postfix's own
// programs print, and by who listens; what is not so comes with the command that mends it.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <ostream>

#include "commands.hpp"
#include "databases.hpp"
#include "postfix_plan.hpp"
#include "postfix_restart.hpp"
#include "reachable.hpp"
#include "signer.hpp"

namespace postern {

namespace {

namespace fs = std::filesystem;
using postfix::Line;

constexpr std::array kVerifyOptions{kNoSigner,
                                    Option{"all", "", "also each line that is in force"}};

/// Something that is to be so, and what mends it.
struct Verdict {
    std::string place;
    std::string says;
    std::string why;
    std::string mend;
    bool good = false;
};

using Verdicts = std::vector<Verdict>;

std::string mend_of(const Line& line, const Wiring& wiring) {
    postfix::Plan one;
    one.lines.push_back(line);
    auto command = postconf_command(wiring.settings);
    for (const auto& call : postfix::calls_for(one)) {
        for (const auto& word : call.words) command += " " + postfix::shell_word(word);
    }
    return command;
}

Verdict verdict_on(const Line& line, const Wiring& wiring) {
    if (line.in_force) return {line.place, "'" + line.present + "'", line.why, {}, true};
    const bool service = line.kind == Line::Kind::service;
    const auto says = service ? std::string("is missing in master.cf")
                              : "is '" + line.present + "', and has to be '" + line.value + "'";
    return {line.place, says, line.why, mend_of(line, wiring)};
}

/// Only a shell script of Postfix's knows when master(8) read master.cf: a service that it does not
/// know yet has no socket.
bool is_started(const postfix::Service& service, const Wiring& wiring) {
    if (service.type == "inet") {
        const auto host = service.name.substr(0, service.name.rfind(':'));
        return reachable("inet:" + host + ":" + service.port());
    }
    const bool open_to_all = service.columns.starts_with('n');
    const auto folder =
        fs::path(wiring.site.parameter("queue_directory")) / (open_to_all ? "public" : "private");
    std::error_code barred;
    const bool there = fs::is_socket(folder / service.name, barred);
    return there || barred == std::errc::permission_denied;
}

void verify_services(const Wiring& wiring, Verdicts& verdicts) {
    for (const auto& line : wiring.plan.lines) {
        if (line.kind != Line::Kind::service || !line.in_force) continue;
        const auto slash = line.place.rfind('/');
        const auto* service =
            wiring.site.find(line.place.substr(0, slash), line.place.substr(slash + 1));
        if (service == nullptr) continue;
        const bool started = is_started(*service, wiring);
        verdicts.push_back({line.place,
                            started ? "is started" : "is in master.cf and not started",
                            {},
                            started ? "" : restart_command(wiring),
                            started});
    }
}

void verify_tables(const Wiring& wiring, Verdicts& verdicts) {
    for (const auto& table : wiring.plan.tables)
        verdicts.push_back({wiring.folder() + "/" + table.name,
                            table.in_force ? "is as it has to be" : "is not as it has to be",
                            table.why, table.in_force ? "" : "postern postfix apply",
                            table.in_force});
}

void verify_keys(const Wiring& wiring, Verdicts& verdicts) {
    for (const auto& key : wiring.signing.keys) {
        const auto bar = what_bars(key);
        if (!bar.empty())
            verdicts.push_back({key.path, words_for(key, bar), {}, mend_for(key, bar)});
    }
}

void verify_signing(const Wiring& wiring, Verdicts& verdicts) {
    for (const auto& one : wiring.signing.additions)
        verdicts.push_back({one.path, "lacks lines", one.why, "postern postfix apply"});
    for (const auto& one : wiring.signing.left) {
        if (one.weight == postfix::Trouble::Weight::fault)
            verdicts.push_back({one.where, one.what, {}, one.instead});
    }
    for (const auto& key : wiring.missing_keys)
        verdicts.push_back(
            {key.path, "is not there", {}, "postern senders key --new " + key.domain});
    verify_keys(wiring, verdicts);
    const auto& milter = wiring.signing.milter;
    if (milter.empty()) return;
    const auto queue = wiring.site.parameter("queue_directory") + "/";
    const bool below = milter.starts_with("unix:") && !milter.starts_with("unix:/");
    const bool answers = reachable(below ? "unix:" + queue + milter.substr(5) : milter);
    verdicts.push_back({milter,
                        answers ? "answers" : "nobody answers",
                        {},
                        answers ? "" : restart_of_signer(wiring),
                        answers});
}

Verdicts verify(const Wiring& wiring) {
    Verdicts verdicts;
    verify_tables(wiring, verdicts);
    for (const auto& line : wiring.plan.lines) verdicts.push_back(verdict_on(line, wiring));
    verify_services(wiring, verdicts);
    verify_signing(wiring, verdicts);
    return verdicts;
}

void print(const Verdicts& verdicts, bool all, std::ostream& out) {
    std::size_t good = 0;
    for (const auto& one : verdicts) {
        good += one.good ? 1 : 0;
        if (one.good && !all) continue;
        out << (one.good ? "in force: " : "not in force: ") << one.place << ' ' << one.says;
        if (!one.good && !one.why.empty()) out << ". " << one.why;
        out << '\n';
        if (!one.mend.empty()) out << "    set: " << one.mend << '\n';
    }
    out << good << " of " << verdicts.size() << " in force\n";
}

/// Hundreds of lines would say no more.
bool knows_nothing_of_postern(const Wiring& wiring) {
    const auto& lines = wiring.plan.lines;
    return std::none_of(lines.begin(), lines.end(), [](const Line& line) {
        return line.kind == Line::Kind::service && line.in_force;
    });
}

void print_that_nothing_is_there(const Wiring& wiring, std::ostream& out) {
    out << "not in force: Postfix in " << wiring.configuration
        << " knows nothing of postern. 'postern postfix plan' says what it needs, 'postern postfix "
           "apply' does it; --all has each line\n";
}

Json to_json(const Verdicts& verdicts) {
    auto all = Json::array();
    for (const auto& one : verdicts)
        all.push_back({{"place", one.place},
                       {"in_force", one.good},
                       {"says", one.says},
                       {"why", one.why},
                       {"set", one.mend.empty() ? Json(nullptr) : Json(one.mend)}});
    return all;
}

}  // namespace

std::span<const Option> postfix_verify_options() {
    return kVerifyOptions;
}

Exit run_postfix_verify(const Call& call) {
    const auto settings = settings_for(call);
    if (!settings) return Exit::no;
    const auto wiring = read_wiring(*settings, signer_use(call));
    if (!wiring) return fail(call, wiring.error());
    const auto verdicts = verify(*wiring);
    if (call.json())
        print_json(call, to_json(verdicts));
    else if (!call.given.has("all") && knows_nothing_of_postern(*wiring))
        print_that_nothing_is_there(*wiring, call.out());
    else
        print(verdicts, call.given.has("all"), call.out());
    const bool good =
        std::all_of(verdicts.begin(), verdicts.end(), [](const Verdict& one) { return one.good; });
    return good && !is_obstructed(*wiring, call) ? Exit::good : Exit::no;
}

}  // namespace postern
