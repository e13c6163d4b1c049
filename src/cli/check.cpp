// SPDX-License-Identifier: Apache-2.0
//
// postern check: the configuration's own faults, and then whether the world is as it says, with
// --dns the world's name servers too.
#include <array>
#include <ostream>

#include "postern/config/load.hpp"

#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "remark.hpp"

namespace postern {

namespace {

constexpr std::array kCheckOptions{
    Option{"strict", "", "what is not there yet is a fault too"},
    Option{"dns", "", "also what name servers have of the sender domains"},
};

using CheckFunction = Remarks (*)(const Settings&);
constexpr std::array<CheckFunction, 12> kChecks{
    check_keys,      check_patterns, check_dns_files,
    check_directory, check_state,    check_database_folders,
    check_resolvers, check_user,     check_socket,
    check_trail,     check_postfix,  check_postfix_settings};

struct Report {
    std::string file;
    std::vector<Finding> findings;
    Remarks faults;
    Remarks notes;
    Remarks unknown;

    [[nodiscard]] std::size_t fault_count() const { return findings.size() + faults.size(); }
    [[nodiscard]] Exit exit() const {
        if (fault_count() > 0) return Exit::no;
        return unknown.empty() ? Exit::good : Exit::unknown;
    }
};

void take(Remarks remarks, bool strict, Report& report) {
    for (auto& remark : remarks) {
        const bool fault = remark.weight == Remark::Weight::fault ||
                           (strict && remark.weight == Remark::Weight::note && !remark.accepted);
        const bool unknown = remark.weight == Remark::Weight::unknown;
        auto& place = fault ? report.faults : unknown ? report.unknown : report.notes;
        place.push_back(std::move(remark));
    }
}

/// A faulty setting has its default, which is not what is meant: then the world is not looked at.
/// A file that was named may be meant for later; of -c's, posternd must be able to read it.
Report look(const Call& call, bool strict, bool dns) {
    const auto named = call.given.value("FILE");
    const auto file = named.value_or(configuration_path(call));
    auto loaded = load_settings(file);
    Report report{file, loaded.findings, {}, {}, {}};
    if (!loaded.good()) return report;
    take(take_unit(file, loaded.settings), strict, report);
    if (!named) take(check_configuration_file(file, loaded.settings), strict, report);
    take(check_unit(file, loaded.settings), strict, report);
    for (const auto check : kChecks) take(check(loaded.settings), strict, report);
    if (dns) take(check_dns(loaded.settings), strict, report);
    return report;
}

void print(const Remarks& remarks, std::string_view kind, std::ostream& out) {
    for (const auto& remark : remarks) {
        out << (remark.accepted ? "accepted: " : kind) << remark.setting << ": " << remark.text
            << '\n';
        if (!remark.publish.empty()) out << "    publish: " << remark.publish << '\n';
        if (!remark.set.empty()) out << "    set: " << remark.set << '\n';
    }
}

void print_text(const Report& report, std::ostream& out) {
    for (const auto& finding : report.findings) out << finding.message() << '\n';
    print(report.faults, "", out);
    print(report.unknown, "unknown: ", out);
    print(report.notes, "note: ", out);
    const auto count = report.fault_count();
    out << report.file << ": ";
    if (count == 0) {
        out << (report.unknown.empty() ? "good\n" : "not known\n");
    } else {
        out << count << (count == 1 ? " fault\n" : " faults\n");
    }
}

Json to_json(const Finding& finding) {
    return {{"file", finding.file},
            {"line", finding.line},
            {"column", finding.column},
            {"text", finding.text}};
}

Json to_json(const Remarks& remarks) {
    auto all = Json::array();
    for (const auto& remark : remarks) {
        Json json{{"setting", remark.setting}, {"text", remark.text}};
        json["publish"] = remark.publish.empty() ? Json(nullptr) : Json(remark.publish);
        json["accepted"] = remark.accepted;
        json["set"] = remark.set.empty() ? Json(nullptr) : Json(remark.set);
        all.push_back(std::move(json));
    }
    return all;
}

Json to_json(const Report& report) {
    auto findings = Json::array();
    for (const auto& finding : report.findings) findings.push_back(to_json(finding));
    return {{"file", report.file},
            {"good", report.exit() == Exit::good},
            {"findings", std::move(findings)},
            {"faults", to_json(report.faults)},
            {"unknown", to_json(report.unknown)},
            {"notes", to_json(report.notes)}};
}

}  // namespace

std::span<const Option> check_options() {
    return kCheckOptions;
}

Exit run_check(const Call& call) {
    const auto report = look(call, call.given.has("strict"), call.given.has("dns"));
    if (call.json()) {
        print_json(call, to_json(report));
    } else {
        print_text(report, call.out());
    }
    return report.exit();
}

}  // namespace postern
