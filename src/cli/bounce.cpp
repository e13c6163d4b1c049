// SPDX-License-Identifier: Apache-2.0
//
// postern bounce: what bounces say, read from files and kept nowhere; with --unknown what of them
// was not understood (bounce_unknown.hpp).
#include <array>
#include <ostream>

#include "postern/base/file.hpp"
#include "postern/base/visible.hpp"
#include "postern/bounce/attribution.hpp"
#include "postern/bounce/bounce_reader.hpp"

#include "bounce_unknown.hpp"
#include "commands.hpp"
#include "json_output.hpp"
#include "output_format.hpp"
#include "text_table.hpp"

namespace postern {

namespace {

constexpr std::array kBounceOptions{
    kFormatOption,
    Option{"patterns", "FILE", "these patterns instead of those compiled in"},
    Option{"unknown", "", "words that were not understood, of the record where no FILE is given"},
    kSinceUnknown,
};

struct ReadFile {
    std::string name;
    BounceReport report;
};

std::string base_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

Result<std::shared_ptr<const BounceReader>> reader_for(const Call& call) {
    const auto patterns = call.given.value("patterns");
    return patterns ? BounceReader::from_file(*patterns) : BounceReader::shipped();
}

/// Files that cannot be read are told at once and left out.
std::vector<ReadFile> read_all(const Call& call, const BounceReader& reader, bool& complete) {
    auto paths = call.given.all("FILE");
    if (paths.empty()) paths = {"-"};
    std::vector<ReadFile> all;
    for (const auto& path : paths) {
        const auto text = read_file(path);
        if (text) {
            all.push_back({base_name(path), reader.read(*text)});
            continue;
        }
        fail(call, text.error());
        complete = false;
    }
    return all;
}

void print_tsv(const Call& call, const std::vector<ReadFile>& all) {
    for (const auto& [name, report] : all) {
        for (const auto& outcome : report.outcomes) {
            // A tab or a line end of a hostile address must make no columns and rows of its own.
            call.out() << visible(name) << '\t' << visible(outcome.recipient) << '\t'
                       << name_of(outcome.bounce_class) << '\t' << name_of(outcome.action) << '\n';
        }
    }
}

void print_text(const Call& call, const std::vector<ReadFile>& all) {
    TextTable table;
    table.add({"FILE", "RECIPIENT", "CLASS", "FAULT", "ACTION", "STATUS", "DIAGNOSTIC"});
    for (const auto& [name, report] : all) {
        if (report.outcomes.empty()) {
            table.add({name, "", report.format == BounceFormat::none ? "no bounce" : "unreadable",
                       "", "", "", ""});
        }
        for (const auto& outcome : report.outcomes) {
            constexpr std::size_t kShown = 60;
            table.add({name, outcome.recipient, std::string(name_of(outcome.bounce_class)),
                       std::string(name_of(fault_of(outcome))),
                       std::string(name_of(outcome.action)), outcome.status,
                       outcome.diagnostic.substr(0, kShown)});
        }
    }
    table.print(call.out());
}

Json to_json(const BounceOutcome& outcome) {
    return {{"recipient", outcome.recipient},
            {"original_recipient", outcome.original_recipient},
            {"class", name_of(outcome.bounce_class)},
            {"fault", name_of(fault_of(outcome))},
            {"action", name_of(outcome.action)},
            {"status", outcome.status},
            {"smtp_code", outcome.smtp_code},
            {"diagnostic", outcome.diagnostic},
            {"only_likely", outcome.is_only_likely},
            {"decided_by", outcome.pattern}};
}

void print_json(const Call& call, const std::vector<ReadFile>& all) {
    auto files = Json::array();
    for (const auto& [name, report] : all) {
        auto outcomes = Json::array();
        for (const auto& outcome : report.outcomes) outcomes.push_back(to_json(outcome));
        files.push_back({{"file", name},
                         {"format", name_of(report.format)},
                         {"reporting_mta", report.reporting_mta},
                         {"envelope_id", report.envelope_id},
                         {"feedback_type", report.feedback_type},
                         {"message_id", report.message_id},
                         {"outcomes", std::move(outcomes)}});
    }
    print_json(call, files);
}

std::vector<UnknownBounce> unknown_in(const std::vector<ReadFile>& all, TimePoint now) {
    std::vector<UnknownBounce> unknown;
    for (const auto& [name, report] : all) {
        for (const auto& outcome : report.outcomes) {
            if (outcome.bounce_class != BounceClass::undefined) continue;
            unknown.push_back({outcome.status, evidence_of(outcome), outcome.recipient, now});
        }
    }
    return unknown;
}

}  // namespace

std::span<const Option> bounce_options() {
    return kBounceOptions;
}

Exit run_bounce(const Call& call) {
    const auto format = output_format(call);
    if (!format) return misuse(call, format.error());
    const bool of_record = call.given.has("unknown") && call.given.all("FILE").empty();
    if (of_record) return run_unknown_of_record(call, *format);
    if (call.given.has("since")) {
        return misuse(call, {ErrorCode::invalid, "--since goes with --unknown and no FILE"});
    }
    const auto reader = reader_for(call);
    if (!reader) return fail(call, reader.error());
    bool complete = true;
    const auto all = read_all(call, **reader, complete);
    if (call.given.has("unknown")) {
        print_unknown(call, *format, unknown_in(all, call.clock.now()));
    } else if (*format == OutputFormat::json) {
        print_json(call, all);
    } else if (*format == OutputFormat::tsv) {
        print_tsv(call, all);
    } else {
        print_text(call, all);
    }
    return complete ? Exit::good : Exit::no;
}

}  // namespace postern
