// SPDX-License-Identifier: Apache-2.0
#include "load_options.hpp"

#include <sstream>
#include <utility>

#include <boost/program_options.hpp>

namespace postern {

namespace {

namespace po = boost::program_options;

constexpr std::int64_t kMostConnections = 1000;
constexpr std::int64_t kMostMessages = 1'000'000'000;

po::options_description run_options(LoadOptions& to) {
    po::options_description all("The run");
    auto add = all.add_options();
    add("help,h", po::bool_switch(&to.help), "print this and exit");
    add("socket", po::value(&to.socket), "the filter: unix:/path or inet:host:port");
    add("connections", po::value(&to.connections)->default_value(1), "one thread each");
    add("messages", po::value(&to.messages)->default_value(10'000), "in all, measured");
    add("warmup", po::value(&to.warmup)->default_value(0), "sent first, in all, not measured");
    add("first-number", po::value(&to.first_number)->default_value(0), "the first message's %n");
    add("pid", po::value<pid_t>(), "report what this process uses meanwhile");
    add("expect", po::value<std::string>(),
        "accept, discard, reject or tempfail: exit 1 if a message ends otherwise");
    add("json", po::bool_switch(&to.json), "one JSON object instead of \"name value\" lines");
    return all;
}

po::options_description message_options(LoadOptions& to) {
    po::options_description all("The message");
    auto add = all.add_options();
    add("message", po::value(&to.message_file), "headers (%n in values) and body");
    add("header", po::value(&to.extra_headers)->composing(), "\"Name: value\" (%n), appended");
    add("headers-file", po::value(&to.headers_file),
        "one \"Name: value\" a line; message n gets line n modulo their count, in place of the "
        "header of that name");
    return all;
}

po::options_description session_options(LoadOptions& to) {
    po::options_description all("The SMTP session it pretends to come from");
    auto add = all.add_options();
    add("daemon-name", po::value(&to.daemon_name)->default_value("smtpd"), "{daemon_name}");
    add("client-addr", po::value(&to.client_addr)->default_value("192.0.2.10"), "{client_addr}");
    add("auth-user", po::value(&to.auth_user), "{auth_authen}");
    add("queue-id-prefix", po::value(&to.queue_id_prefix)->default_value("BENCH"),
        "of macro i; the number follows");
    add("from", po::value(&to.from)->default_value("sender@example.org"), "envelope sender (%n)");
    add("rcpt", po::value(&to.recipients)->composing(), "envelope recipient (%n), repeatable");
    add("rcpts-file", po::value(&to.recipients_file),
        "one recipient a line; message n gets line n modulo their count as well");
    return all;
}

po::options_description all_options(LoadOptions& to) {
    po::options_description all;
    all.add(run_options(to)).add(message_options(to)).add(session_options(to));
    return all;
}

Error wrong(std::string what) {
    return {ErrorCode::invalid, std::move(what)};
}

Result<void> check_bounds(const LoadOptions& options) {
    if (options.socket.empty()) return wrong("--socket is missing");
    if (options.message_file.empty()) return wrong("--message is missing");
    if (options.recipients.empty() && options.recipients_file.empty()) {
        return wrong("--rcpt or --rcpts-file is missing");
    }
    if (options.connections < 1 || options.connections > kMostConnections) {
        return wrong("--connections must be 1 to " + std::to_string(kMostConnections));
    }
    if (options.messages < 1 || options.messages > kMostMessages) {
        return wrong("--messages must be 1 to " + std::to_string(kMostMessages));
    }
    if (options.warmup < 0 || options.warmup > kMostMessages) {
        return wrong("--warmup must be 0 to " + std::to_string(kMostMessages));
    }
    if (options.first_number < 0) return wrong("--first-number must not be negative");
    return {};
}

}  // namespace

Result<LoadOptions> parse_load_options(int argc, const char* const* argv) {
    LoadOptions options;
    po::variables_map given;
    try {
        po::store(po::parse_command_line(argc, argv, all_options(options)), given);
        po::notify(given);
    } catch (const po::error& error) {
        return wrong(error.what());
    }
    if (options.help) return options;
    if (given.contains("pid")) options.pid = given["pid"].as<pid_t>();
    if (given.contains("expect")) {
        options.expected = ending_named(given["expect"].as<std::string>());
        if (!options.expected) return wrong("--expect: write accept, discard, reject or tempfail");
    }
    if (auto checked = check_bounds(options); !checked) return checked.error();
    return options;
}

std::string load_options_help() {
    LoadOptions unused;
    std::ostringstream text;
    text << "usage: postern_milterload --socket ADDRESS --message FILE --rcpt ADDRESS [options]\n"
         << "Sends one message over and over to a mail filter, the way Postfix does.\n"
         << all_options(unused);
    return text.str();
}

}  // namespace postern
