// SPDX-License-Identifier: Apache-2.0
//
// postern check: the configuration's own faults, and then whether the world is as it says.
#include <array>
#include <ostream>

#include "postern/config/load.hpp"

#include "commands.hpp"
#include "databases.hpp"
#include "json_output.hpp"
#include "remark.hpp"

namespace postern {

namespace {

constexpr std::array kOptions{
    Option{"strict", "", "what is not there yet is a fault too"},
};

using CheckFunction = Remarks (*)(const Settings&);
constexpr std::array<CheckFunction, 8> kChecks{
    check_keys,      check_directory, check_state,  check_database_folders,
    check_resolvers, check_user,      check_socket, check_postfix};

struct Report {
    std::string file;
    std::vector<Finding> findings;
    Remarks faults;
    Remarks notes;

    [[nodiscard]] std::size_t fault_count() const { return findings.size() + faults.size(); }
};

/// A faulty setting has its default, which is not what is meant: then the world is not looked at.
Report look(const std::string& file, bool strict) {
    const auto loaded = load_settings(file);
    Report report{file, loaded.findings, {}, {}};
    if (!loaded.good()) return report;
    for (const auto check : kChecks) {
        for (auto& remark : check(loaded.settings)) {
            const bool fault = strict || remark.weight == Remark::Weight::fault;
            (fault ? report.faults : report.notes).push_back(std::move(remark));
        }
    }
    return report;
}

void print_text(const Report& report, std::ostream& out) {
    for (const auto& finding : report.findings) out << finding.message() << '\n';
    for (const auto& fault : report.faults) out << fault.setting << ": " << fault.text << '\n';
    for (const auto& note : report.notes) {
        out << "note: " << note.setting << ": " << note.text << '\n';
    }
    const auto count = report.fault_count();
    out << report.file << ": ";
    if (count == 0) {
        out << "good\n";
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
        all.push_back({{"setting", remark.setting}, {"text", remark.text}});
    }
    return all;
}

Json to_json(const Report& report) {
    auto findings = Json::array();
    for (const auto& finding : report.findings) findings.push_back(to_json(finding));
    return {{"file", report.file},
            {"good", report.fault_count() == 0},
            {"findings", std::move(findings)},
            {"faults", to_json(report.faults)},
            {"notes", to_json(report.notes)}};
}

}  // namespace

std::span<const Option> check_options() {
    return kOptions;
}

Exit run_check(const Call& call) {
    const auto file = call.given.value("FILE").value_or(configuration_path(call));
    const auto report = look(file, call.given.has("strict"));
    if (call.json()) {
        print_json(call, to_json(report));
    } else {
        print_text(report, call.out());
    }
    return report.fault_count() == 0 ? Exit::good : Exit::no;
}

}  // namespace postern
