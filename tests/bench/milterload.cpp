// SPDX-License-Identifier: Apache-2.0
//
// postern_milterload: a load generator that does to a mail filter what Postfix does.
//
// Exit status: 0, or 1 where a connection broke or a message did not end as --expect says (a
// benchmark of refusals is no benchmark), or 2 where the command line or a file is wrong.
#include <exception>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "postern/base/file.hpp"

#include "load.hpp"
#include "load_options.hpp"
#include "message_template.hpp"
#include "report.hpp"

namespace postern {

namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

void complain(const std::string& what) {
    std::cerr << "postern_milterload: " << what << '\n';
}

int usage_error(const Error& error) {
    complain(error.message());
    return kUsage;
}

Result<MessageTemplate> load_message(const LoadOptions& options) {
    const auto raw = read_file(options.message_file);
    if (!raw) return raw.error();
    auto message = MessageTemplate::parse(*raw);
    if (!message) return std::move(message).with_context(options.message_file);
    for (const auto& line : options.extra_headers) {
        if (auto added = message->append_header(line); !added) return added.error();
    }
    if (options.headers_file.empty()) return message;
    const auto lines = read_file(options.headers_file);
    if (!lines) return lines.error();
    auto added = message->number_header(*lines).with_context(options.headers_file);
    if (!added) return added.error();
    return message;
}

Result<std::vector<std::string>> load_recipients(const std::string& file) {
    const auto text = read_file(file);
    if (!text) return text.error();
    std::vector<std::string> addresses;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) addresses.push_back(line);
    if (addresses.empty()) return Error{ErrorCode::invalid, file + ": there is no recipient in it"};
    return addresses;
}

int verdict(const LoadRun& run, const LoadOptions& options) {
    for (const auto& failure : run.failures) complain(failure.message());
    const auto ended = run.statistics.messages();
    if (ended != static_cast<std::uint64_t>(options.messages)) {
        complain(std::to_string(ended) + " of " + std::to_string(options.messages) +
                 " messages were answered");
        return kFailed;
    }
    if (!run.failures.empty()) return kFailed;
    if (!options.expected || run.statistics.ended(*options.expected) == ended) return 0;
    complain(std::to_string(ended - run.statistics.ended(*options.expected)) + " of " +
             std::to_string(ended) + " messages did not end with " +
             std::string(kEndingNames.at(static_cast<std::size_t>(*options.expected))));
    return kFailed;
}

int milterload(int argc, const char* const* argv) {
    auto options = parse_load_options(argc, argv);
    if (!options) return usage_error(options.error());
    if (options->help) {
        std::cout << load_options_help();
        return 0;
    }
    if (!options->recipients_file.empty()) {
        auto recipients = load_recipients(options->recipients_file);
        if (!recipients) return usage_error(recipients.error());
        options->numbered_recipients = std::move(*recipients);
    }
    const auto message = load_message(*options);
    if (!message) return usage_error(message.error());
    const auto run = run_load(*options, *message);
    std::cout << (options->json ? report_json(run) : report_text(run));
    return verdict(run, *options);
}

}  // namespace

}  // namespace postern

int main(int argc, char** argv) {
    try {
        return postern::milterload(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "postern_milterload: " << error.what() << '\n';
        return 1;
    }
}
