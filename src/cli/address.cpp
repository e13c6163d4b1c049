// SPDX-License-Identifier: Apache-2.0
//
// postern address: what is to be said of addresses without asking anybody. Given on the command
// line or on the lines of standard input, escaped (address_escapes.hpp).
#include <array>
#include <istream>
#include <ostream>

#include "postern/address/assessment.hpp"
#include "postern/base/visible.hpp"

#include "address_escapes.hpp"
#include "commands.hpp"
#include "json_output.hpp"
#include "output_format.hpp"
#include "text_table.hpp"

namespace postern {

namespace {

constexpr std::array kAddressOptions{
    kFormatOption,
};

struct Assessed {
    std::string written;
    AddressAssessment assessment;
};

std::vector<Assessed> assess(const Call& call) {
    std::vector<std::string> lines = call.given.all("ADDRESS");
    if (lines.empty()) {
        for (std::string line; std::getline(call.streams.in, line);) lines.push_back(line);
    }
    std::vector<Assessed> all;
    all.reserve(lines.size());
    for (auto& line : lines) {
        auto assessment = assess_address(without_escapes(line));
        all.push_back({std::move(line), std::move(assessment)});
    }
    return all;
}

void print_text(const Call& call, const std::vector<Assessed>& all) {
    TextTable table;
    table.add({"ADDRESS", "FORM", "SENDABLE", "REASON"});
    for (const auto& [written, found] : all) {
        table.add({written, std::string(name_of(found.form)), std::string(name_of(found.sendable)),
                   found.reason});
    }
    table.print(call.out());
}

void print_tsv(const Call& call, const std::vector<Assessed>& all) {
    for (const auto& [written, found] : all) {
        call.out() << visible(written) << '\t' << name_of(found.form) << '\t'
                   << name_of(found.sendable) << '\t' << visible(found.reason) << '\n';
    }
}

void print_json(const Call& call, const std::vector<Assessed>& all) {
    auto list = Json::array();
    for (const auto& [written, found] : all) {
        Json json{{"address", written},
                  {"form", name_of(found.form)},
                  {"sendable", name_of(found.sendable)}};
        json["reason"] = found.reason.empty() ? Json(nullptr) : Json(found.reason);
        json["canonical"] = found.canonical.empty() ? Json(nullptr) : Json(found.canonical);
        list.push_back(std::move(json));
    }
    print_json(call, list);
}

bool all_sendable(const std::vector<Assessed>& all) {
    for (const auto& [written, found] : all) {
        if (found.sendable != Sendable::yes) return false;
    }
    return true;
}

}  // namespace

std::span<const Option> address_options() {
    return kAddressOptions;
}

Exit run_address(const Call& call) {
    const auto format = output_format(call);
    if (!format) return misuse(call, format.error());
    const auto all = assess(call);
    if (*format == OutputFormat::json) {
        print_json(call, all);
    } else if (*format == OutputFormat::tsv) {
        print_tsv(call, all);
    } else {
        print_text(call, all);
    }
    return all_sendable(all) ? Exit::good : Exit::no;
}

}  // namespace postern
